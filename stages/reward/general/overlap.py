"""No text covers another: boxes of texts that share more than half of the smaller one.

Turned texts are left out (their boxes are larger than they are), and so are a text inside another's element
on a page and pairs that the picture before an edit had already.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from stages.reward.boxes import Said, area, common, drawing_texts, figure_texts, page_texts
from stages.reward.case import Case, Evidence, Verdict

WEIGHT = 1.0
VERSION = "1"
_SHARE = 0.5
_ONE_LINE, _LETTER = 2.2, 0.5
"""Font sizes that an element of one line is high at most, and a letter wide."""


def check(case: Case) -> Verdict | None:
    found = _texts(case.after)
    if len(found) < 2:
        return None
    earlier = _pairs(_texts(case.starts_from)) if case.starts_from else set()
    fresh = sorted(_pairs(found) - earlier)
    if not fresh:
        return True, f"{len(found)} texts, none covers another"
    return False, "; ".join(f"{one!r} covers {other!r}" for one, other in fresh[:3])


def _texts(evidence: Evidence) -> list[Said]:
    """Texts that somebody placed. Those of a diagram, and of SVG in a page, are placed by a library."""
    if "boxes" not in evidence:
        return figure_texts(evidence) or drawing_texts(evidence)
    lines = [text for text in page_texts(evidence) if text.role not in ("text", "input", "select")]
    return [_line(text) for text in lines if text.box[3] - text.box[1] <= _ONE_LINE * (text.size or 0)]


def _line(text: Said) -> Said:
    """As wide as its words, as high as its letters: elements of a line are often wider, and can be lower."""
    left, top, right, bottom = text.box
    size = text.size or 0.0
    low = max(0.0, 0.7 * size - (bottom - top)) / 2
    return replace(
        text, box=(left, top - low, min(right, left + _LETTER * size * len(text.text)), bottom + low)
    )


def _pairs(found: list[Said]) -> set[tuple[str, str]]:
    """Pairs of texts that overlap, in the order of the alphabet."""
    level = [t for t in found if not t.turned and area(t.box) > 0]
    pairs = set()
    for one, other in combinations(level, 2):
        smaller = min(area(one.box), area(other.box))
        nested = one.role not in _DRAWN and _within(one, other)
        if area(common(one.box, other.box)) > _SHARE * smaller and not nested:
            pairs.add(tuple(sorted((one.text, other.text))))
    return pairs


_DRAWN = ("title", "label", "tick", "text", "legend", "figure")
"""Roles of texts that stand for themselves; on a page an element's text may hold another's."""


def _within(one: Said, other: Said) -> bool:
    inside = common(one.box, other.box)
    return inside in (one.box, other.box)
