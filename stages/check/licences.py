"""Whether an SPDX expression is covered by an allow-list."""

from __future__ import annotations

import re


def outside(expression: str | None, allowed: frozenset[str]) -> list[str]:
    """The terms of an expression that the list does not cover; empty where it may be used.

    `AND` asks for every term, `OR` for one side, `WITH` belongs to its term. An expression that cannot be
    read is outside as a whole. Brackets are resolved from the innermost outwards.
    """
    if not expression or not expression.strip():
        return ["(none)"]
    found: dict[str, list[str]] = {}
    text = expression
    while match := re.search(r"\(([^()]*)\)", text):
        name = f"@{len(found)}"
        found[name] = _flat(match[1], allowed, found)
        text = f"{text[: match.start()]} {name} {text[match.end() :]}"
    return _flat(text, allowed, found)


def _flat(text: str, allowed: frozenset[str], brackets: dict[str, list[str]]) -> list[str]:
    sides = []
    for side in re.split(r"\s+OR\s+", text.strip()):
        terms = [" ".join(term.split()) for term in re.split(r"\s+AND\s+", side.strip())]
        sides.append([bad for term in terms for bad in brackets.get(term, [] if term in allowed else [term])])
    return min(sides, key=lambda bad: (len(bad), bad))
