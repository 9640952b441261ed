"""R: base graphics, the first call opens the panel and the others add to it."""

from __future__ import annotations

from typing import Any

from stages.synthesize.domain import NotApplicable
from stages.synthesize.domains.chart.numbers import literal
from stages.synthesize.translate import ggplot2
from stages.synthesize.translate.picture import BARS, Limits, Picture, Series, free_corner, natural

SPEAKS = ("scientific", "r")
_MARKERS = {"o": 19, "s": 15, "^": 17, "v": 6, "D": 18, "x": 4, "+": 3, "*": 8, ".": 20}
_BACK = {str(ours): theirs for theirs, ours in _MARKERS.items()}
_LINES = {"-": 1, "--": 2, ":": 3, "-.": 4}
_STYLES = {"solid": "-", "dashed": "--", "dotted": ":", "dotdash": "-."}
_STYLES |= {str(ours): theirs for theirs, ours in _LINES.items()}
_TYPES = {"l": "line", "o": "line", "p": "scatter", "S": "step"}
MOST_NAMES = 40
"""Letters of all names under the bars together; R leaves out names that would overlap."""
LONGEST_NAME = 14


def write(picture: Picture) -> str:
    if any(s.kind == "stem" for s in picture.series):
        raise NotApplicable("R has no stems")
    lines = [_bars(picture)] if picture.series[0].kind in BARS else _panel(picture)
    if picture.lying:
        lines.insert(0, "par(mar = c(5, 8, 4, 2))")
    lines += ["grid()"] if picture.grid else []
    if picture.legend:
        lines.append(_legend(picture))
    return "\n".join(lines) + "\n"


def _bars(picture: Picture) -> str:
    (series,) = picture.series
    names = picture.categories or tuple(literal(v) for v in series.x)
    if max(map(len, names)) > LONGEST_NAME or (sum(map(len, names)) > MOST_NAMES and not picture.lying):
        raise NotApplicable("the names of the bars would overlap")
    if picture.xlim or picture.ylim or picture.legend:
        raise NotApplicable("bars with limits or a legend")
    if not picture.categories and not _even(series.x):
        raise NotApplicable("bars at uneven distances")
    parts = [_vector(series.y), f"names.arg = {_texts(names)}", f"col = {_text(series.colour or '#000000')}"]
    parts += ["horiz = TRUE", "las = 1"] if picture.lying else []
    return f"barplot({', '.join([*parts, *_words(picture)])})"


def _even(places: tuple[float, ...]) -> bool:
    steps = [b - a for a, b in zip(places, places[1:], strict=False)]
    return not steps or (min(steps) > 0 and max(steps) - min(steps) < 0.01 * max(steps))


def _words(picture: Picture) -> list[str]:
    """Title, labels and scale; R would name axes after the code, so that an empty label is written too."""
    found = [f"main = {_text(picture.title)}"] if picture.title else []
    if picture.series[0].kind not in BARS or picture.xlabel or picture.ylabel:
        found += [f"xlab = {_text(picture.xlabel)}", f"ylab = {_text(picture.ylabel)}"]
    scales = ("x" if picture.xscale == "log" else "") + ("y" if picture.yscale == "log" else "")
    return [*found, f'log = "{scales}"'] if scales else found


def _panel(picture: Picture) -> list[str]:
    first = picture.series[0]
    named = first.kind == "area" or any(s.x == first.x for s in picture.series[1:])
    lines = [f"x <- {_vector(first.x)}"] if named else []
    for number, series in enumerate(picture.series):
        x = "x" if named and series.x == first.x else _vector(series.x)
        if number == 0:
            settings = [*_words(picture), *_limits(picture, series)]
            if series.kind == "area":
                lines.append(f'plot({x}, {_vector(series.y)}, type = "n", {", ".join(settings)})')
            else:
                lines.append(f"plot({', '.join([x, _vector(series.y), *_look(series), *settings])})")
        if series.kind == "area":
            around = f"c({x}, rev({x})), c({_vector(series.y)}, rep(0, {len(series.x)}))"
            lines.append(f"polygon({around}, col = {_text(series.colour or '#000000')}, border = NA)")
        elif number:
            name = "points" if series.kind == "scatter" else "lines"
            lines.append(f"{name}({', '.join([x, _vector(series.y), *_look(series, name)])})")
    return lines


def _look(series: Series, call: str = "plot") -> list[str]:
    way = {"scatter": "p", "step": "S"}.get(series.kind) or ("o" if series.marker else "l")
    if way == "S" and series.marker:
        raise NotApplicable("steps with markers")
    found = [f'type = "{way}"'] if way != {"plot": "p", "points": "p", "lines": "l"}[call] else []
    found += [f"pch = {_MARKERS[series.marker]}"] if series.marker else []
    found += [f"lty = {_LINES[series.style]}"] if series.style not in ("", "-") else []
    return [*found, f"col = {_text(series.colour or '#000000')}"]


def _limits(picture: Picture, first: Series) -> list[str]:
    """Limits where the first series alone would not set them."""
    found = []
    own = ((min(first.x), max(first.x)), (min(first.y), max(first.y)))
    for axis, asked, whole, one in zip(
        "xy", (picture.xlim, picture.ylim), natural(picture), own, strict=True
    ):
        low, high = asked or whole
        if (low, high) != one:
            found.append(f"{axis}lim = c({literal(low)}, {literal(high)})")
    return found


