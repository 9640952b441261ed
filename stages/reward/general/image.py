"""The picture that a task shows is of the program it is about: of the answer (image to code), else of the
input.
"""

from __future__ import annotations

from stages.reward.case import Case, Verdict
from stages.reward.difference import differences

WEIGHT = 3.0
VERSION = "1"


def check(case: Case) -> Verdict | None:
    shown = case.sample.get("image_render")
    if shown is None:
        return None
    about = "output" if case.sample["task"] == "image_to_code" else "input"
    drawn = case.sample[f"{about}_render"]
    if shown == drawn:
        return True, f"the picture is of the {about} program"
    text = f"the picture is render {shown[:8]}, the {about} program draws {(drawn or 'nothing')[:8]}"
    if about == "output" and case.shown is not None:
        changed = differences(case.shown, case.after)
        if case.shown == case.after:
            return True, f"{text}, which is the same"
        text += ": " + ("; ".join(str(one) for one in changed[:3]) or "it looks otherwise")
    return False, text
