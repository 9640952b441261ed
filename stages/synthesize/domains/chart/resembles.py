"""Whether a canonical program drew the seed's picture in the main: kinds, words, number of series, range."""

from __future__ import annotations

from collections import Counter

from stages.synthesize.domain import NotApplicable
from stages.synthesize.domains.chart.canonical import reading_order
from stages.synthesize.domains.chart.canonical_panel import LABEL, TITLE, drawable
from stages.synthesize.domains.chart.figures import Json, axes_of, kind_of, main_number, points_of, visible

KINDS_SHARE = 0.5
"""Share of the seed's series whose kinds must come back."""
RANGE_SHARE = 0.6
"""Share of the seed's data range (first series) that must come back."""


def resembles(seed: Json, canonical: Json) -> tuple[bool, str]:
    """(True, what is shown) or (False, what differs)."""
    try:
        drawn = axes_of(canonical)
        ours = reading_order(seed) if len(drawn) > 1 else [main_number(seed)]
        theirs = reading_order(canonical) if len(drawn) > 1 else [0]
        if len(ours) != len(theirs):
            return False, f"{len(theirs)} panels for {len(ours)}"
        for n, m in zip(ours, theirs, strict=True):
            why = _differs(axes_of(seed)[n], drawn[m])
            if why:
                return False, why
    except NotApplicable as refusal:
        return False, str(refusal)
    total = len(axes_of(seed))
    return True, f"{len(theirs)} of {total} axes"


def _differs(seed: Json, drawn: Json) -> str | None:
    wanted, found = drawable(seed), drawable(drawn)
    if wanted and not found:
        return "no data was drawn"
    kinds, seen = Counter(map(kind_of, wanted)), Counter(map(kind_of, found))
    if set(seen) - set(kinds):
        return f"drew {', '.join(sorted(set(seen) - set(kinds)))}, which the seed does not"
    if wanted and sum(kinds[k] for k in seen) < KINDS_SHARE * sum(kinds.values()):
        return f"the seed mostly shows {kinds.most_common(1)[0][0]}"
    if len(found) < min(len(wanted), 2):
        return f"{len(found)} series for {len(wanted)}"
    for field, most in (("title", TITLE), ("xlabel", LABEL), ("ylabel", LABEL)):
        text = str(seed.get(field) or "").strip()
        if len(text) <= most and text != str(drawn.get(field) or "").strip():
            return f"{field} is {drawn.get(field)!r} for {text!r}"
    if not wanted:
        texts = len(seed.get("texts") or [])
        return "the texts are too long or lie outside" if texts and not drawn.get("texts") else None
    return _range_differs(seed, wanted[0], found[0])


def _range_differs(axes: Json, seed: Json, drawn: Json) -> str | None:
    for axis, ours, theirs in zip("xy", visible(axes, seed), points_of(drawn), strict=True):
        if not ours or not theirs or kind_of(seed) in ("pie", "image", "patch"):
            continue
        span = max(ours) - min(ours)
        if span and max(theirs) - min(theirs) < RANGE_SHARE * span:
            return f"the data cover less of {axis} than the seed's"
    return None
