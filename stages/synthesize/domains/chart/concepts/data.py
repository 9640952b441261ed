"""Concept "data": a point less, another value, all values scaled, bars sorted, a series more."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import libcst as cst

from stages.synthesize.domains.chart.colours import PALETTES
from stages.synthesize.domains.chart.concepts.calls import Call
from stages.synthesize.domains.chart.concepts.places import pick
from stages.synthesize.domains.chart.concepts.source import Source
from stages.synthesize.domains.chart.concepts.tree import numbers_of, text_of, with_keyword
from stages.synthesize.domains.chart.figures import data_series
from stages.synthesize.domains.chart.numbers import literal, quoted, rounded

MOST_VALUES = 40
_XY = ("plot", "scatter", "step", "fill_between", "stem", "bar", "barh", "errorbar")


def _measures(source: Source) -> list[tuple[Call, cst.BaseExpression]]:
    """(call, list literal of its values) of the plotting calls that have one."""
    found = []
    for call in source.plotting:
        given = call.positional
        if call.starred or call.repeated or not given or (call.method not in _XY and call.method != "pie"):
            continue
        at = 1 if call.method != "pie" and len(given) > 1 else 0
        node = source.value(given[at].value)
        values = numbers_of(node)
        if values and 2 <= len(values) <= MOST_VALUES:
            found.append((call, node))
    return found


def choices(source: Source) -> list[str]:
    measured = _measures(source)
    if not source.single or not measured or len(measured) != len(source.plotting):
        return []
    pie = any(c.method == "pie" for c, _ in measured)
    found = ["one_value", "replace"]
    if not pie:
        found.append("scale")
    lists = _parallel(source)
    if lists is not None and all(len(n.elements) > 3 for n in lists):
        found.append("drop_last")
    if len(measured) == 1 and measured[0][0].method in ("bar", "barh") and lists is not None:
        values = numbers_of(measured[0][1])
        if _words(source, measured[0][0]) and values != sorted(values, reverse=True):
            found.append("sort")
    line_like = all(c.method in ("plot", "scatter", "step") and c.bare for c, _ in measured)
    if line_like and len(measured) <= 4 and len(measured) == len(data_series(source.axes)):
        found.append("add_series")
    return found


def apply(source: Source, rng: Random) -> str:
    choice = pick(choices(source), "data", rng)
    measured = _measures(source)
    if choice == "drop_last":
        return source.edit({node: _without_last for node in _parallel(source)})
    if choice == "sort":
        return _sorted(source, measured[0][1])
    if choice == "scale":
        factor = rng.choice((2, 3, 10, 0.5))
        return source.edit({node: _scaled(factor) for _, node in measured})
    call, node = rng.choice(measured)
    values = numbers_of(node)
    if choice == "one_value":
        at = rng.randrange(len(values))
        value = other(values, values[at], rng)
        return source.edit({node.elements[at].value: lambda old: _number(value)})
    if choice == "replace":
        new = _like(values, rng)
        return source.edit(
            {e.value: (lambda old, v=v: _number(v)) for e, v in zip(node.elements, new, strict=True)}
        )
    return _one_more(source, measured, rng)


def _number(value: float) -> cst.BaseExpression:
    return cst.parse_expression(literal(value))


def other(values: list[float], old: float, rng: Random) -> float:
    """A value in reach of the data that differs clearly from `old`; positive data stay positive."""
    span = max(values) - min(values) or abs(old) or 1.0
    new = old + span * rng.choice((-0.6, -0.4, 0.3, 0.5, 0.8))
    if min(values) > 0 and new <= 0:
        new = old + 0.5 * span
    rough = (
        rounded([*values, new], 2)[-1] if all(v == int(v) for v in values) else rounded([span, new], 2)[-1]
    )
    new = round(rough) if all(v == int(v) for v in values) and span >= 3 else rough
    return new if abs(new - old) > 0.05 * span else rounded([span, old + span], 3)[-1]


def _like(values: list[float], rng: Random) -> list[float]:
    """As many new values in the range of the old ones."""
    low, high = min(values), max(values)
    if low == high:
        low, high = 0.5 * low, 1.5 * high or 1.0
    whole = all(v == int(v) for v in values) and high - low >= 3
    new = rounded([low + (high - low) * rng.random() for _ in values], 2)
    return [float(round(v)) for v in new] if whole else new


def _scaled(factor: float) -> Callable[[Any], Any]:
    def change(node: Any) -> Any:
        values = [v * factor for v in numbers_of(node)]
        return _rewritten(node, [literal(float(f"{v:.6g}")) for v in values])

    return change


def _rewritten(node: Any, codes: list[str]) -> Any:
    elements = [
        e.with_changes(value=cst.parse_expression(c)) for e, c in zip(node.elements, codes, strict=True)
    ]
    return node.with_changes(elements=elements)


def _without_last(node: Any) -> Any:
    kept = list(node.elements[:-1])
    last = kept[-1].with_changes(comma=node.elements[-1].comma)
    return node.with_changes(elements=[*kept[:-1], last])


def _parallel(source: Source) -> list[Any] | None:
    """List literals that hold one element a point (x, y, base, colours, ...), or None when one is hidden."""
    lists: dict[int, Any] = {}
    for call in source.plotting:
        if len(call.positional) > 2:
            return None
        for arg in call.node.args:
            node = source.value(arg.value)
            if isinstance(node, cst.List | cst.Tuple):
                lists[id(node)] = node
            elif arg.keyword is None:
                return None
    lengths = {len(n.elements) for n in lists.values()}
    whole = not any(isinstance(e, cst.StarredElement) for n in lists.values() for e in n.elements)
    if source.named("xticks", "yticks", "xticklabels", "yticklabels"):
        return None
    return list(lists.values()) if len(lengths) == 1 and whole else None


def _words(source: Source, call: Call) -> bool:
    node = source.value(call.positional[0].value)
    return isinstance(node, cst.List | cst.Tuple) and all(text_of(e.value) is not None for e in node.elements)


def _sorted(source: Source, measures: Any) -> str:
    """Largest first; every parallel list follows."""
    values = numbers_of(measures)
    order = sorted(range(len(values)), key=lambda i: -values[i])

    def change(node: Any) -> Any:
        return _rewritten(node, [source.code(node.elements[i].value) for i in order])

    return source.edit({node: change for node in _parallel(source)})


def _one_more(source: Source, measured: list[tuple[Call, Any]], rng: Random) -> str:
    """A copy of the last plotting statement with other values, another colour and another label."""
    call, node = measured[-1]
    at = 1 if len(call.positional) > 1 else 0
    new_values = "[" + ", ".join(map(literal, _like(numbers_of(node), rng))) + "]"
    present = call.keyword("color", "c")
    used = {text_of(c.keyword("color", "c").value) for c, _ in measured if c.keyword("color", "c")}
    args = list(call.node.args)
    args[at] = args[at].with_changes(value=cst.parse_expression(new_values))
    copy = call.node.with_changes(args=args)
    if present is not None:
        colour = rng.choice([c for c in PALETTES["warm"] + PALETTES["cool"] if c not in used])
        copy = with_keyword(copy, "color", quoted(colour), aliases=("c",))
    if call.keyword("label"):
        labels = {text_of(c.keyword("label").value) for c, _ in measured if c.keyword("label")}
        name = rng.choice(
            [n for n in ("New", "Extra", "Other", "Baseline", "Target", "Model") if n not in labels]
        )
        copy = with_keyword(copy, "label", quoted(name))
    line = cst.SimpleStatementLine([cst.Expr(copy)])
    return source.edit({call.line: lambda updated: cst.FlattenSentinel([updated, line])})
