"""Octave: the demonstrations at the end of its function files, blocks of `%!` lines after `%!demo`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stages.crawl.config import Selection
from stages.crawl.reader import Companions, Piece

_DEMO = re.compile(rb"%!demo\b[ \t]*(.*)")
_BLOCK = re.compile(rb"%!\w")
"""The first line of a block of any kind."""
_COMMENT = re.compile(r"%[^\n]*|#[^\n]*|\"(?:\\.|[^\"\\\n])*\"")
_OUTSIDE = re.compile(
    r"\b(input|keyboard|pause|drawnow|getframe|ui\w+|waitbar|rotate3d|ginput|gtext|imread|load|fopen|urlread|"
    r"system|fileread|print|saveas|tic|toc|clock|javaObject|figure \(gcbf|set \(gcf, \"\w+fcn\")\b"
)
"""Calls that wait for somebody, animate, or read and write what is not in the text."""


def read_octave(content: bytes, path: str, selection: Selection, companions: Companions) -> Iterator[Piece]:
    """A piece a demonstration: its span covers the block, its code is the lines without `%!`."""
    lines = content.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    for number, line in enumerate(lines):
        if not (head := _DEMO.match(line)):
            continue
        last = number
        while last + 1 < len(lines) and lines[last + 1].startswith(b"%!"):
            if _BLOCK.match(lines[last + 1]):
                break
            last += 1
        start, end = starts[number], starts[last] + len(lines[last].rstrip())
        try:
            body = [head[1].decode(), *(text[2:].decode() for text in lines[number + 1 : last + 1])]
        except UnicodeDecodeError as error:
            yield Piece(start, end, reason=f"encoding: {error}")
            continue
        yield _piece(start, end, body)


def _piece(start: int, end: int, body: list[str]) -> Piece:
    """`body`: the lines without `%!`, the first what follows the word demo."""
    kept = [line.rstrip().removeprefix(" ") for line in body]
    code = "\n".join(kept).strip("\n") + "\n"
    plain = _COMMENT.sub("", code)
    if not plain.strip():
        return Piece(start, end, reason="empty: a demonstration without code")
    if found := _OUTSIDE.search(plain):
        return Piece(start, end, reason=f"outside: {found[0]}")
    return Piece(start, end, code)
