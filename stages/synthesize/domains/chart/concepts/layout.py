"""Concept "layout": size, grid, limits, background."""

from __future__ import annotations

from random import Random

from stages.synthesize.domains.chart.concepts.calls import Call
from stages.synthesize.domains.chart.concepts.places import can_insert, is_flat, pick
from stages.synthesize.domains.chart.concepts.source import Source
from stages.synthesize.domains.chart.concepts.tree import removal, with_keyword
from stages.synthesize.domains.chart.numbers import literal, quoted, rounded

SIZES = ((4, 3), (6, 3), (5, 4), (6, 4), (8, 4), (5, 5), (3, 4), (7, 3))
_BACKGROUNDS = ("#f0f0f0", "#fff8e7", "#eaf2f8", "#f5f5dc", "#e8f5e9")


def _figure_call(source: Source) -> Call | None:
    found = [c for c in source.calls if c.receiver == "plt" and c.method in ("subplots", "figure")]
    return found[0] if len(found) == 1 and not found[0].repeated and not found[0].starred else None


def choices(source: Source) -> list[str]:
    if not source.single or not source.plotting:
        return []
    choices = ["size"] if _figure_call(source) else []
    given = source.named("grid")
    if is_flat(source):
        if not given and not source.axes.get("grid") and can_insert(source, "grid"):
            choices.append("grid")
        if given and source.axes.get("grid") and all(c.bare and not c.repeated for c in given):
            choices.append("no_grid")
        if not source.named("ylim", "set", "axis") and can_insert(source, "ylim"):
            choices.append("limits")
        if (
            source.axes.get("facecolor") == "#ffffff"
            and can_insert(source, "facecolor")
            and source.receiver != "plt"
        ):
            choices.append("background")
    return choices


def apply(source: Source, rng: Random) -> str:
    choice = pick(choices(source), "layout", rng)
    if choice == "size":
        figure = source.evidence["figures"][-1]
        size = rng.choice([s for s in SIZES if list(s) != [round(v, 2) for v in figure.get("size") or []]])
        code = f"({size[0]}, {size[1]})"
        return source.edit({_figure_call(source).node: lambda node: with_keyword(node, "figsize", code)})
    if choice == "no_grid":
        return source.edit(removal(source.named("grid")))
    if choice == "limits":
        return source.edit(source.insertion(("ylim", ", ".join(map(literal, _roomier(source, rng))))))
    arguments = {"grid": "True", "background": quoted(rng.choice(_BACKGROUNDS))}[choice]
    return source.edit(source.insertion(({"background": "facecolor"}.get(choice, choice), arguments)))


def _roomier(source: Source, rng: Random) -> list[float]:
    """Limits of y with more room above, and below where the data do not start at 0."""
    low, high = source.axes["ylim"]
    if source.axes.get("yscale") != "linear":
        return rounded([low / 2, high * 2], 2)
    room = (high - low) * rng.choice((0.2, 0.3, 0.5))
    low = 0.0 if 0 <= low else low - room
    return rounded([low, high + room], 2)
