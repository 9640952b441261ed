"""The evidence of a chart as the synthesizer reads it: shown figure, panels, series and what they mean.

Shape of the evidence: stages/sandbox. Lists are cut at 64 values there (`n` is the true count) and numbers
that are not finite are null; every reader here copes with missing and empty lists.
"""

from __future__ import annotations

import re
from math import isfinite
from typing import Any

from stages.synthesize.domain import NotApplicable

Json = dict[str, Any]

CARRIERS = ("line", "scatter", "bar", "barh", "pie", "area", "errorbar", "step", "stem", "image")
"""Kinds of series that carry data which a short program can state."""

_NUMBER = re.compile(r"^[\s$]*[-−+]?[\d.,]+(e[-−+]?\d+)?\s*%?[\s$]*$|mathdefault|^\$?10\^")


def shown(evidence: Json | None) -> Json:
    """The figure of the PNG: the last one. Raises NotApplicable when nothing was drawn."""
    figures = (evidence or {}).get("figures") or []
    if not figures:
        raise NotApplicable("no figure was drawn")
    return figures[-1]


def axes_of(evidence: Json | None) -> list[Json]:
    return list(shown(evidence).get("axes") or [])


def box_of(axes: Json) -> tuple[float, float, float, float]:
    box = axes.get("box") or [0.0, 0.0, 1.0, 1.0]
    return tuple(box)


def is_strip(axes: Json) -> bool:
    """A colour bar: it belongs to another axes and is no panel of its own."""
    if axes.get("colorbar"):
        return True
    x0, y0, x1, y1 = box_of(axes)
    short, long = sorted((abs(x1 - x0), abs(y1 - y0)))
    return short < 0.07 and short < 0.2 * long


def panel_numbers(evidence: Json | None) -> list[int]:
    """Numbers (in drawing order) of the axes that are panels of their own: no colour bars, twins once."""
    numbers, places = [], []
    for i, axes in enumerate(axes_of(evidence)):
        place = tuple(round(v, 2) for v in box_of(axes))
        if not is_strip(axes) and place not in places:
            numbers.append(i)
            places.append(place)
    return numbers


def has_twin(evidence: Json | None, number: int) -> bool:
    """Whether another axes lies on the same place of the page."""
    everywhere = axes_of(evidence)
    place = tuple(round(v, 2) for v in box_of(everywhere[number]))
    others = (a for i, a in enumerate(everywhere) if i != number)
    return any(tuple(round(v, 2) for v in box_of(a)) == place for a in others)


def main_number(evidence: Json | None) -> int:
    """The axes that a reader would call the chart: most data, then largest. Raises NotApplicable."""
    everywhere = axes_of(evidence)
    if not everywhere:
        raise NotApplicable("the figure has no axes")

    def weight(i: int) -> tuple[bool, bool, int, float, int]:
        x0, y0, x1, y1 = box_of(everywhere[i])
        drawn = data_series(everywhere[i])
        size = round(abs((x1 - x0) * (y1 - y0)), 2)
        return not is_strip(everywhere[i]), bool(drawn), min(len(drawn), 3), size, -i

    return max(range(len(everywhere)), key=weight)


def series_of(axes: Json) -> list[Json]:
    return list(axes.get("series") or [])


def is_bare(series: Json) -> bool:
    """A line without a stroke: only its markers are seen."""
    return series.get("kind") in ("line", "step") and series.get("linestyle") in (
        "None",
        "none",
        "",
        " ",
        None,
    )


def kind_of(series: Json) -> str:
    """The kind a reader sees: markers without a stroke are scattered points, a lone wedge is a shape, and of
    a line of one point without a marker nothing is seen.
    """
    if series.get("kind") == "pie" and count_of(series) < 2:
        return "patch"
    if is_bare(series):
        return "scatter" if has_marker(series) else "invisible"
    if series.get("kind") in ("line", "step") and not has_marker(series) and _is_point(series):
        return "invisible"
    return str(series.get("kind"))


def _is_point(series: Json) -> bool:
    """Whether one point is all that the series has, as far as its data are known in full."""
    xs, ys = series.get("x") or [], series.get("y") or []
    return count_of(series) <= min(len(xs), len(ys)) and len(points_of(series)[0]) == 1


def has_marker(series: Json) -> bool:
    return series.get("marker") not in (None, "", "None", "none", " ")


def count_of(series: Json) -> int:
    return int(series.get("n") or len(series.get("y") or series.get("x") or []))


def points_of(series: Json) -> tuple[list[float], list[float]]:
    """(x, y) of the points that are finite in both."""
    xs, ys = series.get("x") or [], series.get("y") or []
    if _all_finite(xs) and _all_finite(ys):
        count = min(len(xs), len(ys))
        return xs[:count], ys[:count]
    pairs = [(x, y) for x, y in zip(xs, ys, strict=False) if _finite(x) and _finite(y)]
    return [p[0] for p in pairs], [p[1] for p in pairs]


