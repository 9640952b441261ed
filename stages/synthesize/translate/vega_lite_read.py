"""What a Vega-Lite specification drew: its rows by series, checked against the marks of the scene."""

from __future__ import annotations

from typing import Any

from stages.synthesize.domain import NotApplicable
from stages.synthesize.translate.picture import BARS, Picture, Series

MARKERS = {
    "circle": "o",
    "square": "s",
    "triangle-up": "^",
    "triangle-down": "v",
    "diamond": "D",
    "cross": "+",
}
STYLES = {(6, 4): "--", (2, 2): ":", (6, 2, 2, 2): "-."}
_KINDS = {"line": "line", "point": "scatter", "bar": "bar", "area": "area"}
Json = dict[str, Any]


def read(evidence: Json) -> Picture:
    figures, views = evidence.get("figures") or [], evidence.get("views") or []
    if len(figures) != 1 or not views:
        raise NotApplicable("no one chart")
    scene = figures[0]
    if any(view["transforms"] or view["rows"] is None for view in views):
        raise NotApplicable("data that are computed or not in line")
    series = tuple(s for view in views for s in _series(view, views))
    if not series:
        raise NotApplicable("no data were drawn")
    _drawn(series, scene)
    channels = views[0]["encoding"]
    axes = {axis["orient"]: axis["title"] for axis in scene["axes"]}
    names = tuple(
        dict.fromkeys(views[0]["values"][channels["y" if series[0].kind == "barh" else "x"]["field"]])
    )
    labels = scene["legends"][0]["labels"] if scene["legends"] else []
    if labels and labels != [s.label for s in series]:
        raise NotApplicable("a legend of other things than the series")
    return Picture(
        series,
        title="\n".join(scene["title"]),
        xlabel=axes.get("bottom", ""),
        ylabel=axes.get("left", ""),
        categories=tuple(map(str, names)) if series[0].kind in BARS else (),
        xscale=_scale(channels["x"], "type", "linear"),
        yscale=_scale(channels["y"], "type", "linear"),
        xlim=_domain(channels["x"]),
        ylim=_domain(channels["y"]),
        grid=scene["grids"] > 0,
        legend=bool(labels),
    )


def _scale(channel: Json, name: str, otherwise: Any) -> Any:
    return (channel.get("scale") or {}).get(name, otherwise)


def _domain(channel: Json) -> tuple[float, float] | None:
    found = _scale(channel, "domain", None)
    return tuple(found) if found and channel["type"] == "quantitative" else None


def _series(view: Json, views: list[Json]) -> list[Series]:
    encoding, look, values = view["encoding"], view["look"], view["values"]
    x, y = encoding.get("x") or {}, encoding.get("y") or {}
    if view["mark"] not in _KINDS or "field" not in x or "field" not in y:
        raise NotApplicable(f"a {view['mark']} is not read")
    if any(c.get("aggregate") or c.get("bin") or c.get("timeUnit") for c in (x, y)):
        raise NotApplicable("data that are computed")
    kind = "step" if look.get("interpolate") == "step-before" else _KINDS[view["mark"]]
    places, heights = values[x["field"]], values[y["field"]]
    if kind == "bar" and y["type"] != "quantitative":
        kind, places, heights = "barh", heights, places
    if view["rows"] > len(places):
        raise NotApplicable("more rows than are known")
    if kind in BARS:
        places = list(range(len(places)))
    groups, colours = _groups(encoding.get("color") or {}, view, views)
    style, marker = _look(kind, look)
    return [
        Series(
            kind,
            tuple(places[i] for i in rows),
            tuple(heights[i] for i in rows),
            label,
            colours.get(label) or (encoding.get("color") or {}).get("value") or look.get("color"),
            style,
            marker,
        )
        for label, rows in groups.items()
    ]


def _groups(colour: Json, view: Json, views: list[Json]) -> tuple[dict[str, list[int]], dict[str, str]]:
    """Rows of each series, and the colours that the scale of any layer gives to their names."""
    scales = [(v["encoding"].get("color") or {}).get("scale") or {} for v in views]
    colours: dict[str, str] = {}
    for scale in scales:
        colours |= dict(zip(scale.get("domain") or [], scale.get("range") or [], strict=False))
    everything = list(range(len(next(iter(view["values"].values())))))
    if "datum" in colour:
        return {colour["datum"]: everything}, colours
    if "field" not in colour:
        return {"": everything}, colours
    named = view["values"][colour["field"]]
    order = (colour.get("scale") or {}).get("domain") or sorted(set(named))
    return {label: [i for i in everything if named[i] == label] for label in order}, colours


def _look(kind: str, look: Json) -> tuple[str, str]:
    style = STYLES.get(tuple(look.get("strokeDash") or ()), "-") if kind in ("line", "step") else ""
    if kind == "scatter":
        return "", MARKERS.get(look.get("shape", "circle"), "")
    point = look.get("point") if kind in ("line", "step") else None
    if not point:
        return style, ""
    return style, MARKERS.get(point.get("shape", "circle") if isinstance(point, dict) else "circle", "")


def _drawn(series: tuple[Series, ...], scene: Json) -> None:
    """Raises NotApplicable where the scene holds fewer items, or not the colours, of the series."""
    items = sum(mark["n"] for mark in scene["marks"])
    if items < sum(len(s.x) for s in series):
        raise NotApplicable("fewer marks than rows")
    painted = {colour for mark in scene["marks"] for colour in mark["colours"]}
    if painted != {s.colour for s in series if s.colour}:
        raise NotApplicable("series in other colours than the specification says")
