"""Tokens of languages without a parser here: comments and layout left out, assigned names made nameless.

Named arguments of R are sorted in each call. Indentation is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from stages.likeness.names import Recency

_STRING = r"'(?:\\.|[^'\\\n])*'|\"(?:\\.|[^\"\\\n])*\""
_NUMBER = re.compile(r"\d*\.?\d+(?:[eE][-+]?\d+)?")
_WORD = r"\d*\.?\d+(?:[eE][-+]?\d+)?|[^\W\d]\w*|<-|[<>=!]=|."
_COMMENT = {
    "r": r"\#[^\n]*",
    "gnuplot": r"\#[^\n]*",
    "octave": r"[%\#][^\n]*",
    "mermaid": r"%%[^\n]*",
    "javascript": r"//[^\n]*|/\*.*?\*/",
    "css": r"/\*.*?\*/",
    "python": r"\#[^\n]*",
    "svg": r"<!--.*?-->",
    "html": r"<!--.*?-->",
}
_BOUND = {
    "r": r"([A-Za-z.][\w.]*)[ \t]*<-|^([A-Za-z.][\w.]*)[ \t]*=(?!=)|for[ \t]*\((\w+)[ \t]+in",
    "octave": r"^[ \t]*(?:for[ \t]+)?([A-Za-z]\w*)[ \t]*=(?!=)|@\(([A-Za-z]\w*)",
    "gnuplot": r"^[ \t]*([A-Za-z]\w*)(?:\([\w, ]*\))?[ \t]*=(?!=)|^[ \t]*\$(\w+)[ \t]*<<",
    "mermaid": r"(?:^|[ \t&>])([A-Za-z]\w*)(?=[\[({])|^[ \t]*(?:participant|actor)[ \t]+(\w+)[ \t]+as\b",
    "javascript": r"\b(?:const|let|var|function)[ \t]+([A-Za-z_$][\w$]*)",
}


def plain_tokens(code: str, language: str) -> list[str]:
    """Tokens of a program in `language`; of one without rules here, its words, numbers and signs."""
    bound = {n for m in re.finditer(_BOUND.get(language, r"(?!)"), code, re.M) for n in m.groups() if n}
    comment = _COMMENT.get(language, r"(?!)")
    transpose = r"(?<=[\w\])}.])'|" if language == "octave" else ""
    pattern = re.compile(rf"(?P<skip>{comment}|\s+)|{transpose}{_STRING}|{_WORD}", re.DOTALL)
    recency = Recency()
    tokens = [m[0] for m in pattern.finditer(code) if m.lastgroup != "skip"]
    if language == "r":
        tokens = list(_sorted_arguments(tokens))
    return [recency.token(t) if t in bound else written(t) for t in tokens]


def written(token: str) -> str:
    """One way of writing a number, one kind of quote."""
    if token[0] in "'\"" and len(token) > 1:
        return f'"{token[1:-1]}"'
    return repr(float(token)) if _NUMBER.fullmatch(token) else token


def _sorted_arguments(tokens: list[str]) -> Iterator[str]:
    """The same tokens, `name = value` arguments of every call after the others and by name."""
    calls: list[list[list[str]]] = [[[]]]
    for token in tokens:
        if token == "(":
            calls[-1][-1].append(token)
            calls.append([[]])
        elif token == ")" and len(calls) > 1:
            arguments = sorted(calls.pop(), key=lambda a: a[0] if len(a) > 1 and a[1] == "=" else "")
            for place, argument in enumerate(arguments):
                calls[-1][-1] += [*([","] if place else []), *argument]
            calls[-1][-1].append(token)
        elif token == "," and len(calls) > 1:
            calls[-1].append([])
        else:
            calls[-1][-1].append(token)
    for level in calls:  # more than one where brackets are left open
        for argument in level:
            yield from argument


def layoutless(code: str, language: str) -> list[str]:
    """Tokens as they stand, layout and comments left out: equal for exact duplicates."""
    comment = _COMMENT.get(language, r"(?!)")
    pattern = re.compile(rf"(?P<skip>{comment}|\s+)|{_STRING}|{_WORD}", re.DOTALL)
    return [m[0] for m in pattern.finditer(code) if m.lastgroup != "skip"]
