"""matplotlib: the picture of a single panel of data."""

from __future__ import annotations

from typing import Any

from stages.synthesize.domain import NotApplicable
from stages.synthesize.domains.chart import figures
from stages.synthesize.domains.chart.numbers import listed, literal, quoted, quoted_list
from stages.synthesize.translate.picture import (
    BARS,
    KINDS,
    MARKERS,
    STROKED,
    STYLES,
    Limits,
    Picture,
    Series,
    natural,
)

SPEAKS = ("chart", "python")
SCALES = ("linear", "log")
PALE = 240
"""Of 255: with every channel at least so light a series is not seen on a white ground."""
_DRAW = {"line": "plot", "area": "fill_between"}


def read(evidence: dict[str, Any]) -> Picture:
    """The picture, where one panel of data is all that there is."""
    figure = figures.shown(evidence)
    if len(figure.get("axes") or []) != 1 or figure.get("texts") or figure.get("suptitle"):
        raise NotApplicable("more than one panel")
    axes = figure["axes"][0]
    if axes.get("projection") != "rectilinear" or not axes.get("visible_axis", True):
        raise NotApplicable("not a flat panel with two axes")
    if axes.get("texts"):
        raise NotApplicable("notes beside the data")
    drawn = [s for s in axes.get("series") or [] if figures.kind_of(s) != "invisible"]
    kinds = {figures.kind_of(s) for s in drawn}
    if not drawn or kinds - set(KINDS):
        raise NotApplicable(f"no other language has: {', '.join(sorted(kinds - set(KINDS))) or 'nothing'}")
    if kinds & set(BARS) and len(drawn) > 1:
        raise NotApplicable("bars beside other data")
    if any(axes.get(f"{a}scale") not in SCALES for a in "xy"):
        raise NotApplicable("a scale that is neither linear nor logarithmic")
    for axis in "xy":
        if axes[f"{axis}scale"] == "log" and any(
            v <= 0 for s in drawn for v in s.get(axis) or [] if v is not None
        ):
            raise NotApplicable("data at 0 or below on a logarithmic scale")
    names = figures.categories(axes, drawn[0]) or ()
    legend = bool((axes.get("legend") or {}).get("labels"))
    picture = Picture(
        tuple(_series(axes, s, named=bool(names), labelled=legend) for s in drawn),
        title=_text(axes.get("title")),
        xlabel=_text(axes.get("xlabel")),
        ylabel=_text(axes.get("ylabel")),
        categories=tuple(names),
        xscale=axes["xscale"],
        yscale=axes["yscale"],
        xlim=_limits(axes, "x"),
        ylim=_limits(axes, "y"),
        grid=bool(axes.get("grid")),
        legend=legend,
    )
    if sum(len(s.x) for s in picture.series) < 2:
        raise NotApplicable("a single point")
    if not all(_seen(picture, s) for s in picture.series):
        raise NotApplicable("data outside the view")
    if legend and (
        [s.label for s in picture.series] != axes["legend"]["labels"] or axes["legend"].get("title")
    ):
        raise NotApplicable("a legend of more than the names of the series")
    return picture


def _seen(picture: Picture, series: Series) -> bool:
    """Whether a point of the series stands inside the limits."""
    (x0, x1), (y0, y1) = picture.xlim or natural(picture)[0], picture.ylim or natural(picture)[1]
    return any(x0 <= x <= x1 and y0 <= y <= y1 for x, y in zip(series.x, series.y, strict=True))


def _text(value: object) -> str:
    text = str(value or "")
    if "$" in text or "\n" in text or text != " ".join(text.split()):
        raise NotApplicable("a text with formulas or of several lines")
    return text


def _limits(axes: dict[str, Any], axis: str) -> Limits | None:
    pair = figures.drawn_limits(axes, axis)
    if pair and pair[0] >= pair[1]:
        raise NotApplicable("an axis that runs backwards")
    return pair


def _series(axes: dict[str, Any], series: dict[str, Any], *, named: bool, labelled: bool) -> Series:
    kind = figures.kind_of(series)
    x, y = figures.points_of(series)
    if not x or len(x) != figures.count_of(series):
        raise NotApplicable("data that are not known in full")
    if figures.is_reference(series) or any(series.get("base") or []):
        raise NotApplicable("reference lines or data on a base")
    if not series.get("colour"):
        raise NotApplicable("data without one colour")
    if all(int(series["colour"][i : i + 2], 16) >= PALE for i in (1, 3, 5)):
        raise NotApplicable("data that are white on white")
    if kind == "barh":
        x, y = y, x
    stroke = str(series.get("linestyle")) if kind in STROKED else ""
    marker = str(series.get("marker") or "") if figures.has_marker(series) else ""
    if (stroke and stroke not in STYLES) or (marker and marker not in MARKERS):
        raise NotApplicable(f"stroke {stroke or marker} has no counterpart")
    if kind == "scatter" and not marker:
        marker = str(series.get("form") or "")
        if marker not in MARKERS:
            raise NotApplicable("points of a form that has no counterpart")
    return Series(
        kind,
        tuple(range(len(x))) if named else tuple(x),
        tuple(y),
        _text(figures.label_of(series)) if labelled else "",
        series["colour"],
        stroke,
        marker if kind in (*STROKED, "scatter") else "",
    )


def write(picture: Picture) -> str:
    """In the form of canonical charts."""
    lines = [
        "import matplotlib.pyplot as plt",
        "",
        "fig, ax = plt.subplots(figsize=(4, 3), layout='constrained')",
    ]
    for series in picture.series:
        at = quoted_list(picture.categories) if picture.categories else listed(series.x)
        parts = [at, listed(series.y), *_options(series, legend=picture.legend)]
        lines.append(f"ax.{_DRAW.get(series.kind, series.kind)}({', '.join(parts)})")
    words = (("title", picture.title), ("xlabel", picture.xlabel), ("ylabel", picture.ylabel))
    lines += [f"ax.set_{name}({quoted(text)})" for name, text in words if text]
    scales = (("x", picture.xscale), ("y", picture.yscale))
    lines += [f"ax.set_{axis}scale({quoted(scale)})" for axis, scale in scales if scale != "linear"]
    limits = (("x", picture.xlim), ("y", picture.ylim))
    lines += [f"ax.set_{axis}lim({literal(p[0])}, {literal(p[1])})" for axis, p in limits if p]
    lines += ["ax.grid(True)"] if picture.grid else []
    lines += ["ax.legend()"] if picture.legend else []
    return "\n".join([*lines, "plt.show()"]) + "\n"


def _options(series: Series, *, legend: bool) -> list[str]:
    found = [f"color={quoted(series.colour)}"] if series.colour and series.kind != "stem" else []
    if series.style not in ("", "-"):
        found.append(f"linestyle={quoted(series.style)}")
    if series.marker and (series.kind != "scatter" or series.marker != "o"):
        found.append(f"marker={quoted(series.marker)}")
    return [*found, f"label={quoted(series.label)}"] if legend and series.label else found
