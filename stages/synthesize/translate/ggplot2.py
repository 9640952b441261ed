"""R with ggplot2: a layer a series, colours by a manual scale where a legend names them."""

from __future__ import annotations

from typing import Any

from stages.synthesize.domain import NotApplicable
from stages.synthesize.domains.chart.numbers import literal
from stages.synthesize.translate.picture import BARS, Limits, Picture, Series, natural

SPEAKS = ("scientific", "r")
FLAVOUR = "ggplot2"
_SHAPES = {"o": 19, "s": 15, "^": 17, "D": 18, "x": 4, "+": 3, "*": 8}
_LINES = {"-": "solid", "--": "dashed", ":": "dotted", "-.": "dotdash"}
_MARKERS = {str(theirs): ours for ours, theirs in _SHAPES.items()}
_STYLES = {theirs: ours for ours, theirs in _LINES.items()}
_STYLES |= {str(number): ours for number, ours in enumerate(_LINES, start=1)}
_WORDS = (("title", "title"), ("xlabel", "x"), ("ylabel", "y"))
MOST_NAMES = 40
"""Letters of all names under the bars together; more would overlap."""


def write(picture: Picture) -> str:
    if {s.kind for s in picture.series} & {"stem", "step"}:
        raise NotApplicable("stems and steps are not read from ggplot2")
    if "log" in (picture.xscale, picture.yscale):
        raise NotApplicable("logarithmic scales are not read from ggplot2")
    if picture.series[0].kind in BARS:
        parts = _bars(picture)
    else:
        parts = ["ggplot()"]
        for series in picture.series:
            parts += _layers(picture, series)
        parts += [_scale(picture)] if picture.legend else []
        parts += _limits(picture)
    parts.append(_labs(picture))
    parts += [] if picture.grid else ["theme_classic()"]
    return "library(ggplot2)\n\n" + " +\n  ".join(parts) + "\n"


def _bars(picture: Picture) -> list[str]:
    (series,) = picture.series
    if picture.xlim or picture.ylim or picture.legend:
        raise NotApplicable("bars with limits or a legend")
    names = picture.categories or tuple(literal(v) for v in series.x)
    if len(set(names)) < len(names) or (sum(map(len, names)) > MOST_NAMES and not picture.lying):
        raise NotApplicable("names of bars that repeat or would overlap")
    if not picture.categories and not _even(series.x):
        raise NotApplicable("bars at uneven distances")
    named = "c(" + ", ".join(map(_text, names)) + ")"
    parts = [f"ggplot(NULL, aes({named}, {_vector(series.y)}))", f"geom_col(fill = {_text(series.colour)})"]
    parts.append(f"scale_x_discrete(limits = {named})")
    return [*parts, "coord_flip()"] if picture.lying else parts


def _even(places: tuple[float, ...]) -> bool:
    steps = [b - a for a, b in zip(places, places[1:], strict=False)]
    return not steps or (min(steps) > 0 and max(steps) - min(steps) < 0.01 * max(steps))


def _layers(picture: Picture, series: Series) -> list[str]:
    """The series as one layer, or a line and its points."""
    if series.marker and series.marker not in _SHAPES:
        raise NotApplicable(f"ggplot2 has no marker {series.marker}")
    at = f"{_vector(series.x)}, {_vector(series.y)}"
    if series.kind == "area":
        if picture.legend:
            raise NotApplicable("areas in a legend")
        return [f'geom_area(aes({at}), stat = "identity", fill = {_text(series.colour)})']
    named = f", colour = {_text(series.label)}" if picture.legend else ""
    plain = "" if picture.legend else f", colour = {_text(series.colour)}"
    found = []
    if series.kind == "line":
        path = "line" if list(series.x) == sorted(set(series.x)) else "path"
        style = f', linetype = "{_LINES[series.style]}"' if series.style not in ("", "-") else ""
        found.append(f"geom_{path}(aes({at}{named}){plain}{style})")
    if series.marker:
        shape = f", shape = {_SHAPES[series.marker]}" if series.marker != "o" else ""
        found.append(f"geom_point(aes({at}{named}){plain}{shape})")
    return found


def _scale(picture: Picture) -> str:
    labels = [s.label for s in picture.series]
    if len(set(labels)) < len(labels):
        raise NotApplicable("a legend that repeats a name")
    values = ", ".join(f"{_text(s.label)} = {_text(s.colour)}" for s in picture.series)
    return f"scale_colour_manual(NULL, values = c({values}), breaks = c({', '.join(map(_text, labels))}))"


def _limits(picture: Picture) -> list[str]:
    found = []
    for axis, asked, whole in zip("xy", (picture.xlim, picture.ylim), natural(picture), strict=True):
        if not asked:
            continue
        if whole[0] < asked[0] or whole[1] > asked[1]:
            raise NotApplicable("limits of ggplot2 take away the data outside")
        found.append(f"{axis}lim({literal(asked[0])}, {literal(asked[1])})")
    return found


