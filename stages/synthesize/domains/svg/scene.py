"""A picture's shapes in a 64-unit box, from the evidence of a run."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import cos, hypot, pi, sin
from typing import Any

from stages.synthesize.domain import NotApplicable
from stages.synthesize.domains.svg.clip import inside
from stages.synthesize.domains.svg.paths import Outline, outlines

UNIT = 64
"""Longer side of the canonical viewBox."""
_MISSABLE = 0.05
"""Share of the viewBox under which a shape without an outline is left out."""

_ARC = 96
"""Corners of the polygon that stands for the circular crop."""
_FLAT = 0.5
"""Square units under which a filled outline paints nothing."""


@dataclass(frozen=True)
class Painted:
    """One shape that leaves paint. Colours are "#rrggbb" or None; lengths in canonical units."""

    outlines: tuple[Outline, ...]
    fill: str | None
    stroke: str | None
    width: float
    opacity: float
    evenodd: bool
    round_ends: bool

    @property
    def area(self) -> float:
        """About how much it paints, in square units."""
        if self.fill:
            return sum(outline.area for outline in self.outlines)
        return self.width * sum(_length(outline) for outline in self.outlines)


@dataclass(frozen=True)
class Scene:
    """Width and height in whole units, shapes in drawing order, and whether a full circle crops them all."""

    width: int
    height: int
    round_crop: bool
    shapes: tuple[Painted, ...]

    def cropped(self) -> Scene:
        """The same picture with the crop worked into the shapes, each cut to the circle."""
        if not self.round_crop:
            return self
        middle = self.width / 2
        circle = [
            (middle + middle * cos(2 * pi * at / _ARC), middle + middle * sin(2 * pi * at / _ARC))
            for at in range(_ARC)
        ]
        shapes = []
        for shape in self.shapes:
            if not shape.stroke:
                cut = tuple(
                    piece for outline in shape.outlines if (piece := inside(outline, circle)) is not None
                )
                shape = replace(shape, outlines=cut)
            if shape.outlines:
                shapes.append(shape)
        return Scene(self.width, self.height, False, tuple(shapes))


def scene(evidence: dict[str, Any]) -> Scene:
    """Raises NotApplicable where the evidence gives no outlines or paints nothing inside the viewBox."""
    x, y, w, h = evidence["viewbox"]
    if w <= 0 or h <= 0:
        raise NotApplicable("the viewBox is empty")
    factor = UNIT / max(w, h)
    width, height = max(1, round(w * factor)), max(1, round(h * factor))
    crops = [
        _scaled(shape["clip"], x, y, factor) if shape.get("clip") else () for shape in evidence["shapes"]
    ]
    round_crop = bool(crops) and all(_is_full_circle(crop, width, height) for crop in crops)
    window = ((0.0, 0.0), (float(width), 0.0), (float(width), float(height)), (0.0, float(height)))
    shapes = []
    for shape, crop in zip(evidence["shapes"], crops, strict=True):
        fill, stroke = _paint(shape, "fill"), _paint(shape, "stroke")
        stroke = stroke if shape["stroke_width"] > 0 else None
        if not (fill or stroke) or shape["opacity"] < 0.05:
            continue
        if "d" not in shape:
            if _box_area(shape) > _MISSABLE * w * h:
                raise NotApplicable("the outline of a large shape is too long for the evidence")
            continue
        found = _scaled(shape["d"], x, y, factor)
        if fill and sum(outline.area for outline in found) < _FLAT:
            fill = None  # open lines with the initial fill: nothing is inside them
            if not stroke:
                continue
        if fill:
            found = [Outline(outline.points, True) for outline in found]
        if fill and not stroke:
            found = [piece for outline in found if (piece := inside(outline, window)) is not None]
            if len(crop) == 1 and not round_crop:
                found = [piece for outline in found if (piece := inside(outline, crop[0].points)) is not None]
        if found:
            shapes.append(
                Painted(
                    tuple(found),
                    fill,
                    stroke,
                    shape["stroke_width"] * factor,
                    shape["opacity"],
                    shape.get("fill_rule") == "evenodd",
                    shape.get("stroke_linecap") == "round",
                )
            )
    if not shapes:
        raise NotApplicable("nothing is painted inside the viewBox")
    return Scene(width, height, round_crop, tuple(shapes))


def _box_area(shape: dict[str, Any]) -> float:
    x0, y0, x1, y1 = shape["box"]
    return (x1 - x0) * (y1 - y0)


def _paint(shape: dict[str, Any], kind: str) -> str | None:
    """The colour, a gradient's mean colour, or None."""
    value = shape[kind]
    if value == "url":
        value = shape.get(f"{kind}_mean", "none")
    return value if value.startswith("#") else None


def _scaled(d: str, x: float, y: float, factor: float) -> list[Outline]:
    return [
        Outline(tuple(((px - x) * factor, (py - y) * factor) for px, py in outline.points), outline.closed)
        for outline in outlines(d)
    ]


def _is_full_circle(crop: list[Outline] | tuple[()], width: int, height: int) -> bool:
    if len(crop) != 1 or width != height or len(crop[0].points) < 12:
        return False
    middle = width / 2
    return all(abs(hypot(x - middle, y - middle) - middle) < 1 for x, y in crop[0].points)


def _length(outline: Outline) -> float:
    points = [*outline.points, outline.points[0]] if outline.closed else list(outline.points)
    return sum(hypot(x1 - x0, y1 - y0) for (x0, y0), (x1, y1) in zip(points, points[1:], strict=False))
