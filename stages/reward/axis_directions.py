"""Which way the axes of a chart run, as the evidence of each drawing program tells it.

`turned(evidence)` is the set of "x" and "y" that run against custom (x from right to left, y downwards) in
the first panel that shows data; None where the evidence does not say, as of charts drawn as shapes.
"""

from __future__ import annotations

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
        return _by_encodings(evidence.get("views") or [])
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


def _by_encodings(views: list[Evidence]) -> set[str] | None:
    """Of the first view with both. Its marks do not tell: those of a line are ordered by place."""
    for view in views:
        encoding = view.get("encoding") or {}
        if all(axis in encoding for axis in AXES):
            return {axis for axis in AXES if _falls(encoding[axis])}
    return None


def _falls(channel: Evidence) -> bool:
    """Whether its scale turns the axis: said outright, by the order of the domain, or of the values."""
    scale = channel.get("scale") or {}
    domain = scale.get("domain")
    falling = isinstance(domain, list) and len(domain) == 2 and _greater(*domain)
    descending = channel.get("type") in ("quantitative", "temporal") and channel.get("sort") == "descending"
    return (scale.get("reverse") is True) != (falling or descending)


def _greater(one: object, other: object) -> bool:
    return isinstance(one, int | float) and isinstance(other, int | float) and one > other
