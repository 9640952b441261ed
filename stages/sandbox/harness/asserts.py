"""Which asserts of a program are tests, and their outcomes.

An assert is a test by itself where it stands at module level (in loops and branches too) or in a function
without parameters that no runner collects (`main`, `run_checks`). In other functions it states what the
function expects of its arguments. One whose condition is a constant tests nothing and is not counted.
"""

from __future__ import annotations

import ast

MARK = "__assert_held__"
"""Name under which the program finds the function that notes an assert that held."""


def instrument(code: str, file: str) -> tuple[ast.Module, dict[int, str]]:
    """The program with a call of `MARK(line)` after each assert that is a test; their lines and texts.

    Raises SyntaxError, ValueError (null bytes) or RecursionError, as compiling would.
    """
    marker = _Marker()
    tree = marker.visit(ast.parse(code, file))
    return ast.fix_missing_locations(tree), marker.tests


class _Marker(ast.NodeTransformer):
    """Visits only where an assert is a test."""

    def __init__(self) -> None:
        self.tests: dict[int, str] = {}

    def visit_Assert(self, node: ast.Assert) -> ast.AST | list[ast.AST]:
        if isinstance(node.test, (ast.Constant, ast.Tuple)):
            return node
        self.tests[node.lineno] = ast.unparse(node.test)
        call = ast.Call(ast.Name(MARK, ast.Load()), [ast.Constant(node.lineno)], [])
        return [node, ast.copy_location(ast.Expr(call), node)]

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        free = not any(ast.iter_child_nodes(node.args))
        return self.generic_visit(node) if free and not node.name.startswith("test") else node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        return node

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AST:
        return node

    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        return node
