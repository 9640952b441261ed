"""The picture shows something: no blank panel, no page or drawing that is nearly empty, no line of one point.

`painted` is the share of pixels unlike the corner's. Thin drawings are real (an icon of one line), so only
next to nothing counts. An edit answers for what it emptied, and for every line that draws nothing: its words
and claims speak of a series that no picture shows, whoever wrote it.
"""

from __future__ import annotations

from stages.reward.case import Case, Evidence, Verdict
from stages.reward.unseen import unseen_lines

WEIGHT = 1.0
VERSION = "3"
_LEAST = 0.0001
"""Share of pixels below which a picture counts as empty."""
_NAMED = 3
"""Lines that draw nothing whose places are named."""


def check(case: Case) -> Verdict | None:
    empty = _empty(case.after)
    if case.starts_from:
        empty -= _empty(case.starts_from)
    found = sorted(empty)
    if unseen := unseen_lines(case.after):
        lines = "a line" if len(unseen) == 1 else f"{len(unseen)} lines"
        found.append(f"nothing is seen of {lines} of a single point: {', '.join(unseen[:_NAMED])}")
    if found:
        return False, "; ".join(found)
    return True, "no part is empty"


def _empty(evidence: Evidence) -> set[str]:
    found = set()
    painted = (evidence.get("pixels") or {}).get("painted")
    if painted is not None and painted < _LEAST:
        found.add(f"only {painted:.2%} of the picture is painted")
    if "boxes" in evidence and not any(_shows(box) for box in evidence["boxes"]):
        found.add("the page shows no element")
    for number, figure in enumerate(evidence.get("figures") or []):
        panels = [a for a in figure.get("axes") or [] if "projection" in a and a["visible_axis"]]
        blank = [at for at, axes in enumerate(panels) if _bare(axes) and not _second_scale(axes, panels)]
        if panels and len(blank) < max(2, len(panels)):  # all of several: drawn with what evidence omits
            found |= {f"panel {at + 1} of figure {number + 1} is blank" for at in blank}
    return found


def _shows(box: Evidence) -> bool:
    return box["tag"] != "body" or bool(box.get("text"))


def _bare(axes: Evidence) -> bool:
    return not any(axes[what] for what in ("series", "others", "texts", "legend", "colorbar"))


def _second_scale(axes: Evidence, panels: list[Evidence]) -> bool:
    """Whether it only names a second scale, on the place of a panel that shows something."""
    named = axes["xlabel"] or axes["ylabel"]
    return bool(named) and any(a["box"] == axes["box"] and not _bare(a) for a in panels)
