"""What a program's passed examples say: calls with literal arguments and the values that they gave."""

from __future__ import annotations

import ast
import builtins
from dataclasses import dataclass
from typing import Any

OUTER = ("list", "tuple", "set", "dict", "sorted", "sum", "next", "max", "min", "len")
"""Builtins that an example may put around the call."""


@dataclass(frozen=True)
class Example:
    """A doctest example that passed: `want` as it was printed."""

    source: str
    want: str

    @property
    def error(self) -> str | None:
        """`ValueError` where it raises."""
        if not self.want.startswith("Traceback"):
            return None
        return self.want.splitlines()[-1].partition(":")[0].strip()

    def alone(self, defined: set[str]) -> bool:
        """Whether it can be told by itself: one short line that needs no other, and a short value."""
        lines = len(self.source.splitlines()), len(self.want.splitlines())
        if lines != (1, 1) or len(self.source) > 100 or len(self.want) > 100 or "#" in self.source:
            return False
        return _free(self.source) <= defined | set(dir(builtins)) and not _asks_state(self.source, defined)


@dataclass(frozen=True)
class Call:
    """An example of the form `f(literals)` or `list(f(literals))` whose value is a literal too."""

    outer: str | None
    arguments: tuple[str, ...]
    named: tuple[tuple[str, str], ...]
    value: Any

    def shown(self, name: str, *arguments: str) -> str:
        """The call of another function, with these arguments or its own, as it stands in code."""
        given = arguments or (*self.arguments, *(f"{key}={value}" for key, value in self.named))
        return self.wrapped(f"{name}({', '.join(given)})")

    def wrapped(self, code: str) -> str:
        """`code` within what the example puts around its call."""
        return f"{self.outer}({code})" if self.outer else code


def passed(evidence: dict[str, Any], name: str) -> list[Example]:
    """Examples of a function's docstring, all of which held."""
    return [
        Example(e["source"], e["want"])
        for test in evidence["tests"]
        if test["kind"] == "doctest" and test["outcome"] == "passed" and test["name"] == name
        for e in test["examples"]
    ]


def calls(examples: list[Example], name: str) -> list[Call]:
    """Those that are calls of literals with a literal value, each once."""
    found = [call for example in examples if (call := _call(example, name))]
    return [call for at, call in enumerate(found) if call not in found[:at]]


def failing(examples: list[Example], name: str) -> list[tuple[Call, str]]:
    """Calls of literals that raise, and the name of the built-in exception."""
    found = []
    for example in examples:
        error = example.error
        if error and isinstance(getattr(builtins, error, None), type):
            if call := _parsed(example.source, name, None):
                found.append((call, error))
    return found


def _call(example: Example, name: str) -> Call | None:
    value = literal(example.want)
    if value is None or repr(value) != example.want:
        return None
    return _parsed(example.source, name, value)


def literal(text: str) -> Any:
    """The value of a literal other than None; None where it is no such."""
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError, TypeError):
        return None


def _parsed(source: str, name: str, value: Any) -> Call | None:
    try:
        node = ast.parse(source, mode="eval").body
    except SyntaxError:
        return None
    outer = None
    if _called(node) in OUTER and len(node.args) == 1 and not node.keywords and _called(node) != name:
        outer, node = node.func.id, node.args[0]
    if _called(node) != name or "#" in source:
        return None
    given = [*node.args, *(keyword.value for keyword in node.keywords)]
    if any(keyword.arg is None for keyword in node.keywords) or not all(map(_is_literal, given)):
        return None
    named = tuple((keyword.arg, ast.unparse(keyword.value)) for keyword in node.keywords)
    return Call(outer, tuple(map(ast.unparse, node.args)), named, value)


def _called(node: ast.expr) -> str | None:
    return node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else None


def _is_literal(node: ast.expr) -> bool:
    try:
        ast.literal_eval(node)
    except (ValueError, TypeError):
        return False
    return True


def _asks_state(source: str, defined: set[str]) -> bool:
    """Whether it reads an attribute of a function: what that is depends on the calls before."""
    attributes = [n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Attribute)]
    return any(isinstance(n.value, ast.Name) and n.value.id in defined for n in attributes)


def _free(source: str) -> set[str]:
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except SyntaxError:
        return {source}
    names = [node for node in nodes if isinstance(node, ast.Name)]
    bound = {node.id for node in names if not isinstance(node.ctx, ast.Load)}
    bound |= {node.arg for node in nodes if isinstance(node, ast.arg)}
    return {node.id for node in names} - bound
