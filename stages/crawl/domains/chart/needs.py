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


def settles(statement: ast.stmt) -> set[str]:
    """Names that have a new value after the statement, whatever they were before."""
    if isinstance(statement, ast.Assign | ast.AnnAssign):
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        return set().union(*(_names(target) for target in targets))
    if isinstance(statement, ast.With):
        return _entered(statement)
    plain = ast.Import | ast.ImportFrom | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    return binds(statement) if isinstance(statement, plain) else set()


def reads(node: ast.AST) -> set[str]:
    """Names of the module that the node loads, in the bodies of its functions too, but not what it binds
    itself before: arguments and variables of functions, loops, comprehensions and `with`.
    """
    if isinstance(node, ast.Name):
        return set() if isinstance(node.ctx, ast.Store) else {node.id}
    found = set().union(*(reads(child) for child in ast.iter_child_nodes(node)))
    if isinstance(node, ast.AugAssign):
        return found | _names(node.target)
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
        own = {argument.arg for argument in ast.walk(node.args) if isinstance(argument, ast.arg)}
        body = node.body if isinstance(node.body, list) else []
        return found - own - set().union(*(binds(s) for s in body if not isinstance(s, ast.Global)))
    if isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
        return found - set().union(*(_names(part.target) for part in node.generators))
    if isinstance(node, ast.For):
        return (found - _names(node.target)) | reads(node.iter)
    if isinstance(node, ast.With):
        outside = (reads(item.context_expr) for item in node.items)
        return (found - _entered(node)).union(*outside)
    return found


def first_reads(statements: list[ast.stmt]) -> set[str]:
    """Names that the statements, run in their order, load before they give them a value."""
    found: set[str] = set()
    settled: set[str] = set()
    for statement in statements:
        found |= reads(statement) - settled
        settled |= settles(statement)
    return found


def _names(target: ast.expr) -> set[str]:
    """Names that an assignment to the target binds."""
    return {n.id for n in ast.walk(target) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}


def _entered(statement: ast.With) -> set[str]:
    return set().union(*(_names(item.optional_vars) for item in statement.items if item.optional_vars))


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

    The owner of a call, an item or an attribute that is assigned, and arguments of a function whose result
    is not kept: the method of a value is taken to change that value, not what it is given.
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
        name = _dotted(call.func).rpartition(".")[2]
        function = isinstance(call.func, ast.Name) or _base(call.func) in modules or name == "shuffle"
        if function and name not in SILENT:
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
