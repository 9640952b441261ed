"""What a chart shows, as claims: grouped by figure, panel and series, and in one ordered list.

Claims name the axes by number only where a figure has several, and a series by its label where that is its
own, so that a program which draws the same picture in another order still meets them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from stages.synthesize.domain import Claim
from stages.synthesize.domains.chart.canonical import grid_of, reading_order
from stages.synthesize.domains.chart.figures import (
    Json,
    axes_of,
    drawn_limits,
    has_twin,
    is_reference,
    kind_of,
    panel_numbers,
    points_of,
    series_of,
    shown,
)
from stages.synthesize.domains.chart.series_facts import SeriesFacts, read_text, series_facts

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
        suptitle=Claim("suptitle", {"text": read_text(figure["suptitle"])})
        if read_text(figure.get("suptitle"))
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


def _panel(evidence: Json, number: int, *, many: bool) -> PanelFacts:
    axes = axes_of(evidence)[number]
    here: dict[str, Any] = {"axes": number} if many else {}
    listed = series_of(axes)
    kinds = Counter(kind_of(s) for s in listed if not is_reference(s) and kind_of(s) in NAMED_KINDS)
    every = Counter(kind_of(s) for s in listed)
    words = {
        name: Claim(name, {**here, "text": read_text(axes[name])}, 1.5 if name == "title" else 1.0)
        for name in ("title", "xlabel", "ylabel")
        if read_text(axes.get(name))
    }
    legend = axes.get("legend") or {}
    labels = [read_text(t) for t in legend.get("labels") or []]
    title = read_text(legend.get("title"))
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
            series_facts(axes, s, here) for s in listed if kind_of(s) in NAMED_KINDS and not is_reference(s)
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
    texts = list(dict.fromkeys(read_text(t.get("text")) for t in axes.get("texts") or []))
    return [Claim("text", {**here, "text": t}, 0.5) for t in texts if 0 < len(t) <= 60][:4]
