"""Lines and points of a Manim scene, one segment or dot after the other, within axes that carry numbers."""

from __future__ import annotations

import math

from stages.synthesize.crossings.screen import on_screen, texts_around
from stages.synthesize.domain import NotApplicable
from stages.synthesize.domains.chart.numbers import literal
from stages.synthesize.translate.picture import Picture, Series

MOST_POINTS, MOST_SERIES = 24, 3
_LONGEST_LABEL = 11
"""Characters of a name in the legend: more would leave the screen."""
_WIDE, _HIGH = 9, 4.8
"""Scene units that the axes take."""
_STEPS = 5
"""Steps that an axis has at most."""
_NUMBERED = "{'include_numbers': True, 'label_constructor': Text}"
"""Numbers at the axes, set without LaTeX."""


def curves(picture: Picture, ground: str) -> list[str]:
    """Statements of the scene. Raises NotApplicable for more than can be followed."""
    _check_room(picture)
    ranges = ", ".join(_range(picture, axis) for axis in ("x", "y"))
    axes = "axes" if ground == "black" else "axes.set_color(GRAY)"
    legend = [_legend(number, series) for number, series in enumerate(picture.series) if picture.legend]
    lines = [
        f"axes = Axes({ranges}, {_WIDE}, {_HIGH}, axis_config={_NUMBERED})",
        f"self.add({', '.join([axes, *texts_around(picture), *legend])})",
    ]
    for series in picture.series:
        lines += _played(series)
    return lines


def _legend(number: int, series: Series) -> str:
    place = literal(round(2 - 0.5 * number, 1))
    return f"Text({on_screen(series.label)!r}, color={series.colour!r}).move_to((5.8, {place}, 0))"


def _played(series: Series) -> list[str]:
    """A point at a time, or the line from each to the next."""
    pairs = [f"({literal(x)}, {literal(y)})" for x, y in zip(series.x, series.y, strict=True)]
    points, colour = f"[{', '.join(pairs)}]", f"color={series.colour!r}"
    if series.kind == "scatter":
        return [f"for p in {points}:", f"    self.play(GrowFromCenter(Dot(axes @ p, {colour})))"]
    if any(a == b for a, b in zip(pairs, pairs[1:], strict=False)):
        raise NotApplicable("a line that stays in one place")
    return [
        f"points = [axes @ p for p in {points}]",
        "for a, b in zip(points, points[1:]):",
        f"    self.play(Create(Line(a, b, {colour})))",
    ]


def _range(picture: Picture, axis: str) -> str:
    """`(first, last, step)` of an axis in round numbers. Raises NotApplicable for data of no width."""
    values = [v for s in picture.series for v in getattr(s, axis)]
    low, high = min(values), max(values)
    if high - low <= 1e-6 * max(abs(low), abs(high)):
        raise NotApplicable(f"data of one {axis} alone")
    size = 10.0 ** math.floor(math.log10((high - low) / _STEPS))
    step = next(size * part for part in (1, 2, 5, 10) if size * part * _STEPS >= high - low)
    ends = (math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step)
    if not 1e-3 <= step <= 1e5 or max(map(abs, ends)) / step > 1e3:
        raise NotApplicable(f"numbers at the {axis} axis that are too long")
    return f"({', '.join(literal(float(f'{v:.6g}')) for v in (*ends, step))})"


def _check_room(picture: Picture) -> None:
    if picture.categories:
        raise NotApplicable("names on an axis without bars")
    if len(picture.series) > MOST_SERIES:
        raise NotApplicable(f"{len(picture.series)} series, at most {MOST_SERIES} can be told apart")
    if len({s.colour for s in picture.series}) < len(picture.series):
        raise NotApplicable("series of one colour")
    if not 3 <= (points := sum(len(s.x) for s in picture.series)) <= MOST_POINTS:
        raise NotApplicable(f"{points} points, 3 to {MOST_POINTS} can be followed")
    if picture.legend and not all(s.label for s in picture.series):
        raise NotApplicable("a legend that does not name every series")
    if picture.legend and max(len(s.label) for s in picture.series) > _LONGEST_LABEL:
        raise NotApplicable("a legend too long to stand beside the axes")
