"""plotly.js: a page with one plot; the library comes from its address on the network."""

from __future__ import annotations

import json
import re
from math import log10
from typing import Any

from stages.synthesize.domain import Claim, NotApplicable
from stages.synthesize.domains.chart.numbers import literal
from stages.synthesize.translate.picture import BARS, Limits, Picture, Series

SPEAKS = ("webui", "html")
FLAVOUR = "plotly"
TRANSLATED_ALONE = True
"""The domain tells pages by their texts and boxes: of a plot that is next to nothing."""
LIBRARY = "https://cdn.plot.ly/plotly-2.35.2.min.js"
_PLACE = '<div id="chart" style="width: 500px; height: 400px"></div>'
_DASHES = {"-": "solid", "--": "dash", ":": "dot", "-.": "dashdot"}
_SYMBOLS = {"o": "circle", "s": "square", "^": "triangle-up", "v": "triangle-down", "D": "diamond",
            "x": "x", "+": "cross", "*": "star"}  # fmt: skip
_STYLES = {theirs: ours for ours, theirs in _DASHES.items()}
_MARKERS = {theirs: ours for ours, theirs in _SYMBOLS.items()}
_MARKUP = re.compile(r"[<>&]")
_STEP = "vh"
"""Up or down first, then on: matplotlib's own order."""


def write(picture: Picture) -> str:
    texts = [picture.title, picture.xlabel, picture.ylabel, *picture.categories]
    if any(_MARKUP.search(t) for t in [*texts, *(s.label for s in picture.series)]):
        raise NotApplicable("text that plotly reads as markup")
    traces = ",\n  ".join(_flat(_trace(picture, s)) for s in picture.series)
    return (
        f'<!DOCTYPE html>\n<meta charset="utf-8">\n<script src="{LIBRARY}"></script>\n{_PLACE}\n'
        f'<script>\nPlotly.newPlot("chart", [\n  {traces}\n], {_flat(_layout(picture))});\n</script>\n'
    )


def _trace(picture: Picture, series: Series) -> dict[str, Any]:
    if series.kind == "stem" or (series.marker and series.marker not in _SYMBOLS):
        raise NotApplicable(f"plotly has no {'stems' if series.kind == 'stem' else series.marker}")
    bars = series.kind in BARS
    at = list(picture.categories) or [_number(v) for v in series.x]
    values = [_number(v) for v in series.y]
    x, y = (values, at) if series.kind == "barh" else (at, values)
    told: dict[str, Any] = {"type": "bar" if bars else "scatter", "x": x, "y": y}
    if series.kind == "barh":
        told["orientation"] = "h"
    if bars or series.kind == "scatter":
        told["marker"] = {"color": series.colour}
    if series.kind == "scatter":
        told["mode"] = "markers"
    elif series.kind == "area":
        told |= {"mode": "none", "fill": "tozeroy", "fillcolor": series.colour}
    elif not bars:
        told["mode"] = "lines+markers" if series.marker else "lines"
        told["line"] = {"color": series.colour}
        told["line"] |= {"dash": _DASHES[series.style]} if series.style != "-" else {}
        told["line"] |= {"shape": _STEP} if series.kind == "step" else {}
    if series.marker not in ("", "o"):
        told.setdefault("marker", {})["symbol"] = _SYMBOLS[series.marker]
    if picture.legend and series.label:
        told["name"] = series.label
    return told


def _layout(picture: Picture) -> dict[str, Any]:
    layout: dict[str, Any] = {"title": {"text": picture.title}} if picture.title else {}
    named = "yaxis" if picture.lying else "xaxis"
    sides = (
        ("xaxis", picture.xlabel, picture.xscale, picture.xlim),
        ("yaxis", picture.ylabel, picture.yscale, picture.ylim),
    )
    for name, label, scale, limits in sides:
        axis: dict[str, Any] = {"title": {"text": label}} if label else {}
        if scale == "log":
            axis["type"] = "log"
        elif picture.categories and name == named:
            axis["type"] = "category"
        if limits:
            axis["range"] = [_number(log10(v) if scale == "log" else v) for v in limits]
        axis |= {} if picture.grid else {"showgrid": False, "zeroline": False}
        layout |= {name: axis} if axis else {}
    if picture.legend != (len(picture.series) > 1):
        layout["showlegend"] = picture.legend
    return layout


