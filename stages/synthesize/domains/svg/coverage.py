"""How much of each shape is seen: shapes painted over each other on a coarse raster, by scan lines."""

from __future__ import annotations

from math import ceil, floor, hypot

from stages.synthesize.domains.svg.paths import Outline
from stages.synthesize.domains.svg.scene import Painted, Scene

_PER_UNIT = 0.75
"""Samples per unit of the canonical box, along each axis."""


def visible_areas(picture: Scene) -> list[float]:
    """Square units of each shape that no later opaque shape covers, in drawing order."""
    columns, rows = max(1, round(picture.width * _PER_UNIT)), max(1, round(picture.height * _PER_UNIT))
    owner = [[-1] * columns for _ in range(rows)]
    shared = [0.0] * len(picture.shapes)
    cell = 1 / _PER_UNIT**2
    for index, shape in enumerate(picture.shapes):
        spans = _spans(shape, columns, rows)
        for row, first, last in spans:
            if shape.opacity < 0.95:
                shared[index] += max(0, last - first) * cell
            else:
                owner[row][first:last] = [index] * max(0, last - first)
    counts = [0] * len(picture.shapes)
    for line in owner:
        for index in line:
            if index >= 0:
                counts[index] += 1
    return [count * cell + extra for count, extra in zip(counts, shared, strict=True)]


def _spans(shape: Painted, columns: int, rows: int) -> list[tuple[int, int, int]]:
    """(row, first column, column after the last) of the samples that the shape paints."""
    spans: list[tuple[int, int, int]] = []
    if shape.fill:
        for row in range(rows):
            y = (row + 0.5) / _PER_UNIT
            crossings = sorted(x for outline in shape.outlines for x in _crossings(outline, y))
            for left, right in zip(crossings[::2], crossings[1::2], strict=False):
                spans.append((row, _column(left, columns), _column(right, columns)))
    if shape.stroke:
        reach = max(shape.width / 2, 0.5 / _PER_UNIT)
        for outline in shape.outlines:
            for x, y in _along(outline):
                for row in range(
                    max(0, floor((y - reach) * _PER_UNIT)), min(rows, ceil((y + reach) * _PER_UNIT))
                ):
                    half = max(0.0, reach**2 - ((row + 0.5) / _PER_UNIT - y) ** 2) ** 0.5
                    spans.append((row, _column(x - half, columns), _column(x + half, columns)))
    return spans


def _column(x: float, columns: int) -> int:
    """First column whose sample lies at x or right of it."""
    return min(columns, max(0, ceil(x * _PER_UNIT - 0.5)))


def _crossings(outline: Outline, y: float) -> list[float]:
    points = outline.points
    return [
        x0 + (y - y0) / (y1 - y0) * (x1 - x0)
        for (x0, y0), (x1, y1) in zip(points, points[1:] + points[:1], strict=True)
        if (y0 <= y) != (y1 <= y)
    ]


def _along(outline: Outline) -> list[tuple[float, float]]:
    """Points about one unit apart on the line."""
    points = [*outline.points, outline.points[0]] if outline.closed else list(outline.points)
    found = points[:1]
    for (x0, y0), (x1, y1) in zip(points, points[1:], strict=False):
        steps = max(1, ceil(hypot(x1 - x0, y1 - y0)))
        found += [(x0 + (x1 - x0) * at / steps, y0 + (y1 - y0) * at / steps) for at in range(1, steps + 1)]
    return found
