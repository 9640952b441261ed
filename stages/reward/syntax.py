"""Syntax trees of Python programs, parsed once for all criteria that read them."""

from __future__ import annotations

import ast
from functools import lru_cache

_KEPT = 8
"""Programs whose trees are kept: those of a sample or two."""


@lru_cache(_KEPT)
def parsed(code: str) -> ast.Module | None:
    """The tree, None where the program is no Python. It is shared: nobody changes it."""
    try:
        return ast.parse(code)
    except (SyntaxError, ValueError):
        return None


@lru_cache(_KEPT)
def nodes(code: str) -> tuple[ast.AST, ...]:
    """Every node of the tree (`ast.walk`), none where the program is no Python."""
    tree = parsed(code)
    return () if tree is None else tuple(ast.walk(tree))
