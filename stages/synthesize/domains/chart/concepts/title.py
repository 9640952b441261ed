"""Concept "title": another title or axis label."""

from __future__ import annotations

from random import Random

import libcst as cst

from stages.synthesize.domains.chart.concepts.places import can_insert, pick
from stages.synthesize.domains.chart.concepts.source import Source
from stages.synthesize.domains.chart.concepts.tree import text_of
from stages.synthesize.domains.chart.figures import data_series, kind_of
from stages.synthesize.domains.chart.numbers import quoted

SUBJECTS = tuple(
    "Sales,Temperature,Rainfall,Visitors,Output,Energy use,Response time,Yield,Population,Pressure,Speed,"
    "Demand,Revenue,Growth,Signal,Measurements".split(",")
)
_SHAPES = ("{}", "{} overview", "{} by group", "{} over time", "{} in 2024", "{}, first run", "Weekly {}",
           "{} report", "{} at a glance", "Daily {}", "{} compared", "{} (revised)")  # fmt: skip
AXES = {
    "x": (
        "Time (s)",
        "Month",
        "Category",
        "Distance (km)",
        "Day",
        "Sample",
        "Year",
        "Index",
        "Position",
        "Step",
    ),
    "y": ("Value", "Count", "Amount", "Share (%)", "Height (m)", "Score", "Rate", "Price", "Level", "Total"),
}


def choices(source: Source) -> list[str]:
    if not source.single or not source.plotting:
        return []
    choices = []
    for name in ("title", "xlabel", "ylabel"):
        given = source.named(name)
        plain = [c for c in given if c.positional and text_of(c.positional[0].value) is not None and c.bare]
        if given and len(plain) == len(given) == 1:
            choices.append(name)
        elif not given and not source.named("set") and not source.axes.get(name) and can_insert(source, name):
            pies = any(kind_of(s) == "pie" for s in data_series(source.axes))
            choices += [] if pies and name != "title" else [name]
    return choices


def apply(source: Source, rng: Random) -> str:
    name = pick(choices(source), "title", rng)
    given = source.named(name)
    if name == "title":
        subject = rng.choice(SUBJECTS)
        shape = rng.choice(_SHAPES)
        text = shape.format(subject.lower() if shape.startswith(("Weekly", "Daily")) else subject)
    else:
        text = rng.choice([t for t in AXES[name[0]] if t != source.axes.get(name)])
    if given:
        old = given[0].positional[0].value
        return source.edit({old: lambda node: cst.SimpleString(quoted(text))})
    return source.edit(source.insertion((name, quoted(text))))