def _number(value: float) -> float | int:
    return json.loads(literal(value))


def _flat(value: Any) -> str:
    """As JavaScript writes it: names without quotes."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {_flat(v)}" for name, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flat, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def read(evidence: dict[str, Any]) -> Picture:
    """Raises NotApplicable where there is not one plot, or its bars and areas are not in the picture."""
    plots = evidence.get("plots") or []
    if len(plots) != 1 or not plots[0]["traces"]:
        raise NotApplicable("not one plot of plotly.js")
    plot = plots[0]
    if any(t["n"] != len(t["x"]) or len(t["x"]) != len(t["y"]) for t in plot["traces"]):
        raise NotApplicable("data that are not known in full")
    names = _names(plot)
    series = tuple(_series(t, named=bool(names), labelled=plot["legend"]) for t in plot["traces"])
    _painted(series, evidence)
    axes = {"x": plot["xaxis"], "y": plot["yaxis"]}
    return Picture(
        series,
        title=plot["title"],
        xlabel=axes["x"]["title"],
        ylabel=axes["y"]["title"],
        categories=names,
        xscale=_scale(axes["x"]),
        yscale=_scale(axes["y"]),
        xlim=_limits(axes["x"]),
        ylim=_limits(axes["y"]),
        grid=axes["x"]["grid"] and axes["y"]["grid"],
        legend=plot["legend"],
    )


def _names(plot: dict[str, Any]) -> tuple[str, ...]:
    trace = plot["traces"][0]
    lying = trace["orientation"] == "h"
    if trace["type"] != "bar" or plot["yaxis" if lying else "xaxis"]["type"] != "category":
        return ()
    return tuple(map(str, trace["y" if lying else "x"]))


def _series(told: dict[str, Any], *, named: bool, labelled: bool) -> Series:
    label = told["name"] if labelled else ""
    x, y = told["x"], told["y"]
    if told["type"] == "bar":
        lying = told["orientation"] == "h"
        at, long = (y, x) if lying else (x, y)
        places = tuple(range(len(at))) if named else tuple(at)
        return Series("barh" if lying else "bar", places, tuple(long), label, told["marker"]["colour"])
    if told["type"] != "scatter":
        raise NotApplicable(f"a {told['type']} is not read")
    parts = (told["mode"] or "").split("+")
    marker = _MARKERS.get(str(told["marker"]["symbol"]), "") if "markers" in parts else ""
    if told["fill"] == "tozeroy":
        return Series("area", tuple(x), tuple(y), label, told["fillcolor"])
    if "lines" not in parts:
        return Series("scatter", tuple(x), tuple(y), label, told["marker"]["colour"], "", marker)
    kind = "step" if told["line"]["shape"] == _STEP else "line"
    style = _STYLES.get(told["line"]["dash"], "")
    return Series(kind, tuple(x), tuple(y), label, told["line"]["colour"], style, marker)


def _scale(axis: dict[str, Any]) -> str:
    return "log" if axis["type"] == "log" else "linear"


def _limits(axis: dict[str, Any]) -> Limits | None:
    if not axis["range"]:
        return None
    low, high = axis["range"]
    return (10**low, 10**high) if axis["type"] == "log" else (low, high)


def _painted(series: tuple[Series, ...], evidence: dict[str, Any]) -> None:
    """The pixels bear out the page's word for what covers a ground."""
    shown = {colour for colour, _ in evidence["pixels"]["colours"]}
    missing = {s.colour for s in series if s.kind in (*BARS, "area")} - shown
    if missing:
        raise NotApplicable(f"no pixels of {', '.join(map(str, sorted(missing)))}")


def claims(picture: Picture) -> tuple[Claim, ...]:
    """What the plot shows, for the checkers of charts."""
    from stages.synthesize.domains.scientific.facts import facts

    return facts(picture)
