"""What an instruction quotes stands in the pictures or programs: it was written about this sample.

Quoted texts, colours as #rrggbb and the names with which quoted code begins are looked up in the strings of
the evidence and in both programs. More than half of them missing means that the words are about something
else.
"""

from __future__ import annotations

import re

from stages.reward.any_evidence import strings
from stages.reward.case import Case, Evidence, Verdict

WEIGHT = 2.0
VERSION = "2"
_CODE = re.compile(r"```.*?```|`([A-Za-z_]\w+)[^`]*`|`[^`]*`", re.DOTALL)
_QUOTED = re.compile(r"\"([^\"\n]{1,200})\"|“([^”\n]{1,200})”|(#[0-9a-fA-F]{6})\b")


def check(case: Case) -> Verdict | None:
    said = case.sample["instruction"]
    quoted = [m.group(1) for m in _CODE.finditer(said) if m.group(1)]
    quoted += [next(g for g in m.groups() if g) for m in _QUOTED.finditer(_CODE.sub(" ", said))]
    if not quoted:
        return None
    programs = [case.sample["output_code"], case.sample["input_code"] or ""]
    drawn = [s for e in (case.after, case.before) if e for s in (*strings(e), _frame(e))]
    there = "\n".join(_plain(s) for s in [*programs, *drawn])
    missing = [q for q in quoted if _plain(q).rstrip(".,;:") not in there]
    if 2 * len(missing) > len(quoted):
        return False, "quoted and not there: " + ", ".join(repr(q[:60]) for q in missing[:4])
    return True, f"{len(quoted) - len(missing)} of {len(quoted)} quotations found"


def _plain(text: str) -> str:
    """Without white space and quotation marks, which programs escape in many ways; small letters."""
    return re.sub(r"[\s\"'“”\\]+", "", text).casefold()


def _frame(evidence: Evidence) -> str:
    """The viewBox of a drawing as instructions quote it, rounded."""
    return " ".join(f"{v:g}" for v in evidence.get("viewbox", []))
