"""The canonical program: one element a line, one attribute order, integers in a 64-unit box, short hex."""

from __future__ import annotations

from stages.synthesize.domain import NotApplicable
from stages.synthesize.svg.colours import distance, short
from stages.synthesize.svg.fit import Segment, fit, rounded
from stages.synthesize.svg.paths import Outline, Point
from stages.synthesize.svg.primitives import primitive
from stages.synthesize.svg.scene import Painted, Scene
from stages.synthesize.tokens import CANONICAL_TOKENS, count_tokens

Attributes = tuple[tuple[str, str], ...]
Drawn = tuple[str, Attributes] | None
"""Tag and geometry of one shape, or None where rounding leaves nothing of it."""

_TOLERANCES = (0.6, 0.9, 1.3, 1.8, 2.4)
"""Units (of 64) that a fitted outline may lie off: the coarser ones, smallest shapes first, only where the program is
too long."""
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
    """Raises NotApplicable where no faithful program is short enough."""
    shapes = [shape for shape in picture.shapes if shape.area >= _SPECK]
    total, dropped = sum(shape.area for shape in shapes), 0.0
    drawn = {
        id(shape): [element(shape, tolerance) for tolerance in _TOLERANCES] for shape in _largest(shapes)
    }
    while shapes:
        if len(shapes) <= _MOST:
            code = _shortened(picture, shapes, drawn)
            if code is not None:
                return code
        least = min((shape.area for shape in shapes), default=0.0) * _ALIKE
        left = [shape for shape in shapes if shape.area <= least]
        shapes = [shape for shape in shapes if shape.area > least]
        dropped += sum(shape.area for shape in left)
        if dropped > _DROPPED * total or not all(_keeps_colour(shape, shapes, total) for shape in left):
            break
    raise NotApplicable(f"its shapes do not fit into {CANONICAL_TOKENS} tokens")


def _largest(shapes: list[Painted]) -> list[Painted]:
    return sorted(shapes, key=lambda shape: -shape.area)[:_MOST]


def _keeps_colour(shape: Painted, others: list[Painted], total: float) -> bool:
    """Whether leaving the shape out leaves its colour in the picture, or it was too little of it to matter."""
    colour = shape.fill or shape.stroke or ""
    there = [other for look in others for other in (look.fill, look.stroke) if other]
    return shape.area < _ACCENT * total or any(distance(colour, other) < 0.1 for other in there)


def _shortened(picture: Scene, shapes: list[Painted], drawn: dict[int, list[Drawn]]) -> str | None:
    """The program of these shapes, the smallest fitted most coarsely, or None where it stays too long."""
    levels = {id(shape): 0 for shape in shapes}
    code = write(picture, shapes, [drawn[key][level] for key, level in levels.items()])
    for level in range(1, len(_TOLERANCES)):
        for shape in reversed(_largest(shapes)):
            if count_tokens(code) <= CANONICAL_TOKENS:
                return code
            levels[id(shape)] = level
            code = write(picture, shapes, [drawn[key][at] for key, at in levels.items()])
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


def element(shape: Painted, tolerance: float) -> Drawn:
    """One shape within a tolerance, as the plainest tag that draws it."""
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
        start, segments = rounded(*fit(outline, tolerance))
        if len(segments) >= (2 if shape.fill else 1):
            drawn.append((outline, start, segments))
    if not drawn:
        return None
    if len(drawn) == 1 and all(len(segment) == 1 for segment in drawn[0][2]):
        return _straight(shape, *drawn[0])
    data = " ".join(_data(outline, start, segments, bool(shape.fill)) for outline, start, segments in drawn)
    rule: Attributes = (("fill-rule", "evenodd"),) if shape.evenodd and len(drawn) > 1 else ()
    return "path", (("d", data), *rule)


def _straight(shape: Painted, outline: Outline, start: Point, segments: list[Segment]) -> Drawn:
    points = [start, *(segment[0] for segment in segments)]
    closed = outline.closed or bool(shape.fill)
    if closed and points[-1] == points[0]:
        points.pop()
    if len(points) == 2 and not shape.fill:
        (x1, y1), (x2, y2) = points
        return "line", (("x1", f"{x1}"), ("y1", f"{y1}"), ("x2", f"{x2}"), ("y2", f"{y2}"))
    if len(points) < 3:
        return None
    return "polygon" if closed else "polyline", (("points", " ".join(f"{x},{y}" for x, y in points)),)


def _data(outline: Outline, start: Point, segments: list[Segment], filled: bool) -> str:
    pieces = [f"M{start[0]} {start[1]}"]
    closed = outline.closed or filled
    for at, segment in enumerate(segments):
        if closed and at == len(segments) - 1 and len(segment) == 1 and segment[0] == start:
            break
        numbers = " ".join(f"{x} {y}" for x, y in segment)
        pieces.append(("L" if len(segment) == 1 else "Q") + numbers)
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
