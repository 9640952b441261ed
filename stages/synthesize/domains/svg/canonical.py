"""The canonical program: one element a line, one attribute order, integers in a 64-unit box, short hex."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from stages.synthesize.domain import NotApplicable
from stages.synthesize.domains.svg.colours import distance, short
from stages.synthesize.domains.svg.coverage import visible_areas
from stages.synthesize.domains.svg.fit import Segment, fit, from_the_top, rounded
from stages.synthesize.domains.svg.paths import Outline, Point
from stages.synthesize.domains.svg.primitives import primitive
from stages.synthesize.domains.svg.scene import Painted, Scene
from stages.synthesize.tokens import CANONICAL_TOKENS, count_tokens

Attributes = tuple[tuple[str, str], ...]
Drawn = tuple[str, Attributes] | None
"""Tag and geometry of one shape, or None where rounding leaves nothing of it."""

_TOLERANCES = (0.6, 0.9, 1.3, 1.8, 2.3)
"""Units (of 64) that a fitted outline may lie off: the coarser ones only where the program is too long,
smallest shapes first."""
_OF_SIZE = 0.15
"""Share of a subpath's longer side that it may be off, however coarse the level."""
_MOST = 12
"""More shapes than this never fit."""
_DROPPED = 0.15
"""Share of the painted area that may be left out to fit."""
_ALIKE = 1.4
"""Shapes up to this many times as large as the smallest go with it: one letter of a word is no picture."""
_ACCENT = 0.02
"""Share of the painted area from which a colour of its own must stay."""
_SPECK = 3.0
"""Square units under which a subpath beside larger ones, or a whole shape, is not drawn."""


def canonical_program(picture: Scene) -> str:
    """Raises NotApplicable where no faithful program is short enough.

    A circular crop is written as a clip path; where that is too long, the shapes are cut instead.
    """
    for form in (picture, picture.cropped()) if picture.round_crop else (picture,):
        code = _fitted(form)
        if code is not None:
            return code
    raise NotApplicable(f"its shapes do not fit into {CANONICAL_TOKENS} tokens")


def _fitted(picture: Scene) -> str | None:
    seen = dict(zip(map(id, picture.shapes), visible_areas(picture), strict=True))
    shapes = [shape for shape in picture.shapes if seen[id(shape)] >= _SPECK]
    total, dropped = sum(seen[id(shape)] for shape in shapes), 0.0
    largest = sorted(shapes, key=lambda shape: -seen[id(shape)])[:_MOST]
    shape_of = {id(shape): shape for shape in largest}

    @cache
    def drawn(key: int, level: int) -> Drawn:
        return element(shape_of[key], level)

    while shapes:
        if len(shapes) <= _MOST:
            code = _shortened(picture, [shape for shape in largest if shape in shapes], shapes, drawn)
            if code is not None:
                return code
        least = min(seen[id(shape)] for shape in shapes) * _ALIKE
        left = [shape for shape in shapes if seen[id(shape)] <= least]
        shapes = [shape for shape in shapes if seen[id(shape)] > least]
        dropped += sum(seen[id(shape)] for shape in left)
        if dropped > _DROPPED * total:
            return None
        if not all(seen[id(shape)] < _ACCENT * total or _colour_stays(shape, shapes) for shape in left):
            return None
    return None


def _colour_stays(shape: Painted, others: list[Painted]) -> bool:
    """Whether the picture keeps the shape's colour without the shape."""
    colour = shape.fill or shape.stroke or ""
    there = [other for look in others for other in (look.fill, look.stroke) if other]
    return any(distance(colour, other) < 0.1 for other in there)


def _shortened(
    picture: Scene, largest: list[Painted], shapes: list[Painted], drawn: Callable[[int, int], Drawn]
) -> str | None:
    """The program of these shapes, the smallest fitted most coarsely, or None where it stays too long.

    `drawn` is a shape (by its id) at a level.
    """
    levels = {id(shape): 0 for shape in shapes}
    code = write(picture, shapes, [drawn(key, level) for key, level in levels.items()])
    for level in range(1, len(_TOLERANCES)):
        for shape in reversed(largest):
            if count_tokens(code) <= CANONICAL_TOKENS:
                return code
            levels[id(shape)] = level
            code = write(picture, shapes, [drawn(key, at) for key, at in levels.items()])
    return code if count_tokens(code) <= CANONICAL_TOKENS else None


