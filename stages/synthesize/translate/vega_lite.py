"""Vega-Lite: a specification with its data in line; layers where series look different."""

from __future__ import annotations

import json
from typing import Any

from stages.synthesize.domain import NotApplicable
from stages.synthesize.domains.chart.numbers import literal
from stages.synthesize.translate import vega_lite_read
from stages.synthesize.translate.picture import BARS, STROKED, Limits, Picture, Series, natural

SPEAKS = ("scientific", "vega-lite")
_SHAPES = {ours: theirs for theirs, ours in vega_lite_read.MARKERS.items()}
_DASHES = {style: list(dash) for dash, style in vega_lite_read.STYLES.items()}
read = vega_lite_read.read
MOST_OBJECTS = 6
"""Rows that are written as objects; more are written as text with commas, which is shorter."""


def write(picture: Picture) -> str:
    if any(s.kind in STROKED and list(s.x) not in (sorted(s.x), sorted(s.x)[::-1]) for s in picture.series):
        raise NotApplicable("lines that turn back: Vega-Lite joins points in the order of x")
    if len(picture.series) == 1:
        body = _one(picture, picture.series[0])
    elif picture.legend and len({(s.kind, s.style, s.marker) for s in picture.series}) == 1:
        body = _coloured(picture)
    else:
        body = _layers(picture)
    spec: dict[str, Any] = {"title": picture.title} if picture.title else {}
    spec |= body
    if not picture.grid:
        spec["config"] = {"axis": {"grid": False}}
    return _pretty(spec) + "\n"


def _one(picture: Picture, series: Series) -> dict[str, Any]:
    mark = _mark(picture, series, colour=not picture.legend)
    encoding = _axes(picture)
    rows = [{}] * len(series.x)
    if picture.legend:
        encoding["color"] = _colour([series])
        rows = [{"series": series.label}] * len(series.x)
    elif _dotted(series):
        encoding["color"] = {"value": series.colour}
    return {"data": _data(picture, series, rows), "mark": mark, "encoding": encoding}


def _coloured(picture: Picture) -> dict[str, Any]:
    rows = [row for s in picture.series for row in _rows(picture, s, [{"series": s.label}] * len(s.x))]
    mark = _mark(picture, picture.series[0], colour=False)
    encoding = {**_axes(picture), "color": _colour(picture.series)}
    return {"data": _values(rows), "mark": mark, "encoding": encoding}


def _layers(picture: Picture) -> dict[str, Any]:
    layers = []
    for number, series in enumerate(picture.series):
        layer = {"data": _data(picture, series, [{}] * len(series.x))}
        layer["mark"] = _mark(picture, series, colour=not picture.legend)
        if picture.legend:
            scale = {"scale": _colour(picture.series)["scale"]} if number == 0 else {}
            layer["encoding"] = {"color": {"datum": series.label, **scale}}
        elif _dotted(series):
            layer["encoding"] = {"color": {"value": series.colour}}
        layers.append(layer)
    return {"encoding": _axes(picture), "layer": layers}


def _colour(series: Any) -> dict[str, Any]:
    scale = {"domain": [s.label for s in series], "range": [s.colour for s in series]}
    return {"field": "series", "type": "nominal", "title": None, "scale": scale}


def _mark(picture: Picture, series: Series, *, colour: bool) -> Any:
    kind = (
        "bar" if series.kind in BARS else {"scatter": "point", "step": "line"}.get(series.kind, series.kind)
    )
    if kind == "stem":
        raise NotApplicable("Vega-Lite has no stems")
    mark: dict[str, Any] = {"type": kind}
    if series.kind == "step":
        mark["interpolate"] = "step-before"
    if series.style in _DASHES:
        mark["strokeDash"] = _DASHES[series.style]
    if series.marker:
        if series.marker not in _SHAPES:
            raise NotApplicable(f"Vega-Lite has no marker {series.marker}")
        form = {} if series.marker == "o" else {"shape": _SHAPES[series.marker]}
        mark |= {"filled": True, "opacity": 1, **form} if kind == "point" else {"point": form or True}
    if colour and not _dotted(series):
        mark["color"] = series.colour
    if picture.xlim or picture.ylim:
        mark["clip"] = True
    return mark if len(mark) > 1 else kind


