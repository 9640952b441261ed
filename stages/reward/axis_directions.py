"""Which way the axes of a chart run, as the evidence of each drawing program tells it.

`turned(evidence)` is the set of "x" and "y" that run against custom (x from right to left, y downwards) in
the first panel that shows data; None where the evidence does not say, as of charts drawn as shapes.
"""

from __future__ import annotations

from collections.abc import Sequence

from stages.reward.case import Evidence

AXES = ("x", "y")


def turned(evidence: Evidence) -> set[str] | None:
    figures = evidence.get("figures") or []
    if not figures:
        return None
    figure = figures[-1]
    if "curves" in figure:  # gnuplot
        return _by_limits(figure)
    if "marks" in figure:  # Vega-Lite
        return _by_places(figure["marks"], evidence.get("views") or [])
    if figure.get("plots"):  # ggplot2, lattice
        return _by_scales(figure["plots"][0])
    for panel in figure.get("axes") or figure.get("panels") or []:
        if panel.get("series"):
            if "xdir" in panel:  # Octave: its limits always rise
                return {axis for axis in AXES if panel[f"{axis}dir"] == "reverse"}
            return _by_limits(panel)
    return None


def _by_limits(panel: Evidence) -> set[str] | None:
    limits = {axis: panel.get(f"{axis}lim") for axis in AXES}
    if not all(isinstance(pair, list) and len(pair) == 2 and None not in pair for pair in limits.values()):
        return None
    return {axis for axis, (first, last) in limits.items() if first > last}


def _by_scales(plot: Evidence) -> set[str] | None:
    if "scales" not in plot:
        return None
    found = set()
    for scale in plot["scales"]:
        if "reverse" in (scale.get("transform") or ""):
            found |= {axis for axis in AXES if axis in scale["aesthetics"]}
    return {{"x": "y", "y": "x"}[axis] for axis in found} if plot.get("coord") == "CoordFlip" else found


def _by_places(marks: list[Evidence], views: list[Evidence]) -> set[str] | None:
    """By the pixels at which values stand: x counts from the left, y from the top."""
    found: set[str] = set()
    for axis, usual in (("x", 1), ("y", -1)):
        for mark, view in zip(marks, views, strict=False):
            field = ((view.get("encoding") or {}).get(axis) or {}).get("field")
            ways = _ways((view.get("values") or {}).get(field), mark.get(axis))
            if ways:
                found |= {axis} if ways == {-usual} else set()
                break
        else:
            return None
    return found


def _ways(values: Sequence[object] | None, places: Sequence[object] | None) -> set[int]:
    """Signs of the slopes between neighbours: {1} where places rise with the values."""
    if not values or not places or len(values) != len(places):
        return set()
    if not all(isinstance(v, int | float) for v in (*values, *places)):
        return set()
    steps = zip(values, values[1:], places, places[1:], strict=False)
    return {1 if (b > a) == (q > p) else -1 for a, b, p, q in steps if a != b and p != q}
