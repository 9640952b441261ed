"""SVG: a drawn chart of two axis lines, their ends as tick labels, and shapes for the data.

Read back from shapes and texts alone: the tick labels say which data stand at which places.
"""

from __future__ import annotations

import re
from html import escape
from typing import Any

from stages.synthesize.domain import NotApplicable
from stages.synthesize.domains.chart.numbers import literal
from stages.synthesize.translate.picture import Limits, Picture, Series, free_corner, natural

SPEAKS = ("svg", "svg")
LEFT, RIGHT, TOP, BOTTOM = 60.0, 380.0, 40.0, 240.0
TITLE_Y, XLABEL_Y, YLABEL_X, XTICK_Y, YTICK_X = 24.0, 284.0, 14.0, 258.0, 54.0
BAR_SHARE = 0.8
RADIUS = 4
INK = "#000000"
_POINT = re.compile(r"[ML]?(-?[\d.]+) (-?[\d.]+)")


def write(picture: Picture) -> str:
    _refuse(picture)
    (x0, x1), (y0, y1) = _view(picture)
    lines = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300" font-size="12" text-anchor="middle">',
        '  <rect width="400" height="300" fill="#ffffff"/>',
    ]
    for number, series in enumerate(picture.series):
        lines += [f"  {shape}" for shape in _shapes(picture, series, ((x0, x1), (y0, y1)))]
        if picture.legend:
            lines.append(_label(picture, number))
    lines.append(f'  <path d="M{LEFT:g} {TOP:g}V{BOTTOM:g}H{RIGHT:g}" fill="none" stroke="{INK}"/>')
    if picture.categories:
        places = [_across(i, -0.5, len(picture.categories) - 0.5) for i in range(len(picture.categories))]
        lines += [_text(x, XTICK_Y, name) for x, name in zip(places, picture.categories, strict=True)]
    else:
        lines += [_text(x, XTICK_Y, literal(v)) for x, v in ((LEFT, x0), (RIGHT, x1))]
    lines += [_text(YTICK_X, y, literal(v), more=' text-anchor="end"') for y, v in ((BOTTOM, y0), (TOP, y1))]
    lines += [_text(200, TITLE_Y, picture.title)] if picture.title else []
    lines += [_text(220, XLABEL_Y, picture.xlabel)] if picture.xlabel else []
    if picture.ylabel:
        lines.append(_text(YLABEL_X, 140, picture.ylabel, more=f' transform="rotate(-90 {YLABEL_X:g} 140)"'))
    return "\n".join([*lines, "</svg>"]) + "\n"


def _label(picture: Picture, number: int) -> str:
    """The name of a series in its colour, in the corner that the data leave free."""
    series, (vertical, side) = picture.series[number], free_corner(picture)
    down = number if vertical == "top" else number - len(picture.series)
    at = (TOP if vertical == "top" else BOTTOM + 4) + 16 * down
    return _text(340 if side == "right" else 110, at, series.label, series.colour or INK)


def _refuse(picture: Picture) -> None:
    if any(s.kind not in ("line", "scatter", "bar") for s in picture.series):
        raise NotApplicable("a kind of series that is not drawn as plain shapes")
    if any(s.style not in ("", "-") or s.marker not in ("", "o") for s in picture.series):
        raise NotApplicable("strokes and markers of which shapes say nothing")
    if any(s.kind == "line" and s.marker for s in picture.series):
        raise NotApplicable("a line with markers")
    if "log" in (picture.xscale, picture.yscale) or picture.grid or picture.xlim or picture.ylim:
        raise NotApplicable("an axis of more than two ends")
    if picture.series[0].kind == "bar" and (not picture.categories or min(picture.series[0].y) < 0):
        raise NotApplicable("bars without names or below 0")
    if len({s.colour for s in picture.series}) < len(picture.series):
        raise NotApplicable("series of one colour")
    if sum(map(len, picture.categories)) > 45:
        raise NotApplicable("the names of the bars would overlap")


def _view(picture: Picture) -> tuple[Limits, Limits]:
    x, y = natural(picture)
    if x[0] == x[1] or y[0] == y[1]:
        raise NotApplicable("data without a span")
    return x, y


def _across(value: float, low: float, high: float) -> float:
    return LEFT + (value - low) / (high - low) * (RIGHT - LEFT)


def _up(value: float, low: float, high: float) -> float:
    return BOTTOM - (value - low) / (high - low) * (BOTTOM - TOP)


