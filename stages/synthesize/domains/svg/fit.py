"""Few integer points for an outline: lines and quadratic curves within a tolerance, split where needed."""

from __future__ import annotations

from math import ceil, hypot

from stages.synthesize.domains.svg.paths import Outline, Point

Segment = tuple[Point, ...]
"""Points after the current one: (end,) is a line, (control, end) a quadratic curve."""

_CURVED = 1.0
"""Most that a curve may be off however coarse the fit: one that cuts corners makes a blob of a star."""
_EDGE = 2.0
"""Longest step in units between points that the error is measured at."""


def fit(outline: Outline, tolerance: float) -> tuple[Point, list[Segment]]:
    """Start point and segments that stay within about `tolerance` of the outline (before rounding).

    A closed outline is cut first at its two most distant points, so that a curve's ends lie on real extremes.
    """
    points = _dense([*outline.points, outline.points[0]] if outline.closed else list(outline.points))
    if not outline.closed:
        return points[0], _fit(points, tolerance)
    points.pop()
    start = max(range(len(points)), key=lambda at: _gap(points[at], points[0]))
    points = points[start:] + points[:start]
    opposite = max(range(len(points)), key=lambda at: _gap(points[at], points[0]))
    first = _fit(points[: opposite + 1], tolerance)
    second = _fit([*points[opposite:], points[0]], tolerance)
    return points[0], [*first, *second]


def rounded(start: Point, segments: list[Segment]) -> tuple[Point, list[Segment]]:
    """The same with integer coordinates; segments that rounding makes empty are left out."""
    here = _round(start)
    first, result = here, []
    for segment in segments:
        snapped = tuple(_round(point) for point in segment)
        if snapped[-1] == here:
            continue
        flat = len(snapped) == 2 and _off_line(snapped[0], here, snapped[1]) < 0.5
        result.append(snapped[-1:] if flat else snapped)
        here = snapped[-1]
    return first, _straightened(first, result)


def from_the_top(start: Point, segments: list[Segment], *, may_turn: bool) -> tuple[Point, list[Segment]]:
    """A closed outline told one way: from its topmost (then leftmost) corner, and clockwise if it may turn.

    Outlines with holes keep their directions, which say what is a hole."""
    if segments[-1][-1] != start:
        segments = [*segments, (start,)]
    corners = [start, *(segment[-1] for segment in segments[:-1])]
    turn = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(corners, corners[1:] + corners[:1], strict=True))
    if may_turn and turn < 0:
        starts = [start, *(segment[-1] for segment in segments)]
        segments = [(*segments[at][:-1], starts[at]) for at in range(len(segments) - 1, -1, -1)]
        corners = [start, *(segment[-1] for segment in segments[:-1])]
    first = min(range(len(corners)), key=lambda at: (corners[at][1], corners[at][0]))
    return corners[first], segments[first:] + segments[:first]


def _straightened(start: Point, segments: list[Segment]) -> list[Segment]:
    """Consecutive lines in the same direction become one."""
    result: list[Segment] = []
    anchor = start
    for segment in segments:
        if result and len(segment) == len(result[-1]) == 1:
            middle, end = result[-1][0], segment[0]
            if _off_line(middle, anchor, end) < 1e-6 and _gap(anchor, end) > _gap(anchor, middle):
                result[-1] = segment
                continue
        if result:
            anchor = result[-1][-1]
        result.append(segment)
    return result


def _dense(points: list[Point]) -> list[Point]:
    """With points along long edges, so that a curve that cuts a corner shows its error."""
    result = points[:1]
    for (x0, y0), (x1, y1) in zip(points, points[1:], strict=False):
        pieces = max(1, ceil(hypot(x1 - x0, y1 - y0) / _EDGE))
        result += [
            (x0 + (x1 - x0) * at / pieces, y0 + (y1 - y0) * at / pieces) for at in range(1, pieces + 1)
        ]
    return result


def _fit(points: list[Point], tolerance: float) -> list[Segment]:
    start, end = points[0], points[-1]
    if len(points) <= 2:
        return [(end,)]
    errors = _errors(points, start, end)
    worst = max(range(len(points)), key=errors.__getitem__)
    if errors[worst] <= tolerance:
        return [(end,)]
    times = _times(points)
    control = _control(points, times)
    if control is not None and _curve_error(points, times, control) <= min(tolerance, _CURVED):
        return [(control, end)]
    return _fit(points[: worst + 1], tolerance) + _fit(points[worst:], tolerance)


def _control(points: list[Point], times: list[float]) -> Point | None:
    """Least-squares control point of one quadratic from the first to the last point, by chord length."""
    start, end = points[0], points[-1]
    weight = x = y = 0.0
    for (px, py), t in zip(points, times, strict=True):
        basis = 2 * t * (1 - t)
        weight += basis * basis
        x += basis * (px - (1 - t) ** 2 * start[0] - t * t * end[0])
        y += basis * (py - (1 - t) ** 2 * start[1] - t * t * end[1])
    return (x / weight, y / weight) if weight > 1e-9 else None


def _curve_error(points: list[Point], times: list[float], control: Point) -> float:
    start, end = points[0], points[-1]
    error = 0.0
    for (px, py), t in zip(points, times, strict=True):
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
        x, y = a * start[0] + b * control[0] + c * end[0], a * start[1] + b * control[1] + c * end[1]
        error = max(error, hypot(px - x, py - y))
    return error


def _times(points: list[Point]) -> list[float]:
    lengths = [0.0]
    for before, after in zip(points, points[1:], strict=False):
        lengths.append(lengths[-1] + _gap(before, after))
    return [length / lengths[-1] for length in lengths] if lengths[-1] else [0.0] * len(points)


def _gap(first: Point, second: Point) -> float:
    return hypot(first[0] - second[0], first[1] - second[1])


def _off_line(point: Point, start: Point, end: Point) -> float:
    """Distance of a point from the segment start-end."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    square = dx * dx + dy * dy
    if square == 0:
        return _gap(point, start)
    t = max(0.0, min(1.0, ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / square))
    return hypot(point[0] - start[0] - t * dx, point[1] - start[1] - t * dy)


def _errors(points: list[Point], start: Point, end: Point) -> list[float]:
    """`_off_line` of every point: where most of the time of a fit goes."""
    (x0, y0), (x1, y1) = start, end
    dx, dy = x1 - x0, y1 - y0
    square = dx * dx + dy * dy
    if square == 0:
        return [hypot(x - x0, y - y0) for x, y in points]
    errors = []
    for x, y in points:
        px, py = x - x0, y - y0
        t = (px * dx + py * dy) / square
        t = 0.0 if t < 0.0 else 1.0 if t > 1.0 else t
        errors.append(hypot(px - t * dx, py - t * dy))
    return errors


def _round(point: Point) -> Point:
    return round(point[0]), round(point[1])
