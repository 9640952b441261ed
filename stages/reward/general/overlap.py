"""No text covers another: boxes of texts that share more than half of the smaller one.

Turned texts are left out (their boxes are larger than they are), and so are a text inside another's element
on a page and pairs that the picture before an edit had already.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from stages.reward.boxes import Box, Said, area, common, drawing_texts, figure_texts, holds, page_texts
from stages.reward.case import Case, Evidence, Verdict

WEIGHT = 1.0
VERSION = "2"
_SHARE = 0.5
_SAME = 0.95
"""Share of the larger box that two writings of one text have in common."""
_ONE_LINE, _LETTER = 2.2, 0.5
"""Font sizes that an element of one line is high at most, and a letter wide."""


@dataclass(frozen=True)
class _Written:
    """A text, and where its letters are: `text.box` is its element's."""

    text: Said
    line: Box


def check(case: Case) -> Verdict | None:
    found = _texts(case.after)
    if len(found) < 2:
        return None
    earlier = _pairs(_texts(case.starts_from)) if case.starts_from else set()
    fresh = sorted(_pairs(found) - earlier)
    if not fresh:
        return True, f"{len(found)} texts, none covers another"
    return False, "; ".join(f"{one!r} covers {other!r}" for one, other in fresh[:3])


def _texts(evidence: Evidence) -> list[_Written]:
    """Texts that somebody placed. Those of a diagram, of SVG in a page and of a list are placed by others."""
    if "boxes" not in evidence:
        return [_Written(text, text.box) for text in figure_texts(evidence) or drawing_texts(evidence)]
    lines = [text for text in page_texts(evidence) if text.role not in ("text", "input", "select", "option")]
    return [
        _Written(text, _line(text))
        for text in lines
        if text.box[3] - text.box[1] <= _ONE_LINE * (text.size or 0)
    ]


def _line(text: Said) -> Box:
    """As wide as its words, as high as its letters: elements of a line are often wider, and can be lower."""
    left, top, right, bottom = text.box
    size = text.size or 0.0
    low = max(0.0, 0.7 * size - (bottom - top)) / 2
    return left, top - low, min(right, left + _LETTER * size * len(text.text)), bottom + low


def _pairs(found: list[_Written]) -> set[tuple[str, str]]:
    """Pairs of texts that overlap, in the order of the alphabet."""
    level = [w for w in found if not w.text.turned and area(w.line) > 0]
    pairs = set()
    for one, other in combinations(level, 2):
        smaller = min(area(one.line), area(other.line))
        if area(common(one.line, other.line)) > _SHARE * smaller and not _belong(one, other):
            pairs.add(tuple(sorted((one.text.text, other.text.text))))
    return pairs


def _belong(one: _Written, other: _Written) -> bool:
    """Whether two writings are read as one: twice the same on one place, or an element in another's line."""
    if one.text.role in _DRAWN:
        larger = max(area(one.line), area(other.line))
        return one.text.text == other.text.text and area(common(one.line, other.line)) > _SAME * larger
    inside = common(one.line, other.line)
    inline = other.text.role in _INLINE and holds(one.text.box, other.text.box, slack=_SLACK)
    return inline or inside in (one.line, other.line)


_DRAWN = ("title", "label", "tick", "text", "legend", "figure")
"""Roles of texts that stand for themselves; on a page an element's text may hold another's."""

_INLINE = frozenset("a abbr b code em i kbd mark small span strong sub sup time".split())
"""Tags of elements that stand within the line of the element before them."""
_SLACK = 2.0
"""Pixels by which such an element may be higher than its line."""