def _labs(picture: Picture) -> str:
    x, y = (picture.ylabel, picture.xlabel) if picture.lying else (picture.xlabel, picture.ylabel)
    title = f"title = {_text(picture.title)}, " if picture.title else ""
    return f"labs({title}x = {_text(x) if x else 'NULL'}, y = {_text(y) if y else 'NULL'})"


def _vector(values: tuple[float, ...]) -> str:
    return "c(" + ", ".join(literal(v) for v in values) + ")"


def _text(text: str | None) -> str:
    return '"' + (text or "").replace("\\", "\\\\").replace('"', '\\"') + '"'


def read(evidence: dict[str, Any]) -> Picture:
    """Raises NotApplicable where there is not one flat panel of plain layers."""
    figures = evidence.get("figures") or []
    plots = [p for f in figures for p in f.get("plots") or [] if p["package"] == "ggplot2"]
    if len(figures) != 1 or len(plots) != 1 or plots[0]["panels"] != 1:
        raise NotApplicable("not one panel of ggplot2")
    plot = plots[0]
    if plot["coord"] not in ("CoordCartesian", "CoordFlip") or not plot["layers"]:
        raise NotApplicable("not a flat panel")
    if any(layer["n"] != len(layer["data"].get("y") or []) for layer in plot["layers"]):
        raise NotApplicable("data that are not known in full")
    labels = plot["labels"]
    lying = plot["coord"] == "CoordFlip"
    words = {name: labels.get(key) or "" for name, key in _WORDS}
    if lying:
        words |= {"xlabel": words["ylabel"], "ylabel": words["xlabel"]}
    if plot["layers"][0]["geom"] == "GeomCol":
        return _columns(plot, words, lying=lying)
    legend = any(scale["aesthetics"] == ["colour"] for scale in plot["scales"])
    series = _merged([_series(layer, named=legend) for layer in plot["layers"]])
    if not set(s.label for s in series) <= {"", *figures[0]["texts"]}:
        raise NotApplicable("a legend that was not drawn")
    picture = Picture(series, **words, grid=bool(plot["grid"]), legend=legend)
    x, y = (_asked(plot["limits"][a], whole) for a, whole in zip("xy", natural(picture), strict=True))
    return Picture(series, **words, xlim=x, ylim=y, grid=bool(plot["grid"]), legend=legend)


def _columns(plot: dict[str, Any], words: dict[str, str], *, lying: bool) -> Picture:
    layer, names = plot["layers"][0], plot["limits"]["x"]
    colours = layer["paint"].get("fill") or []
    if len(plot["layers"]) > 1 or len(colours) != 1 or not all(isinstance(n, str) for n in names):
        raise NotApplicable("bars in several colours, without names, or beside other data")
    heights = dict(zip(layer["data"]["x"], layer["data"]["y"], strict=True))
    places = tuple(range(len(names)))
    values = tuple(heights[i + 1] for i in places)
    series = Series("barh" if lying else "bar", places, values, "", colours[0])
    return Picture((series,), **words, categories=tuple(names), grid=bool(plot["grid"]))


def _series(layer: dict[str, Any], *, named: bool) -> Series:
    kind = {"GeomLine": "line", "GeomPath": "line", "GeomPoint": "scatter", "GeomArea": "area"}.get(
        layer["geom"]
    )
    colours = layer["paint"].get("fill" if kind == "area" else "colour") or []
    if kind is None or len(colours) != 1 or layer["groups"] != 1:
        raise NotApplicable(f"{layer['geom']} in {len(colours)} colours is not read")
    label = str((layer["mapping"] or {}).get("colour", "")).strip('"') if named else ""
    style = _STYLES.get(str(layer["style"]), "") if kind == "line" else ""
    marker = _MARKERS.get(str(layer["mark"]), "") if kind == "scatter" else ""
    data = layer["data"]
    return Series(kind, tuple(data["x"]), tuple(data["y"]), label, colours[0], style, marker)


def _merged(found: list[Series]) -> tuple[Series, ...]:
    """A line and the points on it are one series."""
    series: list[Series] = []
    for one in found:
        before = series[-1] if series else None
        same = before and (before.x, before.y, before.colour, before.label) == (
            one.x,
            one.y,
            one.colour,
            one.label,
        )
        if before and same and before.kind == "line" and one.kind == "scatter" and not before.marker:
            series[-1] = Series("line", one.x, one.y, one.label, one.colour, before.style, one.marker)
        else:
            series.append(one)
    return tuple(series)


def _asked(pair: list[float], whole: Limits) -> Limits | None:
    """The limits of the scale, None where they are those of the data."""
    slack = 0.002 * max(abs(whole[1] - whole[0]), 1e-9)
    same = all(abs(a - b) <= slack for a, b in zip(pair, whole, strict=True))
    return None if same else (pair[0], pair[1])
