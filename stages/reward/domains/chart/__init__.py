"""Criteria of the chart domain: a claim of an instruction, decided from what the program drew.

A claim is {"kind", "args", "weight"}. `args` may name the axes by number ("axes"; without it any axes of the
shown figure will do) and a series by "kind", "label" or "index" (draw order among that kind). Numbers agree
within 1% of the number or 0.5% of the span of their list, colours within 14 of 255 in each channel, texts
after white space is normalised. Written apart from stages/synthesize/domains/chart, from the evidence alone.
"""

from __future__ import annotations

from typing import Any

from stages.errors import JanusError
from stages.reward.domains.chart import axes, change, findings, series, strokes
from stages.reward.domains.chart.panels import shown_figure

JUDGES = (("chart", "python"),)
VERSION = "2"
"""Raised when a checker judges differently; part of every criterion it decides."""
CHECKERS: dict[str, change.Checker] = {
    "figure_count": axes.figure_count,
    "panel_count": axes.panel_count,
    "layout": axes.layout,
    "size": axes.size,
    "suptitle": axes.suptitle,
    "title": axes.title,
    "xlabel": axes.xlabel,
    "ylabel": axes.ylabel,
    "scale": axes.scale,
    "limits": axes.limits,
    "grid": axes.grid,
    "projection": axes.projection,
    "background": axes.background,
    "legend": axes.legend,
    "legend_title": axes.legend_title,
    "no_legend": axes.no_legend,
    "tick_labels": axes.tick_labels,
    "text": axes.text,
    "no_text": axes.no_text,
    "chart_type": series.chart_type,
    "no_chart_type": series.no_chart_type,
    "series_count": series.series_count,
    "point_count": series.point_count,
    "values": series.values,
    "value_range": series.value_range,
    "base": series.base,
    "cells": series.cells,
    "colour_map": series.colour_map,
    "shares": series.shares,
    "wedge_labels": series.wedge_labels,
    "colour": strokes.colour,
    "colour_family": strokes.colour_family,
    "colours": strokes.colours,
    "linestyle": strokes.linestyle,
    "linewidth": strokes.linewidth,
    "marker": strokes.marker,
    "reference_line": strokes.reference_line,
    "scaled_values": series.total_change,
    "extreme": findings.extreme,
    "peak": findings.peak,
    "trend": findings.trend,
    "monotone": findings.monotone,
    "correlation": findings.correlation,
    "largest_share": findings.largest_share,
    "above": findings.above,
    "unchanged": change.unchanged,
}
CHECKERS["changed"] = change.changed(CHECKERS)


def check(
    claim: dict[str, Any], evidence: dict[str, Any] | None, before: dict[str, Any] | None = None
) -> tuple[bool, str]:
    """(passed, what was found). `before` is the evidence of the program that an edit started from."""
    checker = CHECKERS.get(claim["kind"])
    if checker is None:
        raise JanusError(
            f"no checker for a chart claim of kind {claim['kind']!r}",
            where="stages/reward/domains/chart",
            do=f"use one of: {', '.join(sorted(CHECKERS))}",
        )
    if shown_figure(evidence) is None:
        return False, "nothing was drawn"
    return checker(claim.get("args") or {}, evidence, before)
