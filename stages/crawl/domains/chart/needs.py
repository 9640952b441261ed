"""What a statement binds, reads, calls and changes, by name, on its syntax tree."""

from __future__ import annotations

import ast

SILENT = {"print", "show", "savefig", "close", "describe", "info", "head", "summary"}
"""Calls that change nothing that a later cell needs."""


def binds(statement: ast.stmt) -> set[str]:
    """Names that the statement gives a value in the module: targets, imports, definitions."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {statement.name}
    found = set()
    for node in ast.walk(statement):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.alias):
            found.add((node.asname or node.name).partition(".")[0])
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
    return found


def reads(statement: ast.stmt) -> set[str]:
    """Every name that the statement loads, in the bodies of its functions too."""
    loaded = {
        n.id for n in ast.walk(statement) if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Store)
    }
    if isinstance(statement, ast.AugAssign) and isinstance(statement.target, ast.Name):
        loaded.add(statement.target.id)
    return loaded


def calls(statement: ast.stmt) -> list[str]:
    """Dotted names that the statement calls or assigns to, as far as they are names (`plt.rcParams.update`).

    The call of the whole statement comes first; bodies of definitions are not called by it.
    """
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return []
    found = []
    for node in ast.walk(statement):
        if isinstance(node, ast.Call):
            found.append(_dotted(node.func))
        elif isinstance(node, ast.Subscript | ast.Attribute) and isinstance(node.ctx, ast.Store):
            found.append(_dotted(node.value if isinstance(node, ast.Subscript) else node))
    return [name for name in found if name]


def changes(statement: ast.stmt, modules: set[str]) -> set[str]:
    """Names whose value the statement may change in place. A module's name is no value.

    The owner of a call, an item or an attribute that is assigned, and arguments of a call whose result is
    not kept.
    """
    found: set[str] = set()
    for node in ast.walk(statement):
        if isinstance(node, ast.Subscript | ast.Attribute) and isinstance(node.ctx, ast.Store | ast.Del):
            found.add(_base(node))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr not in SILENT:
                found.add(_base(node.func))
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        call = statement.value
        if _dotted(call.func).rpartition(".")[2] not in SILENT:
            found |= {_base(argument) for argument in call.args}
    return found - modules - {""}


def _base(node: ast.expr) -> str:
    """The name at the bottom of attributes, items and calls; empty where there is none."""
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Call | ast.Starred):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        base = _dotted(node.value)
        return f"{base}.{node.attr}" if base else node.attr
    return node.id if isinstance(node, ast.Name) else ""
