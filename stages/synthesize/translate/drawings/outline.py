"""Outlines: absolute paths of M, L, C and Z as segments, moved and scaled, and which plain form they have."""

from __future__ import annotations

import re
from collections.abc import Callable

from stages.synthesize.domain import NotApplicable
from stages.synthesize.domains.svg.paths import outlines
from stages.synthesize.translate.drawings.drawing import Box

Point = tuple[float, float]
Segment = tuple[str, tuple[Point, ...]]
"""A command (M, L, Q, C or Z) and its points."""
_STEP = re.compile(r"([MLC])([^MLCZ]*)|(Z)")
_NUMBER = re.compile(r"-?\d*\.?\d+(?:e-?\d+)?")
_SAME = 0.05
"""Share of a curve's span by which its control points may miss those of a quadratic one."""


def segments(d: str, *, quadratic: bool = True) -> list[Segment]:
    """The path's segments; with `quadratic` a C that is a raised quadratic curve comes as that Q."""
    found: list[Segment] = []
    here: Point = (0.0, 0.0)
    for command, numbers, closing in _STEP.findall(d):
        if closing:
            found += [("Z", ())] if found and found[-1][0] != "Z" else []
            continue
        values = [float(v) for v in _NUMBER.findall(numbers)]
        points = list(zip(values[::2], values[1::2], strict=True))
        count = 3 if command == "C" else 1
        for at in range(0, len(points), count):
            part = tuple(points[at : at + count])
            name = "L" if command == "M" and at else command
            found.append(_plain(here, part) if name == "C" and quadratic else (name, part))
            here = part[-1]
    return found


def _plain(start: Point, curve: tuple[Point, ...]) -> Segment:
    first, second, end = curve
    ahead = [(3 * f - s) / 2 for f, s in zip(first, start, strict=True)]
    behind = [(3 * s - e) / 2 for s, e in zip(second, end, strict=True)]
    span = max(abs(b - a) for a, b in zip(start, end, strict=True))
    if any(abs(a - b) > _SAME * span for a, b in zip(ahead, behind, strict=True)):
        return "C", curve
    return "Q", (((ahead[0] + behind[0]) / 2, (ahead[1] + behind[1]) / 2), end)


def mapped(d: str, change: Callable[[Point], Point], digits: int = 3) -> str:
    """The path with every point changed; Q written as the C it stands for."""
    parts = []
    for command, numbers, closing in _STEP.findall(d):
        values = [float(v) for v in _NUMBER.findall(numbers)]
        points = [change(p) for p in zip(values[::2], values[1::2], strict=True)]
        parts.append(closing or command + " ".join(f"{round(v, digits) + 0.0:g}" for p in points for v in p))
    return "".join(parts)


def corners(d: str) -> list[Point] | None:
    """The corners of one subpath of straight lines; None for any other path."""
    steps = segments(d)
    drawn = [step for step in steps if step[0] != "Z"]
    if not drawn or [s[0] for s in drawn] != ["M", *["L"] * (len(drawn) - 1)]:
        return None
    points = [points[0] for _, points in drawn]
    if len(points) > 1 and _near(points[0], points[-1]):
        points.pop()
    return points


def is_closed(d: str) -> bool:
    """Whether its last subpath ends where it starts."""
    steps = segments(d)
    starts = [points[0] for name, points in steps if name == "M"]
    ends = [points[-1] for name, points in steps if points]
    return steps[-1][0] == "Z" or (len(steps) > 2 and _near(starts[-1], ends[-1]))


def box_of(d: str) -> Box:
    """The box around the drawn curves. Raises NotApplicable where there are none."""
    boxes = [outline.box for outline in outlines(d)]
    if not boxes:
        raise NotApplicable("an outline of a single point")
    return (*(min(b[i] for b in boxes) for i in (0, 1)), *(max(b[i] for b in boxes) for i in (2, 3)))


def _around(points: list[Point]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def is_upright(points: list[Point]) -> bool:
    """Whether four corners are those of their own box."""
    left, top, right, bottom = _around(points)
    slack = 0.01 * max(right - left, bottom - top)
    return len(points) == 4 and all(
        min(abs(x - left), abs(x - right)) <= slack and min(abs(y - top), abs(y - bottom)) <= slack
        for x, y in points
    )


def _near(first: Point, second: Point) -> bool:
    return all(abs(a - b) <= 1e-3 for a, b in zip(first, second, strict=True))
