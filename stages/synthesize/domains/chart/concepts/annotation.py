"""Concept "annotation": marks on top of the data: a level line, a note at the peak, values on the bars."""

from __future__ import annotations

from random import Random

from stages.synthesize.domains.chart.concepts.places import FLAT, can_insert, pick
from stages.synthesize.domains.chart.concepts.source import Source
from stages.synthesize.domains.chart.concepts.tree import removal
from stages.synthesize.domains.chart.figures import count_of, data_series, drawn_limits, kind_of, points_of
from stages.synthesize.domains.chart.numbers import literal, quoted, rounded

_PEAK = ("max", "peak", "highest", "maximum", "top")
_NOTES = ("note", "check", "outlier?", "see text", "record")
MOST_LABELLED = 10


def choices(source: Source) -> list[str]:
    if not source.single or not source.plotting:
        return []
    series = data_series(source.axes)
    kinds = {kind_of(s) for s in series}
    found = []
    texts = source.named("text", "annotate")
    if texts and all(c.bare and not c.repeated for c in texts):
        found.append("remove")
    if not series or not kinds <= set(FLAT) or source.axes.get("projection") != "rectilinear":
        return found
    if can_insert(source, "text") and points_of(series[0])[0] and not _named_places(source):
        found.append("peak")
    if can_insert(source, "axhline") and "barh" not in kinds and not source.named("axhline"):
        found.append("level")
    bars = all(c.method in ("bar", "barh") for c in source.plotting) and source.receiver != "plt"
    few = len(series) == 1 and count_of(series[0]) <= MOST_LABELLED and kinds <= {"bar", "barh"}
    if bars and few and can_insert(source, "bar_label") and not source.named("bar_label"):
        found.append("bar_labels")
    return found


def _named_places(source: Source) -> bool:
    """Limits that cut the data: a note at the peak might fall outside."""
    return any(drawn_limits(source.axes, axis) for axis in "xy")


def apply(source: Source, rng: Random) -> str:
    choice = pick(choices(source), "annotation", rng)
    if choice == "remove":
        return source.edit(removal(source.named("text", "annotate")))
    if choice == "bar_labels":
        return source.edit(source.insertion(("bar_label", f"{source.receiver}.containers[0]")))
    series = rng.choice(data_series(source.axes))
    xs, ys = points_of(series)
    if choice == "level":
        measure = sum(ys) / len(ys) if ys else 0.0
        colour = rng.choice(("#d62728", "#000000", "#7f7f7f", "#2ca02c"))
        value = literal(rounded([measure], 2)[0])
        return source.edit(source.insertion(("axhline", f"{value}, color={quoted(colour)}, linestyle='--'")))
    lying = kind_of(series) == "barh"
    measured = xs if lying else ys
    at = max(range(len(measured)), key=lambda i: measured[i])
    x, y = rounded([xs[at]], 3)[0], rounded([ys[at]], 3)[0]
    word = rng.choice(_PEAK if rng.random() < 0.8 else _NOTES)
    return source.edit(source.insertion(("text", f"{literal(x)}, {literal(y)}, {quoted(word)}")))
