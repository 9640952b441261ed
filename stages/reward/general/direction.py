"""A translated chart runs the way of its source: no axis is turned round, which would mirror the data.

Where the evidence of one side does not say which way its axes run, nothing is judged.
"""

from __future__ import annotations

from stages.reward.axis_directions import turned
from stages.reward.case import Case, Verdict

WEIGHT = 2.0
VERSION = "1"
_USUAL = {"x": "from left to right", "y": "upwards"}
_TURNED = {"x": "from right to left", "y": "downwards"}


def check(case: Case) -> Verdict | None:
    if case.sample["task"] != "translation" or case.before is None:
        return None
    here, there = turned(case.after), turned(case.before)
    if here is None or there is None:
        return None
    wrong = sorted(here ^ there)
    if not wrong:
        return True, "axes run as in the source"
    ways = [
        f"{axis} runs {(_TURNED if axis in here else _USUAL)[axis]}, in the source "
        f"{(_TURNED if axis in there else _USUAL)[axis]}"
        for axis in wrong
    ]
    return False, "; ".join(ways)
