"""JSON Lines: an object a line. Blank lines hold nothing and are passed over."""

from __future__ import annotations

import json
from collections.abc import Iterator

from stages.crawl.config import Columns
from stages.crawl.tabular.row import Row, row_of


def json_rows(content: bytes, columns: Columns) -> Iterator[Row]:
    """Rows with the byte offsets of their lines, line ends left out."""
    start = 0
    while start < len(content):
        end = content.find(b"\n", start)
        end = len(content) if end < 0 else end
        line = content[start:end].removesuffix(b"\r")
        if line.strip():
            yield _row(line, columns, start)
        start = end + 1


def _row(line: bytes, columns: Columns, start: int) -> Row:
    end = start + len(line)
    try:
        values = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError) as error:  # UnicodeDecodeError is a ValueError
        return Row(start, end, line, refusal=f"row: no JSON ({type(error).__name__})")
    return row_of(values, columns, start, end, line)
