"""Normalised tokens of a program in any language of the corpus."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from stages.likeness.markup_tree import markup_tokens
from stages.likeness.plain import plain_tokens
from stages.likeness.python_tree import python_tokens

VERSION = 2
"""Of the normal form: stored tokens of another version are made again."""


def tree_tokens(code: str, language: str) -> list[str]:
    """Tokens of the syntax tree, plain ones of a program that does not parse or has no parser here."""
    try:
        if language == "python":
            return python_tokens(code)
        if language in ("svg", "html"):
            return markup_tokens(code, language)
        if language == "vega-lite":
            return list(_json_tokens(json.loads(code)))
    except (SyntaxError, ValueError):
        pass  # source forms hold fragments; their plain tokens are compared
    return plain_tokens(code, language)


def _json_tokens(value: Any) -> Iterator[str]:
    """Keys in order of their names, values as JSON writes them, brackets of lists."""
    if isinstance(value, dict):
        for key in sorted(value):
            yield f"{key}:"
            yield from _json_tokens(value[key])
    elif isinstance(value, list):
        yield "["
        for member in value:
            yield from _json_tokens(member)
        yield "]"
    else:
        yield repr(float(value)) if type(value) in (int, float) else json.dumps(value)
