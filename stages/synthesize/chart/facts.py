"""What a chart shows, as claims: grouped by figure, panel and series for the writers, and in one ordered list.

Claims name the axes by number only where a figure has several, and a series by its label where that is its
own, so that a program which draws the same picture in another order still meets them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from stages.synthesize.chart.canonical import grid_of, reading_order
from stages.synthesize.chart.figures import (
    Json,
    axes_of,
    categories,
    count_of,
    drawn_limits,
    has_marker,
    has_twin,
    is_reference,
    kind_of,
    label_of,
    panel_numbers,
    points_of,
    series_of,
    shown,
)
from stages.synthesize.domain import Claim

MOST_VALUES = 16
"""Longest list of data that an instruction states in full."""
NAMED_KINDS = (
    "line",
    "scatter",
    "bar",
    "barh",
    "pie",
    "area",
    "errorbar",
    "step",
    "stem",
    "image",
    "contour",
)
"""Kinds of series that have a name among people."""


@dataclass(frozen=True)
class SeriesFacts:
    """One series: how to refer to it, and what can be said of it."""

    kind: str
    label: str
    place: int  # among the series of its kind, from 0
    alone: bool  # the only one of its kind
    count: int
    colour: Claim | None
    colours: Claim | None
    data: tuple[Claim, ...]  # in full where short, else number and range
    full: bool
    names: Claim | None  # tick labels that name its bars
    style: tuple[Claim, ...]


@dataclass(frozen=True)
class PanelFacts:
    number: int
    kinds: tuple[Claim, ...]
    counts: tuple[Claim, ...]
    words: dict[str, Claim]  # title, xlabel, ylabel
    legend: Claim | None
    legend_title: Claim | None
    frame: tuple[Claim, ...]  # projection, scales, limits, grid, background
    series: tuple[SeriesFacts, ...]
    references: tuple[Claim, ...]
    notes: tuple[Claim, ...]


@dataclass(frozen=True)
class FigureFacts:
    figures: Claim | None
    panel_count: Claim | None
    layout: Claim | None
    suptitle: Claim | None
    size: Claim | None
    panels: tuple[PanelFacts, ...] = field(default=())


def read(evidence: Json) -> FigureFacts:
    """Everything the shown figure offers. Raises NotApplicable when nothing was drawn."""
    figure, everywhere = shown(evidence), axes_of(evidence)
    number = len(panel_numbers(evidence))
    grid = grid_of(evidence)
    size = figure.get("size")
    figures = len(evidence.get("figures") or [])
    return FigureFacts(
        figures=Claim("figure_count", {"n": figures}) if figures > 1 else None,
        panel_count=Claim("panel_count", {"n": number}, 1.5) if number > 1 else None,
        layout=Claim("layout", {"rows": grid[0], "columns": grid[1]}) if grid else None,
        suptitle=Claim("suptitle", {"text": _read(figure["suptitle"])})
        if _read(figure.get("suptitle"))
        else None,
        size=Claim("size", {"width": size[0], "height": size[1]}, 0.3) if size else None,
        panels=tuple(_panel(evidence, n, many=len(everywhere) > 1) for n in reading_order(evidence)),
    )


def facts(evidence: Json) -> tuple[Claim, ...]:
    """All claims, most important first."""
    whole = read(evidence)
    first, second, third, last = [], [], [], []
    first += [c for c in (whole.panel_count, whole.suptitle) if c]
    third += [c for c in (whole.layout, whole.figures) if c]
    for panel in whole.panels:
        first += panel.kinds
        first += [c for name, c in panel.words.items() if name == "title"]
        second += [c for name, c in panel.words.items() if name != "title"]
        second += [*panel.counts, *([panel.legend] if panel.legend else [])]
        for series in panel.series:
            second += [c for c in (series.names, series.colour, series.colours) if c]
            second += series.data
            last += series.style
        third += [
            *panel.frame,
            *panel.references,
            *panel.notes,
            *([panel.legend_title] if panel.legend_title else []),
        ]
    last += [whole.size] if whole.size else []
    return tuple(_once(first + second + third + last))


def _once(claims: list[Claim]) -> list[Claim]:
    """Claims without repetition."""
    kept: list[Claim] = []
    for claim in claims:
        if claim not in kept:
            kept.append(claim)
    return kept


def _read(text: Any) -> str:
    return " ".join(str(text or "").split())


def _panel(evidence: Json, number: int, *, many: bool) -> PanelFacts:
    axes = axes_of(evidence)[number]
    here: dict[str, Any] = {"axes": number} if many else {}
    listed = series_of(axes)
    kinds = Counter(kind_of(s) for s in listed if not is_reference(s) and kind_of(s) in NAMED_KINDS)
    every = Counter(kind_of(s) for s in listed)
    words = {
        name: Claim(name, {**here, "text": _read(axes[name])}, 1.5 if name == "title" else 1.0)
        for name in ("title", "xlabel", "ylabel")
        if _read(axes.get(name))
    }
    legend = axes.get("legend") or {}
    labels = [_read(t) for t in legend.get("labels") or []]
    title = _read(legend.get("title"))
    return PanelFacts(
        number=number,
        kinds=tuple(Claim("chart_type", {**here, "kind": k}, 2.0) for k in kinds),
        counts=tuple(
            Claim("series_count", {**here, "kind": k, "n": n})
            for k, n in kinds.items()
            if n > 1 and n == every[k]
        ),
        words=words,
        legend=Claim("legend", {**here, "labels": labels}) if labels else None,
        legend_title=Claim("legend_title", {**here, "text": title}, 0.5) if labels and title else None,
        frame=tuple(_frame(axes, here, twin=has_twin(evidence, number))),
        series=tuple(
            _series(axes, s, here) for s in listed if kind_of(s) in NAMED_KINDS and not is_reference(s)
        ),
        references=tuple(_references(listed, here)),
        notes=tuple(_notes(axes, here)),
    )


def _frame(axes: Json, here: dict[str, Any], *, twin: bool) -> list[Claim]:
    claims = []
    projection = axes.get("projection")
    if projection in ("polar", "3d"):
        claims.append(Claim("projection", {**here, "name": projection}))
    flat = projection == "rectilinear" and axes.get("visible_axis", True)
    for axis in "xy":
        scale = axes.get(f"{axis}scale")
        if flat and scale in ("log", "symlog", "logit"):
            claims.append(Claim("scale", {**here, "axis": axis, "scale": scale}))
        if flat and not twin and (pair := drawn_limits(axes, axis)):
            claims.append(Claim("limits", {**here, "axis": axis, "low": pair[0], "high": pair[1]}, 0.5))
    if axes.get("grid") and flat:
        claims.append(Claim("grid", {**here, "on": True}, 0.5))
    background = axes.get("facecolor")
    if background and background != "#ffffff" and flat:
        claims.append(Claim("background", {**here, "colour": background}, 0.5))
    return claims


def _references(listed: list[Json], here: dict[str, Any]) -> list[Claim]:
    claims = []
    for series in listed:
        if not is_reference(series):
            continue
        xs, ys = points_of(series)
        axis, level = ("y", ys) if series["reference"] == "h" else ("x", xs)
        if level and level[0] == level[-1]:
            claims.append(Claim("reference_line", {**here, "axis": axis, "value": level[0]}, 0.5))
    return claims[:4]


def _notes(axes: Json, here: dict[str, Any]) -> list[Claim]:
    """Notes that can be read: short ones, at most four."""
    texts = list(dict.fromkeys(_read(t.get("text")) for t in axes.get("texts") or []))
    return [Claim("text", {**here, "text": t}, 0.5) for t in texts if 0 < len(t) <= 60][:4]


def _series(axes: Json, series: Json, here: dict[str, Any]) -> SeriesFacts:
    kind, label = kind_of(series), label_of(series)
    same = [s for s in series_of(axes) if kind_of(s) == kind]
    place = next(i for i, s in enumerate(same) if s is series)
    ref: dict[str, Any] = {**here, "kind": kind}
    if label and sum(label_of(s) == label for s in same) == 1:
        ref["label"] = label
    elif len(same) > 1:
        label = ""
        ref["index"] = place
    else:
        label = ""
    data, full = _data(series, ref)
    names = categories(axes, series)
    axis = "y" if kind == "barh" else "x"
    several = [c for c in series.get("colours") or [] if c]
    return SeriesFacts(
        kind=kind,
        label=label,
        place=place,
        alone=len(same) == 1,
        count=count_of(series),
        colour=Claim("colour", {**ref, "colour": series["colour"]}) if series.get("colour") else None,
        colours=Claim("colours", {**ref, "colours": several})
        if not series.get("colour") and 1 < len(several) == count_of(series) <= 8 and kind != "scatter"
        else None,
        data=data,
        full=full,
        names=Claim("tick_labels", {**here, "axis": axis, "labels": names})
        if names and len(names) <= 20
        else None,
        style=_style(series, kind, ref),
    )


def _data(series: Json, ref: dict[str, Any]) -> tuple[tuple[Claim, ...], bool]:
    """(claims, whether they hold all the data)."""
    kind = kind_of(series)
    if kind == "image":
        return _cells(series, ref)
    if kind == "contour" or (kind == "area" and "sideways" not in series):
        return (), False
    xs, ys = points_of(series)
    whole = len(xs) == count_of(series) <= MOST_VALUES and bool(xs)
    if kind == "pie":
        parts = [round(100 * v, 1) for v in series.get("y") or [] if v is not None]
        if not parts or len(parts) > 12:
            return (Claim("point_count", {**ref, "n": count_of(series)}),), False
        here = {k: v for k, v in ref.items() if k == "axes"}
        claims = [Claim("shares", {**here, "percent": parts})]
        labels = [_read(t) for t in series.get("labels") or []]
        if len(labels) == len(parts) and all(labels):
            claims.insert(0, Claim("wedge_labels", {**here, "labels": labels}))
        return tuple(claims), True
    if whole and kind in ("bar", "barh") and _grounded(series):
        measure = "x" if kind == "barh" else "y"
        place = "y" if kind == "barh" else "x"
        rows = sorted(zip(series[place], series[measure], strict=True))
        claims = [Claim("values", {**ref, measure: [v for _, v in rows]})]
        base = series.get("base") or []
        if any(base) and len(base) == len(rows) and None not in base:
            claims.append(
                Claim(
                    "base", {**ref, "values": [b for _, b in sorted(zip(series[place], base, strict=True))]}
                )
            )
        return tuple(claims), True
    if whole and kind not in ("bar", "barh"):
        depth = {"z": series["z"]} if len(series.get("z") or []) == len(xs) else {}
        return (Claim("values", {**ref, "x": xs, "y": ys, **depth}),), True
    claims = [Claim("point_count", {**ref, "n": count_of(series)})]
    measure = "x" if kind == "barh" else "y"
    listed = [v for v in series.get(measure) or [] if v is not None]
    if listed and min(listed) < max(listed):
        claims.append(
            Claim("value_range", {**ref, "axis": measure, "low": min(listed), "high": max(listed)}, 0.5)
        )
    return tuple(claims), False


def _cells(series: Json, ref: dict[str, Any]) -> tuple[tuple[Claim, ...], bool]:
    """The values of a small grid, and the colour map."""
    rows = series.get("values") or []
    claims = (
        [Claim("colour_map", {**ref, "name": series["cmap"]}, 0.5)] if rows and series.get("cmap") else []
    )
    whole = list(series.get("shape") or []) == [len(rows), len(rows[0]) if rows else 0]
    if whole and len(rows) * len(rows[0]) <= 36 and not any(v is None for row in rows for v in row):
        return (Claim("cells", {**ref, "rows": rows}), *claims), True
    return tuple(claims), False


def _grounded(series: Json) -> bool:
    """Whether the bars stand at distinct places, so that their order is clear."""
    places = series.get("y" if series.get("kind") == "barh" else "x") or []
    return len(set(places)) == len(places) and None not in places


def _style(series: Json, kind: str, ref: dict[str, Any]) -> tuple[Claim, ...]:
    claims = []
    if kind in ("line", "step") and series.get("linestyle") in ("--", ":", "-."):
        claims.append(Claim("linestyle", {**ref, "style": series["linestyle"]}, 0.5))
    if kind in ("line", "scatter") and has_marker(series) and series["marker"] in MARKER_WORDS:
        claims.append(Claim("marker", {**ref, "marker": series["marker"]}, 0.5))
    return tuple(claims)


MARKER_WORDS = {
    "o": "round",
    "s": "square",
    "^": "triangle",
    "v": "downward triangle",
    "D": "diamond",
    "x": "x-shaped",
    "+": "plus-shaped",
    "*": "star",
    ".": "dot",
}
