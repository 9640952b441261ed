"""The examples in a function's docstring, and the names that they need."""

from __future__ import annotations

import ast
import doctest


def examples_of(node: ast.FunctionDef) -> list[doctest.Example]:
    """Those of the docstring, in their order; none where its prompts cannot be read."""
    try:
        return doctest.DocTestParser().get_examples(ast.get_docstring(node, clean=False) or "")
    except ValueError:
        return []


def imports_from(example: doctest.Example, package: str) -> list[ast.alias] | None:
    """What an example imports from the package itself; None where it does anything else."""
    try:
        body = ast.parse(example.source).body
    except SyntaxError:
        return None
    names: list[ast.alias] = []
    for statement in body:
        if not isinstance(statement, ast.ImportFrom) or statement.level:
            return None
        if (statement.module or "").partition(".")[0] != package:
            return None
        names += statement.names
    return names


def free_names(examples: list[doctest.Example]) -> set[str]:
    """Names that the examples read and do not bind themselves. Raises SyntaxError."""
    read: set[str] = set()
    bound: set[str] = set()
    for example in examples:
        for node in ast.walk(ast.parse(example.source)):
            if isinstance(node, ast.Name):
                (read if isinstance(node.ctx, ast.Load) else bound).add(node.id)
            elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                bound.add(node.name)
            elif isinstance(node, ast.arg):
                bound.add(node.arg)
            elif isinstance(node, ast.alias):
                bound.add((node.asname or node.name).partition(".")[0])
    return read - bound
