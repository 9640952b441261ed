"""What a program defines: its functions and classes with their parameters, and its normal form."""

from __future__ import annotations

import ast
import inspect
import types
from typing import Any

from stages.sandbox.harness.rounding import MOST

LONGEST = 8000
"""Characters of a normal form; a longer one is left out."""
_KINDS = {
    inspect.Parameter.POSITIONAL_ONLY: "positional",
    inspect.Parameter.POSITIONAL_OR_KEYWORD: "any",
    inspect.Parameter.KEYWORD_ONLY: "keyword",
    inspect.Parameter.VAR_POSITIONAL: "*",
    inspect.Parameter.VAR_KEYWORD: "**",
}


def definitions(main: types.ModuleType) -> list[dict[str, Any]]:
    """`name`, `kind` (function, class) and `parameters` (`name`, `kind`, `optional`) in their order."""
    found = []
    for name, thing in list(vars(main).items()):
        if getattr(thing, "__module__", None) != "__main__" or not callable(thing):
            continue
        if isinstance(thing, type):
            found.append({"name": name, "kind": "class", "parameters": []})
        elif isinstance(inspect.unwrap(thing), types.FunctionType):
            found.append({"name": name, "kind": "function", "parameters": _parameters(thing)})
    return found[:MOST]


def _parameters(function: Any) -> list[dict[str, Any]]:
    return [
        {"name": p.name, "kind": _KINDS[p.kind], "optional": p.default is not p.empty}
        for p in inspect.signature(function).parameters.values()
    ]


def normal_form(code: str) -> str | None:
    """The program as its syntax tree prints, without comments and annotations of parameters and results.

    None where it does not parse or is longer than LONGEST.
    """
    try:
        tree = _Plain().visit(ast.parse(code))
        text = ast.unparse(ast.fix_missing_locations(tree)) + "\n"
    except (SyntaxError, ValueError, RecursionError):
        return None
    return text if len(text) <= LONGEST else None


class _Plain(ast.NodeTransformer):
    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.returns = None
        return self.generic_visit(node)

    def visit_arg(self, node: ast.arg) -> ast.AST:
        node.annotation = None
        return node
