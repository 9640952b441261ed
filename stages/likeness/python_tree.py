"""Tokens of a Python program from its syntax tree.

Layout, comments, docstrings, quotes, the order of keyword arguments and the names that the program binds do
not count; every literal does, since canonical siblings differ in nothing else.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from stages.likeness.names import Recency

_SILENT = (ast.Load, ast.Store, ast.Del, ast.Expr, ast.Module, ast.arguments, ast.JoinedStr)
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def python_tokens(code: str) -> list[str]:
    """Tokens in the order of the tree. Raises SyntaxError (or ValueError for a null byte)."""
    tree = ast.parse(code)
    imported, bound, members = _names(tree)
    recency = Recency()
    tokens: list[str] = []

    def name(text: str, known: set[str]) -> str:
        return recency.token(text) if text in known else imported.get(text, text)

    rest: list[ast.AST] = [tree]
    while rest:
        node = rest.pop()
        if isinstance(node, ast.Name):
            tokens.append(name(node.id, bound))
        elif isinstance(node, ast.arg):
            tokens.append(name(node.arg, bound))
        elif isinstance(node, ast.Attribute):
            tokens.append("." + name(node.attr, members))
        elif isinstance(node, ast.keyword):
            tokens.append(f"{name(node.arg, bound) if node.arg else '**'}=")
        elif isinstance(node, ast.Constant):
            tokens.append(repr(node.value))
        elif isinstance(node, ast.alias):
            tokens.append(node.name)
        elif isinstance(node, _DEFINITIONS):
            tokens += [type(node).__name__, name(node.name, bound | members)]
        elif isinstance(node, ast.ImportFrom):
            tokens += ["ImportFrom", node.module or "."]
        elif not isinstance(node, _SILENT):
            tokens.append(type(node).__name__)
        rest += reversed(list(_children(node, bound)))
    return tokens


def _children(node: ast.AST, bound: set[str]) -> Iterator[ast.AST]:
    """Child nodes: keyword arguments of other people's functions by name, docstrings left out."""
    for field, value in ast.iter_fields(node):
        if isinstance(value, list):
            if field == "keywords":
                value = sorted(value, key=lambda k: "" if k.arg is None or k.arg in bound else k.arg)
            elif field == "body" and isinstance(node, (ast.Module, *_DEFINITIONS)):
                value = [s for s in value if not _docstring(s)]
            yield from (child for child in value if isinstance(child, ast.AST))
        elif isinstance(value, ast.AST):
            yield value


def _docstring(statement: ast.AST) -> bool:
    """Whether it is a bare string (a docstring, or a comment written as one)."""
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
    )


def _names(tree: ast.AST) -> tuple[dict[str, str], set[str], set[str]]:
    """Imported names to what they stand for, names bound, and attributes bound (methods, `self.x = …`)."""
    imported: dict[str, str] = {}
    bound: set[str] = set()
    members: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            imported |= {a.asname: a.name for a in node.names if a.asname}
        elif isinstance(node, ast.ImportFrom):
            imported |= {a.asname: a.name for a in node.names if a.asname}
        elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            bound.add(node.id)
        elif isinstance(node, ast.arg):
            bound.add(node.arg)
        elif isinstance(node, _DEFINITIONS):
            bound.add(node.name)
            members |= {
                s.name for s in node.body if isinstance(node, ast.ClassDef) and isinstance(s, _DEFINITIONS)
            }
        elif isinstance(node, ast.ExceptHandler) and node.name:
            bound.add(node.name)
        elif (
            isinstance(node, ast.Attribute)
            and isinstance(node.ctx, ast.Store)
            and isinstance(node.value, ast.Name)
            and node.value.id == "self"
        ):
            members.add(node.attr)
    return imported, bound, members
