"""Files that hold a seed a row: JSON Lines and Parquet, read by the columns that conf names.

A row is a file of its own to everything after: its path is `FILE#KEY`, KEY the first 16 hex characters of the
SHA-256 of its content. So rows of one file fall apart for the split and the quota, and a row keeps its path
where others come or go. Where it stands is its span: byte offsets of its line in a JSON Lines file; in a
Parquet file, whose bytes are encoded, the ordinals [n, n + 1) of the row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from stages.crawl.archive import Member
from stages.crawl.config import Columns, Limits
from stages.crawl.tabular.json_lines import json_rows
from stages.crawl.tabular.parquet import parquet_rows
from stages.crawl.tabular.row import Row

READERS: dict[str, Callable[[bytes, Columns], Iterator[Row]]] = {
    ".jsonl": json_rows,
    ".parquet": parquet_rows,
}
"""By suffix: `read(bytes of the file, columns)` gives rows in their order."""


def rows_of(member: Member, columns: Columns, limits: Limits) -> Iterator[Row]:
    """The rows of a file. A file that cannot be read, and what lies beyond the limits, is one refused row."""
    read = next((reader for suffix, reader in READERS.items() if member.path.endswith(suffix)), None)
    if read is None:
        yield Row(0, len(member.content), refusal=f"rows: {', '.join(READERS)} hold rows, this file does not")
        return
    for count, row in enumerate(read(member.content, columns), 1):
        if count > limits.members:
            beyond = f"rows: more than {limits.members} in a file: reading stopped here"
            yield Row(row.start, row.end, refusal=beyond)
            return
        yield row


__all__ = ["READERS", "Row", "rows_of"]
