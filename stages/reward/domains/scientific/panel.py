"""One panel of a chart as a checker sees it, from the evidence of any runtime that draws charts."""

from __future__ import annotations

import re
from typing import Any

Json = dict[str, Any]
STROKES = {
    "octave": {"-": "-", "--": "--", ":": ":", "-.": "-."},
    "r": {
        "1": "-",
        "solid": "-",
        "2": "--",
        "dashed": "--",
        "3": ":",
        "dotted": ":",
        "4": "-.",
        "dotdash": "-.",
    },
    "gnuplot": {"": "-", "1": "-", "2": "--", "3": ":", "4": "-."},
}
POINTS = {
    "octave": {"d": "D"},
    "r": dict(zip("19 15 17 6 18 4 3 8 20 16".split(), "o s ^ v D x + * . o".split(), strict=True)),
    "gnuplot": dict(zip("7 5 9 11 13 2 1 3".split(), "o s ^ v D x + *".split(), strict=True)),
}


def panel(evidence: Json) -> Json:
    """title, xlabel, ylabel, xscale, yscale, xlim, ylim, grid, legend, names, series.

    A series has kind, x, y, colour, style, marker. Empty where nothing was drawn that can be read.
    """
    if evidence.get("plots") and isinstance(evidence["plots"][0], dict):
        from stages.reward.domains.scientific.plotly_panel import panel as plotly

        return plotly(evidence["plots"][0])
    figures = evidence.get("figures") or [{}]
    figure = figures[-1]
    if "views" in evidence:
        from stages.reward.domains.scientific.vega_panel import panel as vega

        return vega(evidence["views"], figure)
    if "curves" in figure:
        return _gnuplot(figure, (evidence.get("plots") or [""])[-1])
    if figure.get("panels"):
        return _r(figure)
    if figure.get("plots"):
        from stages.reward.domains.scientific.ggplot2_panel import panel as ggplot2

        return ggplot2(figure["plots"][0], figure["texts"])
    return _octave(figure) if figure.get("axes") else {"series": []}


def _octave(figure: Json) -> Json:
    axes = figure["axes"][0]
    series = []
    for drawn in axes["series"]:
        kind = drawn["kind"]
        stroke = drawn.get("linestyle") if kind == "line" else ""
        if kind == "line" and stroke in ("none", "", None):
            kind, stroke = "scatter", ""
        lying = kind == "bar" and drawn.get("horizontal") == "on"
        mark = drawn.get("marker") or "none"
        series.append(
            {
                "kind": "barh" if lying else kind,
                "x": drawn.get("x") or [],
                "y": drawn.get("y") or [],
                "colour": drawn.get("facecolor") if kind in ("bar", "area") else drawn.get("color"),
                "style": STROKES["octave"].get(stroke or "", ""),
                "marker": "" if mark == "none" else POINTS["octave"].get(mark, mark),
            }
        )
    lying = any(s["kind"] == "barh" for s in series)
    return {
        **{k: axes[k] for k in ("title", "xlabel", "ylabel", "xscale", "yscale", "xlim", "ylim")},
        "grid": axes["xgrid"] == "on" or axes["ygrid"] == "on",
        "legend": (figure.get("legends") or [[]])[0],
        "names": axes["yticklabel" if lying else "xticklabel"],
        "series": series,
    }


def _r(figure: Json) -> Json:
    seen = figure["panels"][0]
    series, grid = [], False
    for drawn in seen["series"]:
        if drawn["kind"] == "straight line":
            grid = True
        elif drawn["kind"] == "rectangles" and drawn["colours"] == ["#ffffff"] and figure["legends"]:
            break  # the box of the legend: what follows belongs to it
        else:
            series.append(_r_series(drawn, seen))
    sides = {axis["side"]: axis["labels"] for axis in seen["axes"] if axis["labels"]}
    return {
        "title": seen["title"],
        "xlabel": seen["xlab"],
        "ylabel": seen["ylab"],
        **{f"{a}scale": "log" if a in (seen["log"] or "") else "linear" for a in "xy"},
        "xlim": seen["xlim"],
        "ylim": seen["ylim"],
        "grid": grid,
        "legend": figure["legends"][0]["labels"] if figure["legends"] else [],
        "names": sides.get(2) or sides.get(1) or [],
        "series": series,
    }


def _r_series(drawn: Json, seen: Json) -> Json:
    colours = drawn.get("colours") or [None]
    x, y, kind = drawn["x"], drawn["y"], drawn["kind"]
    look = {"style": "", "marker": "", "colour": colours[0] if len(colours) == 1 else None}
    if kind == "rectangles":
        lying = any(axis["side"] == 2 and axis["labels"] for axis in seen["axes"])
        ends, starts = (drawn["x1"], drawn["x"]) if lying else (drawn["y"], drawn["y0"])
        log = ("x" if lying else "y") in (seen["log"] or "")
        lengths = [e if log else e - s for e, s in zip(ends, starts, strict=True)]
        return {**look, "kind": "barh" if lying else "bar", "x": [], "y": lengths}
    if kind == "polygon":
        return {**look, "kind": "area", "x": x[: len(x) // 2], "y": y[: len(y) // 2]}
    way = {"p": "scatter", "S": "step", "s": "step"}.get(drawn.get("type") or "", "line")
    look["style"] = "" if way == "scatter" else STROKES["r"].get(str(drawn.get("style")), "")
    look["marker"] = (
        POINTS["r"].get(str(drawn.get("mark")), "") if drawn.get("type") in ("p", "o", "b") else ""
    )
    return {**look, "kind": way, "x": x, "y": y}


def _gnuplot(figure: Json, command: str) -> Json:
    parts = re.split(r",(?=\s*\$)", command)
    series = []
    for curve, part in zip(figure["curves"], parts, strict=False):
        bare = re.sub(r'"[^"]*"', lambda m: m[0] if m[0].startswith('"#') else '""', part)
        way = (re.search(r"\bw(?:ith)? +(\w+)", bare) or ["", ""])[1]
        dash = (re.search(r"\bdt +(\d+)", bare) or ["", ""])[1]
        point = (re.search(r"\bpt +(\d+)", bare) or ["", ""])[1]
        colour = (re.search(r'"(#[0-9a-f]{6})"', bare) or ["", None])[1]
        kind = {
            "points": "scatter",
            "boxes": "bar",
            "filledcurves": "area",
            "fsteps": "step",
            "steps": "step",
        }
        marker = POINTS["gnuplot"].get(point, "") if way in ("points", "linespoints") else ""
        series.append(
            {
                "kind": kind.get(way, "line" if way in ("lines", "linespoints") else way),
                "x": curve["x"],
                "y": curve["y"],
                "colour": colour,
                "style": STROKES["gnuplot"].get(dash, "")
                if way in ("lines", "linespoints", "fsteps")
                else "",
                "marker": "." if marker and re.search(r"\bps +0", bare) else marker,
            }
        )
    logs = "".join(figure["logscale"])
    return {
        **{k: figure[k] for k in ("title", "xlabel", "ylabel", "xlim", "ylim", "grid")},
        **{f"{a}scale": "log" if a in logs else "linear" for a in "xy"},
        "legend": [c["title"] for c in figure["curves"] if c["title"]] if figure["key"] else [],
        "names": [text for text, _ in figure["xtics"]],
        "series": series,
    }
