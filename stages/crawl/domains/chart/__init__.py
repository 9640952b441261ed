"""Charts: Python scripts that draw with matplotlib and what is built on it."""

from __future__ import annotations

import io
import tokenize
from collections.abc import Iterator
from itertools import accumulate
from typing import Annotated

from pydantic import Field

from stages.crawl.config import Name, Selection, Size
from stages.crawl.domains.chart import criteria, prepare
from stages.crawl.domains.chart.cells import Cell, drawing_cells
from stages.crawl.domains.chart.notebook import notebook_cells
from stages.crawl.reader import Companions, Piece, SeedReader


class ChartSelection(Selection):
    """Scripts that draw with `libraries` (importable beside the standard library).

    A script of more than `whole_bytes` bytes in which several cells draw becomes those cells; null: never.
    """

    libraries: Annotated[list[Name], Field(min_length=1)]
    whole_bytes: Size | None = None


def _decode(content: bytes) -> str:
    """Python source as text, by its coding line. Raises SyntaxError or UnicodeDecodeError."""
    encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
    return content.decode(encoding)


def _read(content: bytes, path: str, selection: ChartSelection, companions: Companions) -> Iterator[Piece]:
    """The script, or its drawing cells where it is long and has several; of a notebook its drawing cells."""
    try:
        if path.endswith(".ipynb"):
            for drawing in notebook_cells(content):
                yield _piece(drawing.start, drawing.end, drawing.code, selection)
            return
        code = _decode(content)
        cells = _cells(content, code, selection)
    except (SyntaxError, UnicodeDecodeError, ValueError) as error:
        yield Piece(0, len(content), reason=f"syntax: {error}")
        return
    if len(cells) < 2:
        yield _piece(0, len(content), code, selection)
        return
    ends = [0, *accumulate(len(line) for line in content.splitlines(keepends=True))]
    for cell in cells:
        yield _piece(ends[cell.first - 1], ends[min(cell.last, len(ends) - 1)], cell.code, selection)


def _cells(content: bytes, code: str, selection: ChartSelection) -> list[Cell]:
    if selection.whole_bytes is None or len(content) <= selection.whole_bytes:
        return []
    plain = code.removeprefix("\ufeff").replace("\r\n", "\n")
    if len(plain.split("\n")) != len(content.split(b"\n")) or "\r" in plain:
        return []  # lines of the text are not those of the bytes
    return drawing_cells(plain)


def _piece(start: int, end: int, code: str, selection: ChartSelection) -> Piece:
    if reason := criteria.reject(code, selection.libraries):
        return Piece(start, end, reason=reason)
    return Piece(start, end, prepare.prepare(code))


READERS = (SeedReader("chart", "python", "python", prepare.VERSION, _read, ChartSelection),)
