"""Concept "scale": a logarithmic axis where the data are positive, a linear one where it was logarithmic."""

from __future__ import annotations

from random import Random

import libcst as cst

from stages.synthesize.domains.chart.concepts.places import can_insert, is_flat, pick
from stages.synthesize.domains.chart.concepts.source import LOG_PLOTTING, Source
from stages.synthesize.domains.chart.concepts.tree import removal
from stages.synthesize.domains.chart.figures import data_series, kind_of, points_of


def choices(source: Source) -> list[str]:
    """log_x, log_y, or linear where a log scale is set."""
    if not source.single or not source.plotting or not is_flat(source):
        return []
    choices = []
    for axis in "xy":
        given = [c for c in source.named(f"{axis}scale") if c.bare]
        if given and source.axes.get(f"{axis}scale") != "linear":
            choices.append(f"linear_{axis}")
        values = [v for s in data_series(source.axes) for v in points_of(s)[0 if axis == "x" else 1]]
        drawn = {kind_of(s) for s in data_series(source.axes)}
        free = not (axis == "x" and drawn & {"bar", "stem", "area"}) and not (axis == "y" and "barh" in drawn)
        linear = source.axes.get(f"{axis}scale") == "linear" and not source.named(f"{axis}lim")
        if free and linear and values and min(values) > 0 and can_insert(source, f"{axis}scale"):
            choices.append(f"log_{axis}")
    if any(c.method in LOG_PLOTTING for c in source.plotting):
        choices.append("plain")
    return choices


def apply(source: Source, rng: Random) -> str:
    choice = pick(choices(source), "scale", rng)
    if choice == "plain":
        calls = [c for c in source.plotting if c.method in LOG_PLOTTING]
        return source.edit({c.node: _as_plot for c in calls})
    kind, axis = choice.split("_")
    if kind == "linear":
        return source.edit(removal(source.named(f"{axis}scale")))
    return source.edit(source.insertion((f"{axis}scale", "'log'")))


def _as_plot(call: cst.Call) -> cst.Call:
    return call.with_changes(func=call.func.with_changes(attr=cst.Name("plot")))
