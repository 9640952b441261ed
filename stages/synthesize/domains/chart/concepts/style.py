"""Concept "style": strokes and markers of lines."""

from __future__ import annotations

from random import Random

from stages.synthesize.domains.chart.concepts.places import pick
from stages.synthesize.domains.chart.concepts.source import Source
from stages.synthesize.domains.chart.concepts.tree import text_of, with_keyword
from stages.synthesize.domains.chart.figures import data_series


def choices(source: Source) -> list[str]:
    calls = [c for c in source.plotting if c.method in ("plot", "step")]
    if not source.single or not calls or len(calls) != len(source.plotting) or any(c.starred for c in calls):
        return []
    if len(calls) != len(data_series(source.axes)) or any(len(c.positional) != 2 for c in calls):
        return []
    if any(text_of(c.positional[1].value) is not None for c in calls):
        return []
    return ["linestyle", "linewidth", "marker"]


def apply(source: Source, rng: Random) -> str:
    name = pick(choices(source), "stroke", rng)
    calls = source.plotting
    value, aliases = {
        "linestyle": (rng.choice(["'--'", "':'", "'-.'"]), ("ls",)),
        "linewidth": (rng.choice(["3", "4", "0.8"]), ("lw",)),
        "marker": (rng.choice(["'o'", "'s'", "'^'", "'D'", "'x'"]), ()),
    }[name]
    chosen = calls if rng.random() < 0.5 else [rng.choice(calls)]
    return source.edit(
        {c.node: lambda node: with_keyword(node, name, value, aliases=aliases) for c in chosen}
    )
