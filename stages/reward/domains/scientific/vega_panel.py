"""A Vega-Lite chart as a checker sees it: data of the specification, held against places in the scene.

Values count as shown only where the places of the marks follow them: on a straight line for linear scales,
in the same order on others.
"""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]
_KINDS = {"line": "line", "point": "scatter", "circle": "scatter", "bar": "bar", "area": "area"}
_SCENE = {"line": "line", "scatter": "symbol", "bar": "rect", "barh": "rect", "area": "area", "step": "line"}
_SHAPES = {
    "circle": "o",
    "square": "s",
    "triangle-up": "^",
    "triangle-down": "v",
    "diamond": "D",
    "cross": "+",
}
_DASHES = {"6,4": "--", "2,2": ":", "6,2,2,2": "-."}


def panel(views: list[Json], scene: Json) -> Json:
    series = [s for view in views for s in _split(view)]
    scales = [v["encoding"][a].get("scale") or {} for v in views[:1] for a in ("x", "y")]
    left = {kind: [m for m in scene["marks"] if m["type"] == kind] for kind in set(_SCENE.values())}
    shown = []
    for one in series:
        marks = left[_SCENE.get(one["kind"], "symbol")]
        if one["kind"] in ("line", "area", "step") or len(views) > 1:
            mark = marks.pop(0) if marks else {}
        else:  # one group of marks for all series: bars and points
            mark = marks[0] if marks else {}
        shown.append(_held(one, mark, scales, whole=len(series) == 1 or len(views) > 1))
    sides = {axis["orient"]: axis["title"] for axis in scene["axes"]}
    channel = views[0]["encoding"]["y" if any(s["kind"] == "barh" for s in series) else "x"]
    return {
        "title": " ".join(scene["title"]),
        "xlabel": sides.get("bottom"),
        "ylabel": sides.get("left"),
        **{f"{a}scale": s.get("type", "linear") for a, s in zip("xy", scales, strict=True)},
        **{f"{a}lim": s.get("domain") for a, s in zip("xy", scales, strict=True)},
        "grid": scene["grids"] > 0,
        "legend": scene["legends"][0]["labels"] if scene["legends"] else [],
        "names": [str(v) for v in views[0]["values"].get(channel.get("field"), [])],
        "series": shown,
    }


def _split(view: Json) -> list[Json]:
    """Series of a view: all rows, or the rows of each name of its colour."""
    look, channels, values = view["look"], view["encoding"], view["values"]
    x, y = (values.get(channels[a].get("field"), []) for a in ("x", "y"))
    kind = _KINDS.get(view["mark"], view["mark"])
    if kind == "line" and str(look.get("interpolate", "")).startswith("step"):
        kind = "step"
    if kind == "bar" and channels["x"]["type"] == "quantitative" and channels["y"]["type"] != "quantitative":
        kind, x, y = "barh", y, x
    colour = channels.get("color") or {}
    names = values.get(colour.get("field"), [])
    scale = colour.get("scale") or {}
    listed = (scale.get("domain") or list(dict.fromkeys(names))) if names else [None]
    painted = dict(zip(scale.get("domain") or [], scale.get("range") or [], strict=False)) if names else {}
    point = look if kind == "scatter" else look.get("point")
    shape = point.get("shape", "circle") if isinstance(point, dict) else "circle"
    stroked = kind in ("line", "step")
    base = {
        "kind": kind,
        "style": _DASHES.get(",".join(map(str, map(int, look.get("strokeDash") or []))), "-")
        if stroked
        else "",
        "marker": _SHAPES.get(shape, shape) if point or kind == "scatter" else "",
    }
    found = []
    for name in listed:
        rows = [i for i in range(len(y)) if name is None or names[i] == name]
        said = painted.get(name)
        found.append({**base, "x": [x[i] for i in rows], "y": [y[i] for i in rows], "said": said})
    return found


def _held(one: Json, mark: Json, scales: list[Json], *, whole: bool) -> Json:
    """The series with the colour of its marks; without data where the places of the marks deny them.

    Of several series in one group of marks the colour that the scale says counts where the group has it, and
    places are not held against data.
    """
    colours = mark.get("colours") or []
    found = {**one, "colour": colours[0] if len(colours) == 1 else None}
    if not whole and one["kind"] not in ("line", "area", "step"):
        return {**found, "colour": one["said"] if one["said"] in colours else None}
    for axis, scale in zip("xy", scales, strict=True):
        places, data = mark.get(axis) or [], one[axis]
        if one["kind"] in ("bar", "barh"):
            if axis == "x":
                continue
            places = mark.get("width" if one["kind"] == "barh" else "height") or []
        straight = scale.get("type", "linear") == "linear"
        if len(places) != len(data) or not _follows(places, data, straight=straight):
            return {**found, "x": [], "y": []}
    return found


def _follows(places: list[float], data: list[float], *, straight: bool) -> bool:
    low, high = min(range(len(data)), key=data.__getitem__), max(range(len(data)), key=data.__getitem__)
    span, room = data[high] - data[low], places[high] - places[low]
    if not span:
        return max(places) - min(places) < 1
    if straight:
        return all(
            abs(places[low] + (v - data[low]) / span * room - p) < 0.01 * abs(room) + 0.5
            for v, p in zip(data, places, strict=True)
        )
    order = sorted(range(len(data)), key=data.__getitem__)
    sign = 1 if room > 0 else -1
    return all(sign * (places[b] - places[a]) >= -0.5 for a, b in zip(order, order[1:], strict=False))
