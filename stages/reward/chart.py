"""Criteria of the chart domain: a claim of an instruction, decided from what the program drew.

A claim is {"kind", "args", "weight"}. `args` may name the axes by number ("axes"; without it any axes of the
shown figure will do) and a series by "kind", "label" or "index" (draw order among that kind). Numbers agree
within 1% of the number or 0.5% of the span of their list, colours within 14 of 255 in each channel, texts
after white space is normalised. Written apart from stages/synthesize/chart, from the evidence alone.
"""

from __future__ import annotations

from typing import Any

from stages.errors import JanusError
from stages.reward import chart_axes, chart_change, chart_series
from stages.reward.chart_panels import shown_figure

VERSION = "1"
"""Raised when a checker judges differently; part of every criterion it decides."""
CHECKERS: dict[str, chart_change.Checker] = {
    "figure_count": chart_axes.figure_count,
    "panel_count": chart_axes.panel_count,
    "layout": chart_axes.layout,
    "size": chart_axes.size,
    "suptitle": chart_axes.suptitle,
    "title": chart_axes.title,
    "xlabel": chart_axes.xlabel,
    "ylabel": chart_axes.ylabel,
    "scale": chart_axes.scale,
    "limits": chart_axes.limits,
    "grid": chart_axes.grid,
    "projection": chart_axes.projection,
    "background": chart_axes.background,
    "legend": chart_axes.legend,
    "legend_title": chart_axes.legend_title,
    "no_legend": chart_axes.no_legend,
    "tick_labels": chart_axes.tick_labels,
    "text": chart_axes.text,
    "no_text": chart_axes.no_text,
    "chart_type": chart_series.chart_type,
    "no_chart_type": chart_series.no_chart_type,
    "series_count": chart_series.series_count,
    "point_count": chart_series.point_count,
    "values": chart_series.values,
    "value_range": chart_series.value_range,
    "base": chart_series.base,
    "cells": chart_series.cells,
    "colour_map": chart_series.colour_map,
    "shares": chart_series.shares,
    "wedge_labels": chart_series.wedge_labels,
    "colour": chart_series.colour,
    "colour_family": chart_series.colour_family,
    "colours": chart_series.colours,
    "linestyle": chart_series.linestyle,
    "linewidth": chart_series.linewidth,
    "marker": chart_series.marker,
    "reference_line": chart_series.reference_line,
    "scaled_values": chart_series.total_change,
    "unchanged": chart_change.unchanged,
}
CHECKERS["changed"] = chart_change.changed(CHECKERS)


def check(
    claim: dict[str, Any], evidence: dict[str, Any] | None, before: dict[str, Any] | None = None
) -> tuple[bool, str]:
    """(passed, what was found). `before` is the evidence of the program that an edit started from."""
    checker = CHECKERS.get(claim["kind"])
    if checker is None:
        raise JanusError(
            f"no checker for a chart claim of kind {claim['kind']!r}",
            where="stages/reward/chart.py",
            do=f"use one of: {', '.join(sorted(CHECKERS))}",
        )
    if shown_figure(evidence) is None:
        return False, "nothing was drawn"
    return checker(claim.get("args") or {}, evidence, before)
