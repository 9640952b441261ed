"""mermaid diagrams: the examples of a JavaScript module, each a template literal named `code`."""

from __future__ import annotations

import re

from stages.crawl.config import Selection
from stages.crawl.reader import Companions, Piece

_LITERAL = re.compile(r"\bcode: ?`((?:[^`\\]|\\.)*)`", re.DOTALL)
_ESCAPE = re.compile(r"\\(u\{[0-9a-fA-F]+\}|u[0-9a-fA-F]{4}|.)", re.DOTALL)
_NAMED = {"n": "\n", "t": "\t", "r": "\r"}
_STYLED = re.compile(r"\bfa:fa-[a-z-]+|\bclick\b|https?://")
"""Icons of fonts that are not here, and links."""


def read_mermaid(content: bytes, path: str, selection: Selection, companions: Companions) -> list[Piece]:
    """A piece for each literal; its span covers what stands between the back quotes."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return [Piece(0, len(content), reason=f"encoding: {error}")]
    pieces = []
    for found in _LITERAL.finditer(text):
        start, end = (len(text[:at].encode()) for at in found.span(1))
        if "${" in found[1]:
            pieces.append(Piece(start, end, reason="template: the literal has a placeholder"))
        elif outside := _STYLED.search(found[1]):
            pieces.append(Piece(start, end, reason=f"outside: {outside[0]} needs what is not in the text"))
        else:
            code = _ESCAPE.sub(_unescaped, found[1])
            pieces.append(
                Piece(start, end, prepared="\n".join(line.rstrip() for line in code.splitlines()) + "\n")
            )
    return pieces


def _unescaped(found: re.Match[str]) -> str:
    escape = found[1]
    if escape[0] == "u" and len(escape) > 1:
        return chr(int(escape[1:].strip("{}"), 16))
    return _NAMED.get(escape, "" if escape == "\n" else escape)