def write(picture: Scene, shapes: list[Painted], elements: list[Drawn]) -> str:
    """The program of shapes fitted as `elements`. A look with an outline that all of them share is written
    once, on a group."""
    drawn = [
        (found, style(shape)) for shape, found in zip(shapes, elements, strict=True) if found is not None
    ]
    if not drawn:
        raise NotApplicable("its shapes are too small to draw in whole units")
    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {picture.width} {picture.height}">']
    shared = drawn[0][1] if _shares_stroke([look for _, look in drawn]) else ()
    crop: Attributes = (("clip-path", "url(#c)"),) if picture.round_crop else ()
    if crop:
        middle = str(picture.width // 2)
        circle = _tag("circle", (("cx", middle), ("cy", middle), ("r", middle)))
        lines += ['<clipPath id="c">', circle, "</clipPath>"]
    grouped = crop + shared
    if grouped:
        lines.append(f"<g{_attributes(grouped)}>")
    for (tag, geometry), look in drawn:
        lines.append(_tag(tag, geometry if shared else geometry + look))
    if grouped:
        lines.append("</g>")
    return "\n".join([*lines, "</svg>", ""])


def element(shape: Painted, level: int) -> Drawn:
    """One shape fitted with the tolerance of a level, as the plainest tag that draws it."""
    found = [outline for outline in shape.outlines if outline.area >= _SPECK or not shape.fill]
    if len(found) == 1:
        plain = primitive(found[0])
        if plain:
            tag, numbers = plain
            return tag, tuple(
                (name, str(value)) for name, value in numbers.items() if value or name not in "xy"
            )
    drawn = []
    for outline in found:
        start, segments = rounded(*fit(outline, _tolerance(outline, level)))
        if len(segments) >= (2 if shape.fill else 1):
            if outline.closed or shape.fill:
                start, segments = from_the_top(start, segments, may_turn=len(found) == 1)
            drawn.append((outline, start, segments))
    if not drawn:
        return None
    if len(drawn) == 1 and all(len(segment) == 1 for segment in drawn[0][2]):
        return _straight(shape, *drawn[0], short_line=level > 0)
    data = " ".join(_data(outline, start, segments, bool(shape.fill)) for outline, start, segments in drawn)
    rule: Attributes = (("fill-rule", "evenodd"),) if shape.evenodd and len(drawn) > 1 else ()
    return "path", (("d", data), *rule)


def _tolerance(outline: Outline, level: int) -> float:
    """Small shapes keep their form: at most a share of their size is given away."""
    x0, y0, x1, y1 = outline.box
    return min(_TOLERANCES[level], max(_TOLERANCES[0], _OF_SIZE * max(x1 - x0, y1 - y0)))


def _straight(
    shape: Painted, outline: Outline, start: Point, segments: list[Segment], *, short_line: bool
) -> Drawn:
    points = [start, *(segment[0] for segment in segments)]
    closed = outline.closed or bool(shape.fill)
    if closed and points[-1] == points[0]:
        points.pop()
    if len(points) == 2 and not shape.fill:
        (x1, y1), (x2, y2) = points
        if short_line:
            return "path", (("d", f"M{x1} {y1} L{x2} {y2}"),)
        return "line", (("x1", f"{x1}"), ("y1", f"{y1}"), ("x2", f"{x2}"), ("y2", f"{y2}"))
    if len(points) < 3:
        return None
    level_sides = sum(p[0] == q[0] or p[1] == q[1] for p, q in zip(points, points[1:], strict=False))
    if 2 * level_sides > len(points):
        return "path", (("d", _data(outline, start, segments, closed)),)
    return "polygon" if closed else "polyline", (("points", " ".join(f"{x},{y}" for x, y in points)),)


def _data(outline: Outline, start: Point, segments: list[Segment], filled: bool) -> str:
    """Path data: M, H, V, L, Q and Z, absolute; a closed outline ends in Z and not at its start."""
    pieces = [f"M{start[0]} {start[1]}"]
    closed = outline.closed or filled
    x, y = start
    for at, segment in enumerate(segments):
        if closed and at == len(segments) - 1 and len(segment) == 1 and segment[0] == start:
            break
        x1, y1 = segment[-1]
        if len(segment) == 2:
            pieces.append(f"Q{segment[0][0]} {segment[0][1]} {x1} {y1}")
        else:
            pieces.append(f"H{x1}" if y1 == y else f"V{y1}" if x1 == x else f"L{x1} {y1}")
        x, y = x1, y1
    return " ".join([*pieces, "Z"] if closed else pieces)


def style(shape: Painted) -> Attributes:
    """Paint attributes in their fixed order."""
    look = [("fill", short(shape.fill) if shape.fill else "none")]
    if shape.stroke:
        look += [("stroke", short(shape.stroke)), ("stroke-width", str(max(1, round(shape.width))))]
        if shape.round_ends:
            look += [("stroke-linecap", "round"), ("stroke-linejoin", "round")]
    if shape.opacity < 0.95:
        look.append(("opacity", f"{shape.opacity:.1f}"))
    return tuple(look)


def _shares_stroke(looks: list[Attributes]) -> bool:
    return len(looks) > 1 and len(set(looks)) == 1 and any(name == "stroke" for name, _ in looks[0])


def _attributes(attributes: Attributes) -> str:
    return "".join(f' {name}="{value}"' for name, value in attributes)


def _tag(tag: str, attributes: Attributes) -> str:
    return f"<{tag}{_attributes(attributes)}/>"
