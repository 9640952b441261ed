"""The panel of a plot of plotly.js, from the page's records of it."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]
_STROKES = {"solid": "-", "dash": "--", "dot": ":", "dashdot": "-."}
_POINTS = dict(
    zip(
        "circle square triangle-up triangle-down diamond x cross star".split(),
        "o s ^ v D x + *".split(),
        strict=True,
    )
)


def panel(plot: Json) -> Json:
    """In the form of `stages.reward.domains.scientific.panel.panel`."""
    x, y = plot["xaxis"], plot["yaxis"]
    traces = plot["traces"]
    lying = any(t["orientation"] == "h" for t in traces if t["type"] == "bar")
    named = (y if lying else x)["type"] == "category"
    return {
        "title": plot["title"],
        "xlabel": x["title"],
        "ylabel": y["title"],
        "xscale": _scale(x),
        "yscale": _scale(y),
        "xlim": _limits(x),
        "ylim": _limits(y),
        "grid": x["grid"] or y["grid"],
        "legend": [t["name"] for t in traces if t["in_legend"]] if plot["legend"] else [],
        "names": [str(name) for name in traces[0]["y" if lying else "x"]] if traces and named else [],
        "series": [_series(t) for t in traces],
    }


def _series(told: Json) -> Json:
    mode = (told["mode"] or "").split("+")
    x, y = told["x"], told["y"]
    if told["type"] == "bar":
        lying = told["orientation"] == "h"
        kind, colour = ("barh" if lying else "bar"), told["marker"]["colour"]
        x, y = (y, x) if lying else (x, y)
    elif told["fill"] == "tozeroy":
        kind, colour = "area", told["fillcolor"]
    elif "lines" in mode:
        kind = "step" if told["line"]["shape"] == "vh" else "line"
        colour = told["line"]["colour"]
    else:
        kind, colour = "scatter", told["marker"]["colour"]
    return {
        "kind": kind,
        "x": x,
        "y": y,
        "colour": colour,
        "style": _STROKES.get(told["line"]["dash"], "") if kind in ("line", "step") else "",
        "marker": _POINTS.get(told["marker"]["symbol"], "") if "markers" in mode else "",
    }


def _scale(axis: Json) -> str:
    return "log" if axis["type"] == "log" else "linear"


def _limits(axis: Json) -> list[float] | None:
    if axis["type"] == "log" and axis["range"]:
        return [10**v for v in axis["range"]]
    return axis["range"]
