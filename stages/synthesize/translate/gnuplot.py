"""gnuplot: data in named blocks, settings, one plot command."""

from __future__ import annotations

import re
from typing import Any

from stages.synthesize.domain import NotApplicable
from stages.synthesize.domains.chart.numbers import literal
from stages.synthesize.translate.picture import BARS, Picture, Series, free_corner

SPEAKS = ("scientific", "gnuplot")
_MARKERS = {"o": "7", "s": "5", "^": "9", "v": "11", "D": "13", "x": "2", "+": "1", "*": "3", ".": "7 ps 0.4"}
_POINTS = {ours: theirs for theirs, ours in _MARKERS.items()}
_DASHES = {"--": "2", ":": "3", "-.": "4"}
_STYLES = {ours: theirs for theirs, ours in _DASHES.items()}
_WITH = {"bar": "boxes", "area": "filledcurves y=0", "step": "fsteps", "scatter": "points"}
_KINDS = {"lines": "line", "linespoints": "line", "points": "scatter", "boxes": "bar", "fsteps": "step"}
_KINDS["filledcurves"] = "area"
_MARKUP = re.compile(r"[_^{}@&~\\\"]")
MOST_NAMES = 50
"""Letters of all names under the bars together; more are turned."""


def write(picture: Picture) -> str:
    if any(s.kind in ("barh", "stem") for s in picture.series):
        raise NotApplicable("gnuplot has no plain horizontal bars and no stems")
    texts = [picture.title, picture.xlabel, picture.ylabel, *picture.categories]
    if any(_MARKUP.search(t) for t in [*texts, *(s.label for s in picture.series)]):
        raise NotApplicable("text that gnuplot reads as markup")
    if any(s.marker and s.kind == "step" for s in picture.series):
        raise NotApplicable("steps with markers")
    data, columns = _data(picture)
    words = (("title", picture.title), ("xlabel", picture.xlabel), ("ylabel", picture.ylabel))
    lines = [f'set {name} "{text}"' for name, text in words if text]
    lines += _frame(picture)
    parts = [_part(picture, s, c) for s, c in zip(picture.series, columns, strict=True)]
    return "\n".join([*data, *lines, "plot " + ", \\\n     ".join(parts)]) + "\n"


def _data(picture: Picture) -> tuple[list[str], list[str]]:
    """Lines of the data blocks, and where each series is found in them; one block where all share their x."""
    if picture.categories:
        heights = [literal(v) for v in picture.series[0].y]
        return ["$data << EOD", *heights, "EOD"], ["$data using 0:1"]
    if len({s.x for s in picture.series}) == 1:
        rows = zip(picture.series[0].x, *(s.y for s in picture.series), strict=True)
        block = ["$data << EOD", *(" ".join(map(literal, row)) for row in rows), "EOD"]
        several = len(picture.series) > 1
        return block, [f"$data using 1:{2 + i}" if several else "$data" for i in range(len(picture.series))]
    block, columns = [], []
    for number, series in enumerate(picture.series, start=1):
        rows = [f"{literal(x)} {literal(y)}" for x, y in zip(series.x, series.y, strict=True)]
        block += [f"$data{number} << EOD", *rows, "EOD"]
        columns.append(f"$data{number}")
    return block, columns


def _frame(picture: Picture) -> list[str]:
    lines = []
    bars = picture.series[0].kind == "bar"
    if bars:
        lines += ["set style fill solid", f"set boxwidth {literal(0.8 * _step(picture))}"]
    if picture.categories:
        turned = " rotate by -30" if sum(map(len, picture.categories)) > MOST_NAMES else ""
        names = ", ".join(f'"{name}" {i}' for i, name in enumerate(picture.categories))
        lines.append(f"set xtics ({names}){turned}")
    scales = (("x", picture.xscale), ("y", picture.yscale))
    lines += [f"set logscale {axis}" for axis, scale in scales if scale == "log"]
    for axis, pair in (("x", picture.xlim), ("y", picture.ylim)):
        if pair:
            lines.append(f"set {axis}range [{literal(pair[0])}:{literal(pair[1])}]")
    if bars and not picture.ylim and picture.yscale == "linear" and min(picture.series[0].y) >= 0:
        lines.append("set yrange [0:*]")
    lines += ["set grid"] if picture.grid else []
    if picture.legend:
        corner = free_corner(picture)
        lines += [] if corner == ("top", "right") else [f"set key {corner[1]} {corner[0]}"]
    return lines


def _step(picture: Picture) -> float:
    """Least distance of two bars."""
    places = sorted(picture.series[0].x)
    return min((b - a for a, b in zip(places, places[1:], strict=False)), default=1.0)


def _part(picture: Picture, series: Series, where: str) -> str:
    way = _WITH.get(series.kind) or ("linespoints" if series.marker else "lines")
    words = [where, f"with {way}"]
    words += [f"pt {_MARKERS[series.marker]}"] if series.marker else []
    words += [f'lc rgb "{series.colour or "#000000"}"']
    words += [f"dt {_DASHES[series.style]}"] if series.style in _DASHES else []
    return " ".join([*words, f'title "{series.label}"' if picture.legend and series.label else "notitle"])


_COMMA = re.compile(r',\s*(?=(?:[^"]*"[^"]*")*[^"]*$)')
_LOOK = re.compile(
    r" with (?P<way>\w+)(?: y=0)?(?: pt (?P<marker>\d+(?: ps 0\.4)?))?"
    r'(?: lc rgb "(?P<colour>#[0-9a-f]{6})")?(?: dt (?P<dash>\d))?'
)


def read(evidence: dict[str, Any]) -> Picture:
    figures, commands = evidence.get("figures") or [], evidence.get("plots") or []
    if len(figures) != 1 or len(commands) != 1 or not commands[0].startswith("plot "):
        raise NotApplicable("more than one plot")
    state, parts = figures[0], _COMMA.split(commands[0].removeprefix("plot "))
    curves = state.get("curves") or []
    if len(curves) != len(parts):
        raise NotApplicable("curves without known data")
    series = tuple(_series(curve, part) for curve, part in zip(curves, parts, strict=True))
    names = tuple(text for text, _ in state["xtics"])
    bars = series[0].kind in BARS
    limits = {a: tuple(state[f"{a}range"]) for a in "xy"}
    return Picture(
        series,
        title=state["title"],
        xlabel=state["xlabel"],
        ylabel=state["ylabel"],
        categories=names if bars and len(names) == len(series[0].x) else (),
        xscale="log" if "x" in "".join(state["logscale"]) else "linear",
        yscale="log" if "y" in "".join(state["logscale"]) else "linear",
        xlim=limits["x"] if None not in limits["x"] else None,
        ylim=limits["y"] if None not in limits["y"] else None,
        grid=state["grid"],
        legend=state["key"] and any(s.label for s in series),
    )


def _series(curve: dict[str, Any], part: str) -> Series:
    look = _LOOK.search(part)
    if not look or look["way"] not in _KINDS or not curve["x"]:
        raise NotApplicable(f"a curve that is not read: {part[:60]}")
    kind = _KINDS[look["way"]]
    marker = _POINTS.get(look["marker"] or "", "")
    if kind in ("line", "scatter") and look["way"] != "lines" and not marker:
        raise NotApplicable("points of an unknown form")
    style = _STYLES.get(look["dash"] or "", "-") if kind in ("line", "step") else ""
    return Series(kind, tuple(curve["x"]), tuple(curve["y"]), curve["title"], look["colour"], style, marker)
