"""Claims that any evidence can decide, for a domain without checkers of its own.

`text` {"text"}: stands, after white space is normalised, in some string of the evidence.
`no_text` {"text"}: stands in none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from stages.errors import JanusError

VERSION = "1"


def check(
    claim: dict[str, Any], evidence: dict[str, Any], before: dict[str, Any] | None = None
) -> tuple[bool, str]:
    """(passed, what was found). Raises JanusError for a kind of claim that is not listed above."""
    kind = claim["kind"]
    if kind not in ("text", "no_text"):
        raise JanusError(
            f"no checker for a claim of kind {kind!r}",
            where="stages/reward/domains",
            do="write the domain's module of checkers, or claim `text` or `no_text`",
        )
    wanted = _plain(claim["args"]["text"])
    found = any(wanted in _plain(text) for text in strings(evidence))
    return found == (kind == "text"), f"{wanted!r} {'stands' if found else 'does not stand'} in the evidence"


def _plain(text: str) -> str:
    return " ".join(text.split())


def strings(value: Any) -> Iterator[str]:
    """Every string of a JSON value, keys left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)
