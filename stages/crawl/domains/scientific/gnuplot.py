"""gnuplot: its demonstrations, each in the parts between two pauses.

A part is drawn with the settings that those before it made since the last `reset`: a piece holds them,
without what they plotted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

from stages.crawl.config import Selection
from stages.crawl.reader import Companions, Piece

_PAUSE = re.compile(r"[ \t]*pause\b")
_RESET = re.compile(r"[ \t]*reset\b")
_PLOTS = re.compile(r"[ \t]*(s?plot|replot|refresh|p|sp|rep)\b")
_DRAWS = re.compile(r"(?:^|[;{])[ \t]*(s?plot|p|sp)\b", re.M)
_TEXT = re.compile(r"\"(?:\\.|[^\"\\\n])*\"|'[^'\n]*'")
_COMMENT = re.compile(r"(?:^|(?<=\s))#.*$", re.M)
_FILE = re.compile(
    r"[\"'][^\"'\s]*\w\.[A-Za-z]\w{0,4}[\"']|[\"']\s*<|[\"']-[\"']"
    r"|[\"'][\w-]{2,}[\"']\s+(?:u|us|using|binary|matrix|every|index|i)\b"
)
"""A file's name, a command as one, or data that stand below."""
_OUTSIDE = re.compile(
    r"\b(load|call|system|fit|stats|mouse|bind|save|import|cd|shell|exit|while|GPVAL_COMPILE_OPTIONS|"
    r"replot|refresh|undefine|test|show|help|MOUSE_\w+|popen)\b|`|^\s*!",
    re.M,
)
"""Commands that need files or somebody, or what an earlier picture left."""


def read_gnuplot(content: bytes, path: str, selection: Selection, companions: Companions) -> Iterator[Piece]:
    """A piece for each part that plots."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        yield Piece(0, len(content), reason=f"encoding: {error}")
        return
    lines = text.splitlines(keepends=True)
    ends = [0, *accumulate(len(line.encode()) for line in lines)]
    state: list[str] = []
    for first, last in _parts(lines):
        own = [line.rstrip() for line in lines[first:last]]
        resets = [n for n, line in enumerate(own) if _RESET.match(line)]
        if resets:
            state, own, first = [], own[resets[-1] + 1 :], first + resets[-1] + 1
        if _DRAWS.search("\n".join(own)):
            yield _piece(ends[first], ends[last], state, own)
        state = [*state, *_settings(own)]


def _parts(lines: list[str]) -> Iterator[tuple[int, int]]:
    """First line, and the line after the last, of each part without its pause."""
    first = 0
    for number, line in enumerate(lines):
        if _PAUSE.match(line):
            yield first, number
            first = number + 1
    yield first, len(lines)


def _settings(own: list[str]) -> list[str]:
    """The lines of a part but for its comments and plots, which may go on over several lines."""
    kept, plotting = [], False
    for line in own:
        starts = _PLOTS.match(line) is not None
        if not (starts or plotting) and line.strip() and not line.lstrip().startswith("#"):
            kept.append(line)
        plotting = (starts or plotting) and line.endswith("\\")
    return kept


def _piece(start: int, end: int, state: list[str], own: list[str]) -> Piece:
    if any("multiplot" in line or "{" in _TEXT.sub("", line) for line in state):
        return Piece(start, end, reason="state: it follows a loop or several plots in one")
    code = "\n".join([*state, *own]).strip("\n") + "\n"
    plain = _COMMENT.sub("", code)
    if found := _FILE.search(plain):
        return Piece(start, end, reason=f"reads: {found[0]}")
    if found := _OUTSIDE.search(_TEXT.sub('""', plain)):
        return Piece(start, end, reason=f"outside: {found[0].strip()}")
    return Piece(start, end, code)
