"""R code as its statements, without a parser of R: by brackets, strings, comments and operators."""

from __future__ import annotations

import re

_TOKEN = re.compile(
    r"(?P<comment>#[^\n]*)|(?P<text>\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|`[^`]*`)|(?P<word>[A-Za-z.][\w.]*)"
    r"|(?P<infix>%[^%\n]*%|<<?-|->>?|\|>|[-+*/^~=<>&|!:?$@,])|(?P<open>[(\[{])|(?P<close>[)\]}])"
    r"|(?P<line>\n)|(?P<end>;)|(?P<space>[ \t\r\f]+)|(?P<other>.)",
    re.DOTALL,
)
_HEADS = ("if", "for", "while", "function")
_ASSIGNED = re.compile(r"^\s*\(?\s*([A-Za-z.][\w.]*)\s*=(?!=)|([A-Za-z.][\w.]*)\s*<<?-")
_PART = re.compile(r"^\s*([A-Za-z.][\w.]*\s*[$\[@(][^<\n]*?)\s*<-")
"""The target of `x$a[1] <- ...` or `names(x) <- ...`."""


def statements(code: str) -> list[str]:
    """Statements of the top level in order, comments before a statement with it."""
    found, parts = [], []
    opened: list[bool] = []  # for each open bracket: whether it belongs to the head of if, for, ...
    last, word, going = "", "", False
    for token in _TOKEN.finditer(code):
        kind, text = token.lastgroup, token[0]
        if kind == "line" and parts and last and not opened and not going or kind == "end" and not opened:
            found.append("".join(parts).strip())
            parts, last, going = [], "", False
            continue
        parts.append(text)
        if kind in ("line", "space", "comment"):
            continue
        going = kind == "infix" or text in ("else", "repeat", "in")
        if kind == "open":
            opened.append(text == "(" and word in _HEADS)
        elif kind == "close" and opened:
            going = opened.pop()
        last, word = text, text if kind == "word" else ""
    if last:
        found.append("".join(parts).strip())
    return [s for s in found if s.strip()]


def plain(code: str) -> str:
    """The code without comments, its texts empty."""
    return _TOKEN.sub(lambda t: {"comment": "", "text": '""'}.get(t.lastgroup, t[0]), code)


def assigned(statement: str) -> set[str]:
    """Names that the statement gives a value, or changes a part of."""
    code = plain(statement)
    found = {name for pair in _ASSIGNED.findall(code) for name in pair if name}
    part = _PART.match(code)
    return found | (names(part[1]) if part else set())


def names(statement: str) -> set[str]:
    """Every name in the statement."""
    return {t[0] for t in _TOKEN.finditer(plain(statement)) if t.lastgroup == "word"}
