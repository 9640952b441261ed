"""A Python program breaks no rule of ruff that means a defect (`stages.reward.lint`).

Undefined and twice defined names, mutable defaults, bare excepts, and None or literals compared by the wrong
operator count in every sample. An edit answers for what it brings, and only there unused imports and
variables count: 2 % of real programs have some.
"""

from __future__ import annotations

from stages.reward.case import Case, Verdict
from stages.reward.lint import findings

WEIGHT = 1.0
VERSION = "1"
_STYLE = ("F401", "F841")
"""Rules that real programs break without harm."""


def check(case: Case) -> Verdict | None:
    if case.sample["runtime"] not in ("python", "manim", "test"):
        return None
    found = findings(case.sample["output_code"])
    if case.edits:
        found -= findings(case.sample["input_code"])
    else:
        found = {finding: n for finding, n in found.items() if finding[0] not in _STYLE}
    if found:
        return False, "; ".join(f"{rule}: {what}" for rule, what in sorted(found)[:3])
    return True, "breaks no rule that means a defect"
