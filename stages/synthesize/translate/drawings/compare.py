"""Whether two programs drew the same picture: their shapes in turn, and the areas of their colours.

Frames may differ in size: drawings are laid over each other by the box around all shapes.
"""

from __future__ import annotations

from stages.synthesize.domains.svg.paths import outlines
from stages.synthesize.translate.drawings.drawing import Drawing, Shape

COLOUR_SLACK = 3
"""Of 255 in each channel."""
PLACE = 0.012
"""Share of the longer side of the drawing by which edges may be apart."""
SEEN = 0.02
"""Share of the drawing's box from which the area of a colour is compared."""
PAGE = "#ffffff"
"""Around the frame of a page: its area says nothing of shapes."""
AREA = 0.12
"""Share by which the area of a colour may differ: edges mix colours at other resolutions."""


def differs(first: Drawing, second: Drawing) -> str | None:
    """What the second shows differently, None where the pictures are equal."""
    if len(first.shapes) != len(second.shapes):
        return f"{len(second.shapes)} shapes for {len(first.shapes)}"
    if not same_colour(first.ground, second.ground) or first.round != second.round:
        return f"ground {second.ground}, round {second.round} for {first.ground}, {first.round}"
    ours, theirs = _extent(first), _extent(second)
    factor = ours[2] / theirs[2]
    pairs = zip(_texts_last(first), _texts_last(second), strict=True)
    for number, (one, other) in enumerate(pairs, start=1):
        if why := _shape(one, other, ours, theirs, factor):
            return f"shape {number}: {why}"
    return _areas(first, second, factor)


def _texts_last(drawing: Drawing) -> list[Shape]:
    """The evidence of SVG does not say which shapes are painted before a text."""
    return sorted(drawing.shapes, key=lambda shape: shape.kind == "text")


def _extent(drawing: Drawing) -> tuple[float, float, float]:
    """Left and top of the box around all shapes, and its longer side; of texts the middle counts."""
    boxes = [(*s.middle, *s.middle) if s.kind == "text" else s.box for s in drawing.shapes]
    left, top = min(b[0] for b in boxes), min(b[1] for b in boxes)
    side = max(max(b[2] for b in boxes) - left, max(b[3] for b in boxes) - top)
    return (left, top, side) if side > 0 else (left, top, max(drawing.width, drawing.height))


def _shape(
    one: Shape, other: Shape, ours: tuple[float, ...], theirs: tuple[float, ...], factor: float
) -> str | None:
    if _form(one) != _form(other) or one.text != other.text:
        return f"{other.kind} {other.text!r} for {one.kind} {one.text!r}"
    for name in ("fill", "stroke"):
        if not same_colour(getattr(one, name), getattr(other, name)):
            return f"{name} is {getattr(other, name)} for {getattr(one, name)}"
    if one.cap != other.cap:
        return "the ends of its stroke have another form"
    if one.fill and abs(one.opacity - other.opacity) > 0.03:
        return f"its opacity is {other.opacity} for {one.opacity}"
    slack = PLACE * ours[2]
    if one.stroke and abs(one.width - other.width * factor) > max(0.1 * one.width, 0.004 * ours[2]):
        return f"its stroke is {other.width * factor:.3g} wide for {one.width:.3g}"
    if one.kind == "text":
        here, there, slack = (*one.middle, 0, 0), (*other.middle, 0, 0), max(slack, 0.3 * one.size)
    else:
        here, there = one.box, other.box
    moved = [(v - theirs[i % 2]) * factor + ours[i % 2] for i, v in enumerate(there)]
    pairs = list(zip(here, moved, strict=True))[: 2 if one.kind == "text" else 4]
    if any(abs(a - b) > slack for a, b in pairs):
        return f"it stands at {[round(b, 2) for _, b in pairs]} for {[round(a, 2) for a, _ in pairs]}"
    inside, theirs_inside = _area(one), _area(other) * factor**2
    if one.fill and abs(inside - theirs_inside) > 0.03 * inside + slack**2:
        return f"it is {theirs_inside:.4g} large for {inside:.4g}"
    return None


def _form(shape: Shape) -> str:
    """What a reader can tell: a circle is an ellipse, a polygon a path."""
    alike = {"circle": "ellipse", "polygon": "path", "polyline": "path", "line": "path"}
    return alike.get(shape.kind, shape.kind)


def _area(shape: Shape) -> float:
    return sum(outline.area for outline in outlines(shape.d))


def _areas(first: Drawing, second: Drawing, factor: float) -> str | None:
    """The colour whose pixels cover another area, of the colours that fill shapes on both sides."""
    if not first.areas or not second.areas:
        return None
    ours, theirs = dict(first.areas), {c: a * factor**2 for c, a in second.areas}
    whole = _extent(first)[2] ** 2
    filled = {s.fill for s in first.shapes if s.fill and s.opacity == 1 and s.kind != "text"}
    for colour in sorted(filled - {first.ground, PAGE}):
        there = sum(a for c, a in theirs.items() if same_colour(c, colour))
        here = sum(a for c, a in ours.items() if same_colour(c, colour))
        if abs(here - there) > AREA * max(here, there) + SEEN * whole:
            return f"{colour} covers {there:.4g} square units for {here:.4g}"
    return None


def same_colour(ours: str | None, theirs: str | None) -> bool:
    if ours is None or theirs is None:
        return ours == theirs
    return all(abs(int(ours[i : i + 2], 16) - int(theirs[i : i + 2], 16)) <= COLOUR_SLACK for i in (1, 3, 5))