def _legend(picture: Picture) -> str:
    vertical, side = free_corner(picture)
    labels = _texts(tuple(s.label for s in picture.series))
    colours = _texts(tuple(s.colour or "#000000" for s in picture.series))
    parts = [f'"{vertical}{side}"', f"legend = {labels}", f"col = {colours}"]
    strokes = [str(_LINES[s.style]) if s.style else "NA" for s in picture.series]
    markers = [
        str(_MARKERS[s.marker]) if s.marker else "15" if s.kind == "area" else "NA" for s in picture.series
    ]
    for name, values in (("lty", strokes), ("pch", markers)):
        if set(values) != {"NA"}:
            parts.append(f"{name} = {values[0] if len(set(values)) == 1 else 'c(' + ', '.join(values) + ')'}")
    return f"legend({', '.join(parts)})"


def _vector(values: tuple[float, ...]) -> str:
    return "c(" + ", ".join(literal(v) for v in values) + ")"


def _text(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _texts(texts: tuple[str, ...]) -> str:
    return "c(" + ", ".join(_text(t) for t in texts) + ")"


def read(evidence: dict[str, Any]) -> Picture:
    figures = evidence.get("figures") or []
    if figures and figures[0].get("plots"):
        return ggplot2.read(evidence)
    if len(figures) != 1 or len(figures[0].get("panels") or []) != 1:
        raise NotApplicable("not one panel of base graphics")
    panel, legends = figures[0]["panels"][0], figures[0].get("legends") or []
    drawn = panel["series"]
    grid = _grid([s for s in drawn if s["kind"] == "straight line"])
    drawn = [s for s in drawn if s["kind"] != "straight line"]
    words = {"title": panel["title"] or "", "xlabel": panel["xlab"] or "", "ylabel": panel["ylab"] or ""}
    scales = {f"{a}scale": "log" if a in panel["log"] else "linear" for a in "xy"}
    if drawn and drawn[0]["kind"] == "rectangles":
        return _barplot(panel, drawn, {**words, **scales, "grid": grid})
    labels = legends[0]["labels"] if legends else []
    drawn = _before_legend(drawn) if labels else drawn
    if not drawn or (labels and len(labels) != len(drawn)):
        raise NotApplicable("a legend of other things than the series")
    if panel["xlim"] is None or panel["ylim"] is None:
        raise NotApplicable("a panel without limits")
    series = tuple(_series(s, label) for s, label in zip(drawn, labels or [""] * len(drawn), strict=True))
    picture = Picture(series, **words, **scales, grid=grid, legend=bool(labels))
    shown = (_asked(panel["xlim"], natural(picture)[0]), _asked(panel["ylim"], natural(picture)[1]))
    return Picture(series, **words, **scales, xlim=shown[0], ylim=shown[1], grid=grid, legend=bool(labels))


def _grid(straight: list[dict[str, Any]]) -> bool:
    """Whether `grid()` was called, which draws lines of both directions; other straight lines are refused."""
    both = [[name for name in "abhv" if s[name] is not None] for s in straight]
    if straight and (both != [["v"], ["h"]] or len(straight[0]["v"]) < 2 or len(straight[1]["h"]) < 2):
        raise NotApplicable("straight lines that are no grid")
    return bool(straight)


def _before_legend(drawn: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The series without what `legend` drew: its white box and all that follows."""
    box = next(
        (i for i, s in enumerate(drawn) if s["kind"] == "rectangles" and s["colours"] == ["#ffffff"]), None
    )
    return drawn[:box]


def _asked(pair: list[float], whole: Limits) -> Limits | None:
    """The limits of the window, None where they are those of the data."""
    slack = 0.002 * max(abs(whole[1] - whole[0]), 1e-9)
    same = all(abs(a - b) <= slack for a, b in zip(pair, whole, strict=True))
    return None if same else (pair[0], pair[1])


def _series(found: dict[str, Any], label: str) -> Series:
    if "x" not in found:
        raise NotApplicable(f"{found['kind']} are not read")
    x, y, colours = tuple(found["x"]), tuple(found["y"]), found.get("colours") or []
    if len(colours) != 1:
        raise NotApplicable("data without one colour")
    if found["kind"] == "polygon":
        half = len(x) // 2
        if x[:half] != x[half:][::-1] or len(set(y[half:])) != 1:
            raise NotApplicable("a polygon that is no area")
        return Series("area", x[:half], y[:half], label, colours[0])
    kind = _TYPES.get(found.get("type") or "")
    if kind is None:
        raise NotApplicable(f"{found['kind']} are not read")
    marked = found["type"] in ("o", "p")
    style = _STYLES.get(found.get("style") or "", "") if kind != "scatter" else ""
    return Series(kind, x, y, label, colours[0], style, _BACK.get(found["mark"] or "", "") if marked else "")


def _barplot(panel: dict[str, Any], drawn: list[dict[str, Any]], rest: dict[str, Any]) -> Picture:
    if len(drawn) != 1 or not drawn[0].get("colours"):
        raise NotApplicable("bars beside other data")
    (bars,) = drawn
    if len(bars["colours"]) != 1:
        raise NotApplicable("bars of several colours")
    if not len(bars["x1"]) == len(bars["y0"]) == len(bars["y"]):
        raise NotApplicable("bars whose ends are not all known")
    named = {axis["side"]: axis["labels"] for axis in panel["axes"] if axis["labels"]}
    lying = 2 in named
    names = tuple(named.get(2 if lying else 1) or ())
    heights = bars["x1"] if lying else [top - low for top, low in zip(bars["y"], bars["y0"], strict=True)]
    if len(names) != len(heights):
        raise NotApplicable("bars without a name each")
    if rest["yscale"] == "log" or rest["xscale"] == "log":
        heights = bars["x1"] if lying else bars["y"]
    series = Series(
        "barh" if lying else "bar", tuple(range(len(names))), tuple(heights), "", bars["colours"][0]
    )
    return Picture((series,), categories=names, **rest)
