"""GNU Octave: plotting commands, one a series."""

from __future__ import annotations

import re
from typing import Any

from stages.synthesize.domain import NotApplicable
from stages.synthesize.domains.chart.numbers import literal
from stages.synthesize.translate.picture import BARS, Picture, Series, free_corner

SPEAKS = ("scientific", "octave")
_MARKERS = {"o": "o", "s": "s", "^": "^", "v": "v", "D": "d", "x": "x", "+": "+", "*": "*", ".": "."}
_BACK = {ours: theirs for theirs, ours in _MARKERS.items()}
_CORNERS = {"top": "north", "bottom": "south", "right": "east", "left": "west"}
_MARKUP = re.compile(r"[_^\\{}]")
MOST_NAMES = 60
"""Letters of all names under the bars together; more would overlap."""


def write(picture: Picture) -> str:
    if any(s.kind == "step" for s in picture.series):
        raise NotApplicable("steps that rise before they run")
    if any(_MARKUP.search(t) for t in (picture.title, picture.xlabel, picture.ylabel, *picture.categories)):
        raise NotApplicable("text that Octave reads as markup")
    if any(_MARKUP.search(s.label) for s in picture.series):
        raise NotApplicable("text that Octave reads as markup")
    shared = len(picture.series) > 1 and len({s.x for s in picture.series}) == 1
    lines = [f"x = {_vector(picture.series[0].x)};"] if shared else []
    for number, series in enumerate(picture.series):
        lines.append(_call(picture, series, "x" if shared else _vector(series.x)))
        lines += ["hold on;"] if number == 0 and len(picture.series) > 1 else []
    if picture.categories:
        lines += _names(picture)
    words = (("title", picture.title), ("xlabel", picture.xlabel), ("ylabel", picture.ylabel))
    lines += [f"{name}({_text(text)});" for name, text in words if text]
    scales = (("x", picture.xscale), ("y", picture.yscale))
    lines += [f"set(gca, '{axis}scale', 'log');" for axis, scale in scales if scale == "log"]
    limits = (("x", picture.xlim), ("y", picture.ylim))
    lines += [f"{axis}lim([{literal(p[0])} {literal(p[1])}]);" for axis, p in limits if p]
    lines += ["grid on;"] if picture.grid else []
    if picture.legend:
        where = "".join(_CORNERS[side] for side in free_corner(picture))
        lines.append(f"legend({', '.join(_text(s.label) for s in picture.series)}, 'location', '{where}');")
    return "\n".join(lines) + "\n"


def _call(picture: Picture, series: Series, x: str) -> str:
    y, colour = _vector(series.y), _text(series.colour or "#000000")
    if series.kind in BARS:
        at = "" if picture.categories else f"{x}, "
        return f"{series.kind}({at}{y}, 'facecolor', {colour});"
    if series.kind == "area":
        return f"area({x}, {y}, 'facecolor', {colour}, 'edgecolor', {colour});"
    if series.kind == "stem":
        return f"stem({x}, {y}, 'filled', 'color', {colour});"
    look = series.style + _MARKERS.get(series.marker, "")
    solid = f", 'markerfacecolor', {colour}" if series.marker in ("o", "s", "^", "v", "D") else ""
    return f"plot({x}, {y}, '{look}', 'color', {colour}{solid});"


def _names(picture: Picture) -> list[str]:
    if sum(map(len, picture.categories)) > MOST_NAMES and not picture.lying:
        raise NotApplicable("the names of the bars would overlap")
    axis = "y" if picture.lying else "x"
    names = ", ".join(_text(t) for t in picture.categories)
    return [f"set(gca, '{axis}tick', 1:{len(picture.categories)}, '{axis}ticklabel', {{{names}}});"]


def _vector(values: tuple[float, ...]) -> str:
    return "[" + " ".join(literal(v) for v in values) + "]"


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def read(evidence: dict[str, Any]) -> Picture:
    figures = evidence.get("figures") or []
    if len(figures) != 1 or len(figures[0].get("axes") or []) != 1:
        raise NotApplicable("more than one axes")
    axes, legends = figures[0]["axes"][0], figures[0].get("legends") or []
    labels = legends[0] if legends else []
    drawn = [s for s in axes["series"] if s.get("n")]
    if any(s.get("z") for s in drawn):
        raise NotApplicable("lines in three dimensions")
    series = tuple(_series(s, label) for s, label in _named(drawn, labels))
    if not series:
        raise NotApplicable("no data were drawn")
    bars = series[0].kind in BARS
    ticks = axes["yticklabel" if series[0].kind == "barh" else "xticklabel"] if bars else []
    names = tuple(ticks) if len(ticks) == len(series[0].x) and not all(_is_number(t) for t in ticks) else ()
    if names and len(series) > 1:
        raise NotApplicable("several sets of bars with names")
    if names:
        series = (Series(series[0].kind, tuple(range(len(names))), series[0].y, "", series[0].colour),)
    return Picture(
        series,
        title=axes["title"] or "",
        xlabel=axes["xlabel"] or "",
        ylabel=axes["ylabel"] or "",
        categories=names,
        xscale=axes["xscale"],
        yscale=axes["yscale"],
        xlim=tuple(axes["xlim"]) if axes["xlimmode"] == "manual" and not bars else None,
        ylim=tuple(axes["ylim"]) if axes["ylimmode"] == "manual" and not bars else None,
        grid="on" in (axes["xgrid"], axes["ygrid"]),
        legend=bool(labels),
    )


def _named(drawn: list[dict[str, Any]], labels: list[str]) -> list[tuple[dict[str, Any], str]]:
    if labels and len(labels) != len(drawn):
        raise NotApplicable("a legend of other things than the series")
    return list(zip(drawn, labels or [""] * len(drawn), strict=True))


def _series(found: dict[str, Any], label: str) -> Series:
    kind, style = found["kind"], found.get("linestyle") or ""
    style = "" if style == "none" else style
    marker = _BACK.get(found.get("marker") or "", "")
    if kind == "line" and not style:
        kind = "scatter"
    if kind == "bar" and found.get("horizontal") == "on":
        kind = "barh"
    if kind not in ("line", "scatter", "bar", "barh", "area", "stem"):
        raise NotApplicable(f"a {kind} is not read")
    stroked = kind == "line"
    x, y = tuple(found["x"]), tuple(found["y"])
    colour = found.get("facecolor") if kind in (*BARS, "area") else found.get("color")
    return Series(
        kind, x, y, label, colour, style if stroked else "", marker if stroked or kind == "scatter" else ""
    )


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"[-+]?[\d.]+(e[-+]?\d+)?|10\^\{.*\}", text.strip()))
