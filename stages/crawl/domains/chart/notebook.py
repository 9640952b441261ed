"""A Jupyter notebook as the cells that draw, each with what it needs of the cells before it.

Format: nbformat 4, a JSON object whose `cells` hold `cell_type` and `source` (a text or its lines). Spans are
those of the `source` values in the bytes of the file. Lines of IPython (`%matplotlib inline`, `!ls`, `name?`)
are left out, and cells of another language (`%%bash`) too; what the cells gave (`outputs`) is not read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from json.decoder import scanstring

from stages.crawl.domains.chart.cells import drawing_cells

_SPACE = re.compile(r"[ \t\n\r]*")
_NOT_PYTHON = re.compile(r"\s*[%!]|.*\?\s*$")
_DECODER = json.JSONDecoder()


@dataclass(frozen=True)
class NotebookCell:
    """Bytes [start, end) of the file that hold the cell's source, and the code of a piece made of it."""

    start: int
    end: int
    code: str


def notebook_cells(content: bytes) -> list[NotebookCell]:
    """The cells that draw, in order.

    Raises ValueError for what is no notebook of nbformat 4, SyntaxError where its cells are not Python.
    """
    text = content.decode("utf-8")
    sources = list(_code_cells(text))
    lines, first = [], []
    for source, _, _ in sources:
        first.append(len(lines) + 1)
        lines += ["# %%", *_python_lines(source), ""]
    found = []
    for cell in drawing_cells("\n".join(lines)):
        if cell.first in first:  # else the empty cell before the first mark
            _, start, end = sources[first.index(cell.first)]
            found.append(NotebookCell(len(text[:start].encode()), len(text[:end].encode()), cell.code))
    return found


def _python_lines(source: str) -> list[str]:
    lines = source.split("\n")
    if lines[0].startswith("%%"):
        return []
    return [line for line in lines if not _NOT_PYTHON.match(line) and not line.startswith("# %%")]


def _code_cells(text: str) -> Iterator[tuple[str, int, int]]:
    """(source, start, end) of each code cell; offsets of the JSON value in the text."""
    json.loads(text)  # raises for what is no JSON: the walk below takes it to be well formed
    top = {key: (start, value) for key, value, start, _ in _members(text, _skip(text, 0))}
    if not isinstance(top.get("cells", (0, None))[1], list):
        raise ValueError("no notebook of nbformat 4: it has no list of cells")
    for cell, at, _ in _items(text, top["cells"][0]):
        if not isinstance(cell, dict) or cell.get("cell_type") != "code":
            continue
        for key, value, start, end in _members(text, at):
            if key == "source":
                yield value if isinstance(value, str) else "".join(value), start, end


def _members(text: str, at: int) -> Iterator[tuple[str, object, int, int]]:
    """(key, value, start, end of the value) of the JSON object that begins at `at`."""
    if text[at : at + 1] != "{":
        raise ValueError("no notebook of nbformat 4: no JSON object")
    at = _skip(text, at + 1)
    while text[at] != "}":
        key, at = scanstring(text, at + 1)
        start = _skip(text, _skip(text, at) + 1)  # over the colon
        value, at = _DECODER.raw_decode(text, start)
        yield key, value, start, at
        at = _skip(text, at)
        if text[at] == ",":
            at = _skip(text, at + 1)


def _items(text: str, at: int) -> Iterator[tuple[object, int, int]]:
    """(value, start, end) of the items of the JSON array that begins at `at`."""
    at = _skip(text, at + 1)
    while text[at] != "]":
        value, end = _DECODER.raw_decode(text, at)
        yield value, at, end
        at = _skip(text, end)
        if text[at] == ",":
            at = _skip(text, at + 1)


def _skip(text: str, at: int) -> int:
    return _SPACE.match(text, at).end()
