"""Sutherland-Hodgman: the part of a filled outline inside a convex window."""

from __future__ import annotations

from collections.abc import Sequence

from stages.synthesize.domains.svg.paths import Outline, Point


def inside(outline: Outline, window: Sequence[Point]) -> Outline | None:
    """The outline cut to the window, or None where nothing of it is left. A concave window gives back the
    outline as it is: such crops are rare in icons and are judged by the render."""
    turns = _turns(window)
    if turns == 0:
        return outline
    if all(_side(point, window, at) * turns >= 0 for at in range(len(window)) for point in outline.points):
        return outline
    points = list(outline.points)
    for at in range(len(window)):
        kept: list[Point] = []
        for here, after in zip(points, points[1:] + points[:1], strict=True):
            a, b = _side(here, window, at) * turns, _side(after, window, at) * turns
            if a >= 0:
                kept.append(here)
            if (a < 0) != (b < 0):
                t = a / (a - b)
                kept.append((here[0] + t * (after[0] - here[0]), here[1] + t * (after[1] - here[1])))
        points = kept
        if len(points) < 3:
            return None
    cut = Outline(tuple(points), True)
    return cut if cut.area > 1 else None


def _side(point: Point, window: Sequence[Point], at: int) -> float:
    (x0, y0), (x1, y1) = window[at], window[(at + 1) % len(window)]
    return (x1 - x0) * (point[1] - y0) - (y1 - y0) * (point[0] - x0)


def _turns(window: Sequence[Point]) -> int:
    """1 or -1 for a convex polygon by its direction, 0 for any other."""
    signs = {
        (value > 0) - (value < 0)
        for at in range(len(window))
        if abs(value := _side(window[(at + 2) % len(window)], window, at)) > 1e-9
    }
    return signs.pop() if len(signs) == 1 else 0
