"""Concept "legend": one that was missing, one less, or a title for it."""

from __future__ import annotations

from random import Random

from stages.synthesize.domains.chart.concepts.places import can_insert, pick
from stages.synthesize.domains.chart.concepts.source import Source
from stages.synthesize.domains.chart.concepts.tree import removal, with_keyword
from stages.synthesize.domains.chart.figures import data_series, label_of
from stages.synthesize.domains.chart.numbers import quoted


def choices(source: Source) -> list[str]:
    if not source.single or not source.plotting:
        return []
    given = source.named("legend")
    if given:
        if not all(c.bare and not c.repeated for c in given):
            return []
        return ["remove", *(["title"] if len(given) == 1 and not given[0].keyword("title") else [])]
    labelled = [s for s in data_series(source.axes) if label_of(s)]
    if labelled and can_insert(source, "legend"):
        return ["add"]
    fresh = [
        c for c in source.plotting if c.method in ("plot", "scatter", "bar", "barh", "step", "fill_between")
    ]
    plain = all(not c.repeated and not c.starred and not c.keyword("label") for c in fresh)
    if fresh and plain and len(fresh) == len(source.plotting) <= 4 and can_insert(source, "legend"):
        return ["label"] if len(fresh) == len(data_series(source.axes)) else []
    return []


_LEGENDS = ("Series", "Group", "Legend", "Kind", "Data", "Category")
_LABELS = (("Series A", "Series B", "Series C", "Series D"), ("North", "South", "East", "West"),
           ("2021", "2022", "2023", "2024"), ("Control", "Treated", "Placebo", "Untreated"),
           ("Alpha", "Beta", "Gamma", "Delta"))  # fmt: skip


def apply(source: Source, rng: Random) -> str:
    choice = pick(choices(source), "legend", rng)
    given = source.named("legend")
    if choice == "remove":
        return source.edit(removal(given))
    if choice == "title":
        title = rng.choice(_LEGENDS)
        return source.edit({given[0].node: lambda node: with_keyword(node, "title", quoted(title))})
    edits = source.insertion(("legend", ""))
    if choice == "label":
        names = rng.choice(_LABELS)
        for call, name in zip(source.plotting, names, strict=False):
            edits[call.node] = lambda node, name=name: with_keyword(node, "label", quoted(name))
    return source.edit(edits)
