"""Concepts for programs with several axes or figures: one thing that stands plainly in the code is changed.

Which axes a name stands for is not known here, so nothing is added, and what is changed is found again as
the difference of the two pictures. Only code after the last new figure is touched: the last one is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import libcst as cst

from stages.synthesize.domain import NotApplicable
from stages.synthesize.domains.chart.colours import PALETTES
from stages.synthesize.domains.chart.concepts import chart_type, data
from stages.synthesize.domains.chart.concepts import layout as layout_of
from stages.synthesize.domains.chart.concepts import title as words
from stages.synthesize.domains.chart.concepts.calls import Call
from stages.synthesize.domains.chart.concepts.source import PLOTTING, Source
from stages.synthesize.domains.chart.concepts.tree import numbers_of, removal, text_of, with_keyword
from stages.synthesize.domains.chart.numbers import literal, quoted

Edits = dict[cst.CSTNode, Callable[[Any], Any]]
_FIGURES = ("figure", "subplots", "subplot_mosaic")
_TEXTS = ("title", "xlabel", "ylabel", "suptitle")
_LINE_KINDS = ("scatter", "step")


def _calls(source: Source, *methods: str) -> list[Call]:
    """Calls of the methods in the part of the code that draws the last figure, each run once."""
    new = [i for i, c in enumerate(source.calls) if c.receiver == "plt" and c.method in _FIGURES]
    found = source.calls[new[-1] :] if new else source.calls
    return [c for c in found if c.method in methods and not c.repeated and not c.starred]


def _statements(source: Source, *methods: str) -> list[Call]:
    return [c for c in _calls(source, *methods) if c.bare and c.line is not None and len(c.line.body) == 1]


def title(source: Source) -> list[tuple[Call, Any]]:
    return [
        (c, "text")
        for c in _calls(source, *_TEXTS)
        if c.positional and text_of(c.positional[0].value) is not None
    ]


def palette(source: Source) -> list[tuple[Call, Any]]:
    return [
        (c, "colour")
        for c in _calls(source, *PLOTTING)
        if (a := c.keyword("color", "c")) and text_of(a.value)
    ]


def legend(source: Source) -> list[tuple[Call, Any]]:
    return [(c, "remove") for c in _statements(source, "legend")]


def annotation(source: Source) -> list[tuple[Call, Any]]:
    return [(c, "remove") for c in _statements(source, "text", "annotate", "axhline", "axvline")]


def layout(source: Source) -> list[tuple[Call, Any]]:
    created = [c for c in source.calls if c.receiver == "plt" and c.method in ("figure", "subplots")]
    sizes = [(c, "size") for c in created[-1:] if not c.starred and not c.repeated]
    return sizes + [(c, "remove") for c in _statements(source, "grid")]


def style(source: Source) -> list[tuple[Call, Any]]:
    return [
        (c, "style")
        for c in _calls(source, "plot")
        if len(c.positional) == 2
        and text_of(c.positional[1].value) is None
        and not c.keyword("linestyle", "ls")
    ]


def values(source: Source) -> list[tuple[Call, Any]]:
    found = []
    for call in _calls(source, "plot", "bar", "barh", "scatter", "step", "pie"):
        given = call.positional
        if not given or len(given) > 2:
            continue
        node = source.value(given[-1].value)
        if 2 <= len(numbers_of(node) or []) <= data.MOST_VALUES:
            found.append((call, node))
    return found


def kinds(source: Source) -> list[tuple[Call, Any]]:
    return [
        (c, "kind") for c in _calls(source, "plot") if len(c.positional) >= 2 and chart_type.convertible(c)
    ]


CONCEPTS: dict[str, Callable[[Source], list[tuple[Call, Any]]]] = {
    "chart_type": kinds,
    "palette": palette,
    "legend": legend,
    "data": values,
    "annotation": annotation,
    "layout": layout,
    "title": title,
    "style": style,
}


def apply(source: Source, concept: str, rng: Random) -> str:
    """One place that the concept can change, changed. Raises NotApplicable where there is none."""
    sites = CONCEPTS[concept](source) if concept in CONCEPTS else []
    if not sites:
        raise NotApplicable(f"no {concept} that can be changed stands plainly in the code")
    return source.edit(_edits(source, *rng.choice(sites), rng))


def _edits(source: Source, call: Call, what: Any, rng: Random) -> Edits:
    if what == "remove":
        return removal([call])
    if what == "text":
        old = text_of(call.positional[0].value)
        bank = words.AXES[call.method[0]] if call.method in ("xlabel", "ylabel") else words.SUBJECTS
        new = rng.choice([t for t in bank if t != old])
        return {call.positional[0].value: lambda node: cst.SimpleString(quoted(new))}
    if what == "colour":
        old = text_of(call.keyword("color", "c").value)
        new = rng.choice([c for name in sorted(PALETTES) for c in PALETTES[name] if c != old])
        return {call.node: lambda node: with_keyword(node, "color", quoted(new), aliases=("c",))}
    if what == "size":
        size = rng.choice(layout_of.SIZES)
        return {call.node: lambda node: with_keyword(node, "figsize", f"({size[0]}, {size[1]})")}
    if what == "style":
        name, value = rng.choice(
            (("linestyle", "'--'"), ("linestyle", "':'"), ("linewidth", "3"), ("marker", "'o'"))
        )
        aliases = {"linewidth": ("lw",)}.get(name, ())
        return {call.node: lambda node: with_keyword(node, name, value, aliases=aliases)}
    if what == "kind":
        method = rng.choice(_LINE_KINDS)
        return {call.node: lambda node: chart_type.converted(source, node, method)}
    numbers = numbers_of(what)
    at = rng.randrange(len(numbers))
    value = data.other(numbers, numbers[at], rng)
    return {what.elements[at].value: lambda node: cst.parse_expression(literal(value))}
