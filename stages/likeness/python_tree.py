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
    imported, members = _imported(tree), _members(tree)
    parameters = {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    recency = Recency()
    tokens: list[str] = []
    scopes = 0
    # A node with the names bound around it, each to what it is called across the program; or a token.
    rest: list[tuple[ast.AST | str, dict[str, str]]] = [(tree, _bound(tree, ""))]
    while rest:
        node, scope = rest.pop()
        if isinstance(node, str):
            tokens.append(node)
            continue
        if isinstance(node, (ast.Name, ast.arg)):
            name = node.id if isinstance(node, ast.Name) else node.arg
            tokens.append(recency.token(scope[name]) if name in scope else imported.get(name, name))
        elif isinstance(node, ast.Attribute):
            tokens.append(f".{recency.token(node.attr) if node.attr in members else node.attr}")
        elif isinstance(node, ast.keyword):
            own = node.arg in parameters and node.arg is not None
            tokens.append(f"{recency.token(str(node.arg)) if own else node.arg}=")
        elif isinstance(node, ast.Constant):
            tokens.append(repr(node.value))
        elif isinstance(node, ast.alias):
            tokens.append(node.name)
        elif isinstance(node, _DEFINITIONS):
            tokens += [type(node).__name__, recency.token(scope.get(node.name, node.name))]
        elif isinstance(node, ast.ImportFrom):
            tokens += ["ImportFrom", node.module or "."]
        elif not isinstance(node, _SILENT):
            tokens.append(type(node).__name__)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            scopes += 1
            scope = scope | _bound(node, f"{scopes}:")
        rest += reversed([(child, scope) for child in _children(node, parameters)])
    return tokens


def _children(node: ast.AST, own: set[str]) -> Iterator[ast.AST | str]:
    """Child nodes, a token at the end of a block: keyword arguments by name, those of `own` functions first
    and as they stand; docstrings left out."""
    for field, value in ast.iter_fields(node):
        if isinstance(value, ast.AST):
            yield value
        elif isinstance(value, list):
            if field == "keywords":
                value = sorted(value, key=lambda k: "" if k.arg is None or k.arg in own else k.arg)
            elif field == "body" and isinstance(node, (ast.Module, *_DEFINITIONS)):
                value = [s for s in value if not _docstring(s)]
            yield from (child for child in value if isinstance(child, ast.AST))
            if value and field in ("body", "orelse", "finalbody") and not isinstance(node, ast.Module):
                yield "end"


def _docstring(statement: ast.AST) -> bool:
    """Whether it is a bare string (a docstring, or a comment written as one)."""
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
    )


def _bound(within: ast.AST, prefix: str) -> dict[str, str]:
    """Names bound within a module or function, each with the prefix of its scope."""
    found: set[str] = set()
    for node in ast.walk(within):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            found.add(node.id)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, _DEFINITIONS) and node is not within:
            found.add(node.name)
    return {name: prefix + name for name in found}


def _imported(tree: ast.AST) -> dict[str, str]:
    """Names given by `import … as`, to what they stand for."""
    return {
        alias.asname: alias.name
        for node in ast.walk(tree)
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for alias in node.names
        if alias.asname
    }


def _members(tree: ast.AST) -> set[str]:
    """Attributes that the program itself gives its objects: methods, and `self.x = …`."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            found |= {s.name for s in node.body if isinstance(s, _DEFINITIONS)}
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            if isinstance(node.value, ast.Name) and node.value.id == "self":
                found.add(node.attr)
    return found