def _shapes(picture: Picture, series: Series, view: tuple[Limits, Limits]) -> list[str]:
    colour = series.colour or INK
    tops = [_up(y, *view[1]) for y in series.y]
    if series.kind == "bar":
        room = (RIGHT - LEFT) / len(series.x)
        return [
            f'<rect x="{_short(LEFT + (i + (1 - BAR_SHARE) / 2) * room)}" y="{_short(y)}" '
            f'width="{_short(BAR_SHARE * room)}" height="{_short(BOTTOM - y)}" fill="{colour}"/>'
            for i, y in enumerate(tops)
        ]
    places = [(_short(_across(x, *view[0])), _short(y)) for x, y in zip(series.x, tops, strict=True)]
    if series.kind == "scatter":
        return [f'<circle cx="{x}" cy="{y}" r="{RADIUS}" fill="{colour}"/>' for x, y in places]
    points = " ".join(f"{x},{y}" for x, y in places)
    return [f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>']


def _short(value: float) -> str:
    return f"{round(value, 1):g}"


def _text(x: float, y: float, text: str, colour: str = INK, more: str = "") -> str:
    paint = "" if colour == INK else f' fill="{colour}"'
    return f'  <text x="{_short(x)}" y="{_short(y)}"{paint}{more}>{escape(text, quote=False)}</text>'


def read(evidence: dict[str, Any]) -> Picture:
    """The chart that such shapes show. Raises NotApplicable for any other drawing."""
    texts = [(t["text"], round(t["x"], 1), round(t["y"], 1), t["fill"]) for t in evidence.get("texts") or []]
    below = [(x, t) for t, x, y, _ in texts if y == XTICK_Y]
    beside = [(y, t) for t, x, y, _ in texts if x == YTICK_X]
    if len(beside) != 2 or len(below) < 2:
        raise NotApplicable("no axes with labelled ends")
    bars = [s for s in evidence["shapes"][1:] if s["tag"] == "rect"]
    y_at = _scale([(p, _number(t)) for p, t in beside])
    names = tuple(t for _, t in below) if bars else ()
    x_at = None if bars else _scale([(p, _number(t)) for p, t in below])
    series = _bars(bars, y_at) if bars else _series(evidence["shapes"][1:], x_at, y_at)
    words = {name: _at(texts, **place) for name, place in _PLACES.items()}
    labels = {fill: t for t, _, _, fill in texts if fill != INK}
    named = tuple(
        Series(s.kind, s.x, s.y, labels.get(s.colour or "", ""), s.colour, s.style, s.marker) for s in series
    )
    return Picture(named, categories=names, legend=bool(labels), **words)


_PLACES = {"title": {"y": TITLE_Y}, "xlabel": {"y": XLABEL_Y}, "ylabel": {"x": YLABEL_X}}


def _at(texts: list[tuple[str, float, float, str]], x: float | None = None, y: float | None = None) -> str:
    return next((t for t, left, low, _ in texts if left == x or low == y), "")


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise NotApplicable("ticks that are no numbers") from None


def _scale(ends: list[tuple[float, float]]) -> tuple[float, float]:
    """(data a pixel, data at pixel 0) of an axis with two labelled places."""
    (p, u), (q, v) = ends[0], ends[-1]
    return (v - u) / (q - p), u - p * (v - u) / (q - p)


def _bars(bars: list[dict[str, Any]], y_at: tuple[float, float]) -> list[Series]:
    tops = tuple(y_at[0] * s["box"][1] + y_at[1] for s in bars)
    if len({s["fill"] for s in bars}) != 1:
        raise NotApplicable("bars of several colours")
    return [Series("bar", tuple(range(len(bars))), tops, "", bars[0]["fill"])]


def _series(
    shapes: list[dict[str, Any]], x_at: tuple[float, float], y_at: tuple[float, float]
) -> list[Series]:
    """Each polyline, and the circles of each colour, in drawing order."""
    found: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for shape in shapes:
        if shape["tag"] == "polyline":
            places = [(float(x), float(y)) for x, y in _POINT.findall(shape["d"])]
            found[("line", shape["stroke"])] = places
        elif shape["tag"] == "circle":
            left, top, right, bottom = shape["box"]
            found.setdefault(("scatter", shape["fill"]), []).append(((left + right) / 2, (top + bottom) / 2))
    return [
        Series(
            kind,
            tuple(x_at[0] * x + x_at[1] for x, _ in places),
            tuple(y_at[0] * y + y_at[1] for _, y in places),
            "",
            colour,
            "-" if kind == "line" else "",
            "o" if kind == "scatter" else "",
        )
        for (kind, colour), places in found.items()
    ]
