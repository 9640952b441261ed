"""The panel of a plot of ggplot2, from the layers that it built and the texts that it drew."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]
_KINDS = {
    "GeomLine": "line",
    "GeomPath": "line",
    "GeomPoint": "scatter",
    "GeomCol": "bar",
    "GeomArea": "area",
}
_STROKES = {
    "1": "-",
    "solid": "-",
    "2": "--",
    "dashed": "--",
    "3": ":",
    "dotted": ":",
    "4": "-.",
    "dotdash": "-.",
}
_POINTS = {"19": "o", "16": "o", "15": "s", "17": "^", "18": "D", "4": "x", "3": "+", "8": "*"}


def panel(plot: Json, texts: list[str]) -> Json:
    """In the form of `stages.reward.domains.scientific.panel.panel`."""
    lying = plot["coord"] == "CoordFlip"
    across, up = ("y", "x") if lying else ("x", "y")
    series: list[Json] = []
    for layer in plot["layers"]:
        one = _series(layer, lying=lying)
        last = series[-1] if series else {}
        on_line = last.get("kind") == "line" and not last["marker"] and one["kind"] == "scatter"
        if on_line and all(last[k] == one[k] for k in ("x", "y", "colour", "name")):
            last["marker"] = one["marker"]
        else:
            series.append(one)
    names = plot["limits"]["x"]
    named = all(isinstance(name, str) for name in names)
    return {
        "title": plot["labels"].get("title"),
        "xlabel": plot["labels"].get(across),
        "ylabel": plot["labels"].get(up),
        "xscale": "linear",
        "yscale": "linear",
        "xlim": plot["limits"][across],
        "ylim": plot["limits"][up],
        "grid": bool(plot["grid"]),
        "legend": [s["name"] for s in series if s["name"] and s["name"] in texts],
        "names": names if named else [],
        "series": series,
    }


def _series(layer: Json, *, lying: bool) -> Json:
    kind = _KINDS.get(layer["geom"], layer["geom"])
    paint = layer["paint"].get("fill" if kind in ("bar", "area") else "colour") or [None]
    x, y = layer["data"].get("x") or [], layer["data"].get("y") or []
    if kind == "bar":  # in the order of the axis
        y = [value for _, value in sorted(zip(x, y, strict=True))]
    return {
        "kind": "barh" if kind == "bar" and lying else kind,
        "x": x,
        "y": y,
        "colour": paint[0] if len(paint) == 1 else None,
        "style": _STROKES.get(str(layer["style"]), "") if kind == "line" else "",
        "marker": _POINTS.get(str(layer["mark"]), "") if kind == "scatter" else "",
        "name": str((layer["mapping"] or {}).get("colour", "")).strip('"'),
    }