def common_colour(series: Json) -> str | None:
    """The colour of a series, or the most frequent of several (the first of those)."""
    colours = [c for c in series.get("colours") or [] if c]
    return series.get("colour") or (max(colours, key=colours.count) if colours else None)


def label_of(series: Json) -> str:
    label = str(series.get("label") or "")
    return "" if label.startswith("_") else label


def visible(axes: Json, series: Json) -> tuple[list[float], list[float]]:
    """(x, y) of the finite points, those beyond the limits of x left out where some are inside."""
    xs, ys = points_of(series)
    pair = axes.get("xlim") or []
    if series.get("kind") not in ("line", "step", "area", "scatter") or len(pair) != 2 or None in pair:
        return xs, ys
    low, high = min(pair), max(pair)
    inside = [(x, y) for x, y in zip(xs, ys, strict=True) if low <= x <= high]
    if len(inside) < 2:
        return xs, ys
    return [p[0] for p in inside], [p[1] for p in inside]


def _all_finite(values: list[Any]) -> bool:
    """`_finite` of every value, without a call for each."""
    try:
        return all(map(isfinite, values)) and max(map(abs, values), default=0) < 1e300
    except (TypeError, OverflowError):  # no number, or an integer beyond any float
        return False


def _finite(value: Any) -> bool:
    return isinstance(value, int | float) and abs(value) < 1e300


def is_reference(series: Json) -> bool:
    """A line from edge to edge (axhline, axvline): a mark on the chart, not data."""
    return series.get("reference") in ("h", "v") and kind_of(series) == "line" and count_of(series) > 1


def data_series(axes: Json) -> list[Json]:
    """Series that carry data: no reference lines, no invisible ones, no decoration."""
    found = [s for s in series_of(axes) if kind_of(s) in CARRIERS and count_of(s) > 0]
    data = [s for s in found if not is_reference(s)]
    return data or found


def is_word(label: str) -> bool:
    """A tick label that names something, as opposed to a number of the axis."""
    return bool(label.strip()) and not _NUMBER.search(label.strip())


def categories(axes: Json, series: Json) -> list[str] | None:
    """Names of the bars of `series`, in the order of their positions; None where ticks are numbers."""
    axis = {"bar": "x", "barh": "y"}.get(str(series.get("kind")))
    if axis is None:
        return None
    labels = [" ".join(str(t).split()) for t in axes.get(f"{axis}ticklabels") or []]
    labels = [t for t in labels if t]
    if (
        len(labels) != count_of(series)
        or not all(is_word(t) for t in labels)
        or len(set(labels)) < len(labels)
    ):
        return None
    places = series.get(axis) or []
    if len(places) != len(labels) or not all(_finite(p) for p in places):
        return None
    steps = [b - a for a, b in zip(places, places[1:], strict=False)]
    if any(step <= 0 for step in steps) or (steps and max(steps) - min(steps) > 0.01 * max(steps)):
        return None
    return labels


def _stacked(series: Json) -> list[tuple[float, float]]:
    """(length, base) of bars that stand on a base."""
    lengths, base = points_of(series)[0 if series.get("kind") == "barh" else 1], series.get("base") or []
    if series.get("kind") not in ("bar", "barh") or len(base) != len(lengths) or None in base:
        return []
    return list(zip(lengths, base, strict=True))


def drawn_limits(axes: Json, axis: str) -> tuple[float, float] | None:
    """Limits that the program must have set: they turn the axis round, cut data, or leave it far inside."""
    pair = axes.get(f"{axis}lim") or []
    if len(pair) != 2 or not all(_finite(v) for v in pair) or pair[0] == pair[1]:
        return None
    low, high = pair
    if any(s.get("kind") in ("image", "pie") for s in data_series(axes)):
        return None
    if low > high:
        return low, high
    values = [v for s in data_series(axes) for v in visible(axes, s)[0 if axis == "x" else 1]]
    if axis == ("x" if any(s.get("kind") == "barh" for s in data_series(axes)) else "y"):
        values += [v + b for s in data_series(axes) for v, b in _stacked(s)]
    if not values or axes.get(f"{axis}scale") != "linear":
        return None
    if any(s.get("kind") in ("bar", "barh", "stem", "area", "errorbar") for s in data_series(axes)):
        inside = (max(values) - min(min(values), 0)) < 0.6 * (high - low)
        return (low, high) if inside else None
    covered = max(values) - min(values)
    cut = min(values) < low - 0.02 * (high - low) or max(values) > high + 0.02 * (high - low)
    return (low, high) if cut or 0 < covered < 0.8 * (high - low) else None
