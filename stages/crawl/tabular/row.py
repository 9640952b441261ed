"""One row of a tabular file, and how its columns' values become a seed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from stages.crawl.config import Columns
from stages.records.identity import sha256


@dataclass(frozen=True)
class Row:
    """Content, terms and place of a row; or why it holds no seed (`content` is then what stands there)."""

    start: int
    end: int
    content: bytes = b""
    path: str | None = None
    licence: str | None = None
    attribution: str | None = None
    refusal: str | None = None

    def within(self, file: str) -> str:
        """The path of the row in the archive: `FILE#KEY`, and its own path where a column names one."""
        if not self.content:
            return file
        key = sha256(self.content)[:16]
        return f"{file}#{key}/{self.path}" if self.path else f"{file}#{key}"


def row_of(values: Any, columns: Columns, start: int, end: int, raw: bytes = b"") -> Row:
    """The row of `values` (column to value); `raw` is kept where columns are missing or of another type."""
    if not isinstance(values, Mapping):
        return Row(start, end, raw, refusal="row: not an object of columns")
    found: dict[str, str] = {}
    for field, column in columns.named().items():
        if column not in values:
            return Row(start, end, raw, refusal=f"row: no column {column!r}")
        value = values[column]
        if not isinstance(value, str):
            kind = type(value).__name__
            return Row(start, end, raw, refusal=f"row: column {column!r} holds {kind}, not text")
        if not value.strip():
            return Row(start, end, raw, refusal=f"row: column {column!r} is empty")
        if not _is_unicode(value):
            return Row(start, end, raw, refusal=f"row: column {column!r} holds a lone surrogate")
        found[field] = value
    return Row(start, end, found.pop("content").encode("utf-8"), **found)


def _is_unicode(text: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in text)
