"""Nothing leaves the page: texts of figures and drawings stand on it, and a page is as wide as its window.

An edit answers only for what left the page with it.
"""

from __future__ import annotations

from stages.reward.boxes import Box, Said, area, common, drawing_texts, figure_texts
from stages.reward.case import Case, Evidence, Verdict

WEIGHT = 1.0
VERSION = "2"
_OUT = 0.3
"""Share of a text's box beyond the edge from which it counts as cut off."""
_WIDER, _EDGE = 1.05, 4.0
"""Times the window that a page may be wide, pixels by which a text may stand over."""


def check(case: Case) -> Verdict | None:
    left = _beyond(case.after)
    if left is None:
        return None
    if case.starts_from:
        left -= _beyond(case.starts_from) or set()
    if left:
        return False, "beyond the edge: " + "; ".join(sorted(left)[:3])
    return True, "nothing leaves the page"


def _beyond(evidence: Evidence) -> set[str] | None:
    """What stands beyond the edge; None where the evidence tells no places."""
    if "overflow" in evidence:
        return _beyond_window(evidence)
    if "viewbox" in evidence:
        x, y, width, height = evidence["viewbox"]
        page = (x, y, x + width, y + height)
        lost = {f"<{s['tag']}>" for s in evidence["shapes"] if _apart(tuple(s["box"]), page)}
        return lost | _cut(drawing_texts(evidence), page)
    if found := figure_texts(evidence):
        return _cut(found, (0.0, 0.0, 1.0, 1.0))
    return None


def _beyond_window(evidence: Evidence) -> set[str]:
    """Words cut by the left edge, and what makes the page wider; off-screen menus have left the page
    whole.
    """
    wide, window = evidence["size"][0], evidence["viewport"][0]
    lost = {f"a page of {wide} pixels in a window of {window}"} if wide > _WIDER * window else set()
    for box in evidence["boxes"]:
        x, _, width, _ = box["box"]
        if box.get("text") and x < -_EDGE and x + width > _EDGE:
            lost.add(f"<{box['tag']}> {box['text']!r}")
    return lost


def _cut(found: list[Said], page: Box) -> set[str]:
    """Texts cut by the edge. Ticks that are wholly beyond it belong to axes that fill the page."""
    cut = set()
    for text in found:
        seen, whole = area(common(text.box, page)), area(text.box)
        if whole > 0 and seen < (1 - _OUT) * whole and (seen > 0 or text.role != "tick"):
            cut.add(repr(text.text))
    return cut


def _apart(box: Box, page: Box) -> bool:
    """Whether a box touches the page nowhere. Lines have no area: edges are compared."""
    return box[2] < page[0] or box[3] < page[1] or box[0] > page[2] or box[1] > page[3]
