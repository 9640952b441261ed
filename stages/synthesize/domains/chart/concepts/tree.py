"""Small changes of a syntax tree: keywords of a call, statements dropped, literals read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import libcst as cst

from stages.synthesize.domains.chart.concepts.calls import Call


def removal(calls: list[Call]) -> dict[cst.CSTNode, Callable[[Any], Any]]:
    """Edits that drop the statements of `calls`."""
    return {c.line: lambda updated: cst.RemoveFromParent() for c in calls}


def with_keyword(call: cst.Call, name: str, code: str | None, *, aliases: tuple[str, ...] = ()) -> cst.Call:
    """The call with keyword `name` set (in place, or at the canonical place), or without it."""
    args = [a for a in call.args]
    at = next((i for i, a in enumerate(args) if a.keyword and a.keyword.value in (name, *aliases)), None)
    if code is None:
        args = [a for i, a in enumerate(args) if i != at]
    else:
        arg = cst.Arg(
            value=cst.parse_expression(code),
            keyword=cst.Name(name),
            equal=cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace("")),
        )
        if at is not None:
            args[at] = args[at].with_changes(value=arg.value, keyword=arg.keyword)
        else:
            args.insert(_place(args, name), arg)
    return call.with_changes(args=spaced(args))


_KEYWORDS = (
    "bottom",
    "left",
    "width",
    "height",
    "xerr",
    "yerr",
    "color",
    "linestyle",
    "marker",
    "linewidth",
    "label",
)


def _place(args: list[cst.Arg], name: str) -> int:
    """Where a keyword goes so that keywords stay in canonical order."""
    if name not in _KEYWORDS:
        return len(args)
    later = _KEYWORDS[_KEYWORDS.index(name) + 1 :]
    return next((i for i, a in enumerate(args) if a.keyword and a.keyword.value in later), len(args))


def spaced(args: list[cst.Arg]) -> list[cst.Arg]:
    """Arguments with a comma and a space between them; written line breaks stay."""
    comma = cst.Comma(whitespace_after=cst.SimpleWhitespace(" "))
    fixed = []
    for i, arg in enumerate(args):
        if i == len(args) - 1:
            fixed.append(arg.with_changes(comma=cst.MaybeSentinel.DEFAULT))
        else:
            fixed.append(arg if isinstance(arg.comma, cst.Comma) else arg.with_changes(comma=comma))
    return fixed


def text_of(node: cst.BaseExpression | None) -> str | None:
    """The value of a plain string literal."""
    if isinstance(node, cst.SimpleString):
        value = node.evaluated_value
        return value if isinstance(value, str) else None
    return None


def number_of(node: cst.BaseExpression) -> float | None:
    """The value of a number literal, its sign included."""
    sign = 1
    if isinstance(node, cst.UnaryOperation) and isinstance(node.operator, cst.Minus):
        sign, node = -1, node.expression
    if isinstance(node, cst.Integer | cst.Float):
        return sign * node.evaluated_value
    return None


def numbers_of(node: cst.BaseExpression | None) -> list[float] | None:
    """The values of a list or tuple of number literals."""
    if not isinstance(node, cst.List | cst.Tuple):
        return None
    values = [number_of(e.value) for e in node.elements]
    return None if not values or None in values else values
