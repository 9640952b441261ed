"""Outlines: from an absolute path of M, L, C and Z commands to polylines, boxes and areas.

The sandbox gives each shape's outline in this form: transformed, in viewBox units, curves as cubics.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

Point = tuple[float, float]

_TOKEN = re.compile(r"[MLCZ]|-?\d*\.?\d+(?:e-?\d+)?")
_STEPS = 12
"""Points on one flattened cubic; icons are drawn at a few hundred pixels."""


@dataclass(frozen=True)
class Outline:
    """One subpath as a polyline. `closed` means that the path says so (Z), or ends where it starts."""

    points: tuple[Point, ...]
    closed: bool

    @property
    def box(self) -> tuple[float, float, float, float]:
        xs, ys = [x for x, _ in self.points], [y for _, y in self.points]
        return min(xs), min(ys), max(xs), max(ys)

    @property
    def area(self) -> float:
        """Area by the shoelace formula, in square units, without sign."""
        total = 0.0
        for (x0, y0), (x1, y1) in zip(self.points, self.points[1:] + self.points[:1], strict=True):
            total += x0 * y1 - x1 * y0
        return abs(total) / 2


def outlines(d: str) -> list[Outline]:
    """The subpaths of an absolute M/L/C/Z path, cubics flattened, repeated points removed."""
    tokens = _TOKEN.findall(d)
    found: list[Outline] = []
    points: list[Point] = []
    command, at = "", 0

    def finish(closed: bool) -> None:
        cleaned = _without_repeats(points)
        ends_meet = len(cleaned) > 2 and _near(cleaned[0], cleaned[-1])
        if ends_meet:
            cleaned.pop()
        if len(cleaned) > 1:
            found.append(Outline(tuple(cleaned), closed or ends_meet))
        points.clear()

    while at < len(tokens):
        if tokens[at].isalpha() and len(tokens[at]) == 1:
            command, at = tokens[at], at + 1
            if command == "Z":
                start = points[0] if points else None
                finish(closed=True)
                if start is not None:
                    points.append(start)
                continue
            if command == "M":
                finish(closed=False)
        size = 6 if command == "C" else 2
        numbers = [float(token) for token in tokens[at : at + size]]
        if len(numbers) < size:
            break
        at += size
        if command == "C" and points:
            points.extend(_cubic(points[-1], numbers))
        else:
            points.append((numbers[-2], numbers[-1]))
    finish(closed=False)
    return found


def _cubic(start: Point, numbers: list[float]) -> list[Point]:
    x1, y1, x2, y2, x3, y3 = numbers
    result = []
    for step in range(1, _STEPS + 1):
        t = step / _STEPS
        a, b, c, e = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        result.append((a * start[0] + b * x1 + c * x2 + e * x3, a * start[1] + b * y1 + c * y2 + e * y3))
    return result


def _near(first: Point, second: Point, within: float = 1e-3) -> bool:
    return abs(first[0] - second[0]) <= within and abs(first[1] - second[1]) <= within


def _without_repeats(points: list[Point]) -> list[Point]:
    return [point for at, point in enumerate(points) if at == 0 or not _near(point, points[at - 1])]
