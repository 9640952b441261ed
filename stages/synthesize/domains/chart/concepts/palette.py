"""Concept "palette": other colours for series, bars, wedges or the plot area."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import libcst as cst

from stages.synthesize.domain import NotApplicable
from stages.synthesize.domains.chart.colours import EXACT, PALETTES
from stages.synthesize.domains.chart.concepts.calls import Call
from stages.synthesize.domains.chart.concepts.source import Source
from stages.synthesize.domains.chart.concepts.tree import text_of, with_keyword
from stages.synthesize.domains.chart.figures import count_of, data_series
from stages.synthesize.domains.chart.numbers import quoted, quoted_list

_BY_NAME = {name: value for value, name in EXACT.items()}
_TAKES_COLOUR = ("plot", "scatter", "bar", "barh", "step", "fill_between", "hist", "errorbar")
MOST_PARTS = 6


def applies(source: Source) -> bool:
    return bool(_sites(source))


def apply(source: Source, rng: Random) -> str:
    sites = _sites(source)
    if not sites:
        raise NotApplicable("no colours stand plainly in the code")
    palette = PALETTES[rng.choice(sorted(PALETTES))]
    edits: dict[cst.CSTNode, Callable[[Any], Any]] = {}
    shuffled = rng.sample(palette, len(palette))
    for place, (call, keyword, old) in enumerate(sites):
        if isinstance(old, list):
            edits[call.node] = _listed(keyword, _fresh(old, shuffled, rng))
        else:
            edits[call.node] = _single(keyword, _fresh([old], shuffled[place % 5 :] + shuffled, rng)[0])
    return source.edit(edits)


def _single(keyword: str, colour: str) -> Callable[[cst.Call], cst.Call]:
    return lambda node: with_keyword(
        node, keyword, quoted(colour), aliases=("c",) if keyword == "color" else ()
    )


def _listed(keyword: str, colours: list[str]) -> Callable[[cst.Call], cst.Call]:
    return lambda node: with_keyword(node, keyword, quoted_list(colours))


def _fresh(old: list[str | None], palette: list[str], rng: Random) -> list[str]:
    """One colour each, none the same as before in its place."""
    spare = [c for p in sorted(PALETTES) for c in PALETTES[p] if c not in palette]
    pool = list(dict.fromkeys(palette)) + rng.sample(spare, len(spare))
    new: list[str] = []
    for was in old:
        new.append(next(c for c in pool if c not in new and c != _BY_NAME.get(str(was), was)))
    return new


def _sites(source: Source) -> list[tuple[Call, str, Any]]:
    """(call, keyword, present colour or colours): where new colours can be written."""
    if not source.single:
        return []
    sites: list[tuple[Call, str, Any]] = []
    for call in source.plotting:
        if call.starred:
            continue
        site = _pie(source, call) if call.method == "pie" else _coloured(source, call)
        if site:
            sites.append(site)
    series = len(data_series(source.axes))
    return sites if len(sites) == len(source.plotting) and len(sites) <= max(series, 1) else []


def _coloured(source: Source, call: Call) -> tuple[Call, str, Any] | None:
    if call.method not in _TAKES_COLOUR:
        return None
    present = call.keyword("color", "c")
    if present is not None:
        one = text_of(present.value)
        if one is not None:
            return call, "color", one
        if call.method in ("bar", "barh") and (several := _texts(present.value)):
            return call, "color", several
        return None
    form = call.positional[2:3] if call.method == "plot" else []
    text = text_of(form[0].value) if form else None
    if form and (text is None or any(c in "rgbcmykwC" for c in text)):
        return None
    if call.method == "plot" and len(call.positional) == 2 and text_of(call.positional[1].value) is not None:
        return None
    if call.repeated or len(call.positional) > 3:
        return None
    return call, "color", None


def _pie(source: Source, call: Call) -> tuple[Call, str, Any] | None:
    present = call.keyword("colors")
    if present is not None:
        several = _texts(present.value)
        return (call, "colors", several) if several else None
    pies = [s for s in data_series(source.axes) if s.get("kind") == "pie"]
    if len(pies) != 1 or count_of(pies[0]) > MOST_PARTS:
        return None
    return call, "colors", [None] * count_of(pies[0])


def _texts(node: cst.BaseExpression) -> list[str] | None:
    """String literals of a short list."""
    if not isinstance(node, cst.List | cst.Tuple) or not 1 <= len(node.elements) <= 8:
        return None
    texts = [text_of(e.value) for e in node.elements]
    return None if None in texts else texts