def _dotted(series: Series) -> bool:
    """A line with markers: they take their colour from the encoding alone."""
    return bool(series.marker) and series.kind in STROKED


def _axes(picture: Picture) -> dict[str, Any]:
    bars = picture.series[0].kind in BARS
    places = "name" if bars else "x"
    one = {"field": places, "type": "nominal" if bars else "quantitative"}
    if bars:
        one["sort"] = None
    other: dict[str, Any] = {"field": "value" if bars else "y", "type": "quantitative"}
    names = ("y", "x") if picture.lying else ("x", "y")
    found = {}
    for name, channel in sorted(zip(names, (one, other), strict=True)):
        label, scale, limits = (
            (picture.xlabel, picture.xscale, picture.xlim)
            if name == "x"
            else (picture.ylabel, picture.yscale, picture.ylim)
        )
        found[name] = {**channel, "title": label or None}
        if channel["type"] == "quantitative" and (shape := _scale(picture, name, scale, limits)):
            found[name]["scale"] = shape
    return found


def _scale(picture: Picture, axis: str, scale: str, limits: Limits | None) -> dict[str, Any]:
    shape: dict[str, Any] = {"type": "log"} if scale == "log" else {}
    if limits:
        return {**shape, "domain": [_plain(v) for v in limits]}
    low, high = natural(picture)[0 if axis == "x" else 1]
    upright = picture.series[0].kind not in BARS and not (
        axis == "y" and any(s.kind == "area" for s in picture.series)
    )
    if scale == "linear" and upright and (low > 0 or high < 0):
        shape["zero"] = False  # else the axis reaches to 0
    return shape


def _data(picture: Picture, series: Series, rows: list[dict[str, Any]]) -> dict[str, Any]:
    return _values(_rows(picture, series, rows))


def _rows(picture: Picture, series: Series, more: list[dict[str, Any]]) -> list[dict[str, Any]]:
    bars = series.kind in BARS
    if bars and not picture.categories and not _even(series.x):
        raise NotApplicable("bars at uneven distances")
    names = picture.categories or tuple(literal(v) for v in series.x)
    return [
        {**({"name": name, "value": _plain(y)} if bars else {"x": _plain(x), "y": _plain(y)}), **rest}
        for name, x, y, rest in zip(names, series.x, series.y, more, strict=True)
    ]


def _even(places: tuple[float, ...]) -> bool:
    steps = [b - a for a, b in zip(places, places[1:], strict=False)]
    return not steps or (min(steps) > 0 and max(steps) - min(steps) < 0.01 * max(steps))


def _values(rows: list[dict[str, Any]]) -> dict[str, Any]:
    if len(rows) <= MOST_OBJECTS:
        return {"values": rows}
    texts = [v for row in rows for v in row.values() if isinstance(v, str)]
    if any(set(t) & set(',"\n') for t in texts):
        return {"values": rows}
    lines = [",".join(rows[0]), *(",".join(str(v) for v in row.values()) for row in rows)]
    return {"values": "\n".join(lines), "format": {"type": "csv"}}


def _plain(value: float) -> float | int:
    return json.loads(literal(value))


def _pretty(spec: dict[str, Any]) -> str:
    """A member a line at the top, and a row, layer or channel a line below it."""
    parts = [f"  {json.dumps(name)}: {_deep(value)}" for name, value in spec.items()]
    return "{\n" + ",\n".join(parts) + "\n}"


def _deep(value: Any) -> str:
    if isinstance(value, list):
        return "[\n" + ",\n".join(f"    {_flat(v)}" for v in value) + "\n  ]"
    if isinstance(value, dict) and isinstance(value.get("values"), list):
        rows = ",\n".join(f"    {_flat(row)}" for row in value["values"])
        return '{"values": [\n' + rows + "\n  ]}"
    if isinstance(value, dict) and set(value) & {"x", "y"}:
        return "{\n" + ",\n".join(f"    {json.dumps(k)}: {_flat(v)}" for k, v in value.items()) + "\n  }"
    return _flat(value)


def _flat(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
