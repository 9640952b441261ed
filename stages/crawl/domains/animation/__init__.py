"""Animations: the scenes in manim's own docstrings, after the directive `.. manim:: Name`."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from stages.crawl.config import Selection
from stages.crawl.domains.animation.criteria import reject
from stages.crawl.reader import Companions, Piece, SeedReader

_DIRECTIVE = re.compile(rb"^([ \t]*)\.\. manim:: *\w+[^\n]*\n", re.M)
_IMPORT = "from manim import *"


class AnimationSelection(Selection):
    """Scenes that play something; with `stills` also those that only show a picture."""

    stills: bool


def read(content: bytes, path: str, selection: AnimationSelection, companions: Companions) -> Iterator[Piece]:
    """One piece a directive: its code without the options, dedented, with manim imported before it."""
    for directive in _DIRECTIVE.finditer(content):
        start, end = _block(content, directive.end(), len(directive.group(1)))
        if start == end:
            continue
        try:
            code = textwrap.dedent(content[start:end].decode("utf-8")).replace("\r\n", "\n").strip("\n")
        except UnicodeDecodeError as error:
            yield Piece(start, end, reason=f"encoding: {error}")
            continue
        if _IMPORT not in code:
            code = f"{_IMPORT}\n\n\n{code}"
        reason = reject(code, selection.stills)
        yield Piece(start, end, None if reason else f"{code.rstrip()}\n", reason)


def _block(content: bytes, position: int, indent: int) -> tuple[int, int]:
    """Byte offsets of the code under a directive: deeper lines from the first that is no option."""
    start = end = None
    for line in content[position:].splitlines(keepends=True):
        text = line.strip()
        if text and len(line) - len(line.lstrip()) <= indent:
            break
        if text and (start is not None or not text.startswith(b":")):
            start = position if start is None else start
            end = position + len(line.rstrip())
        position += len(line)
    return (position, position) if start is None else (start, end)


READERS = (SeedReader("animation", "python", "manim", "1", read, AnimationSelection),)
