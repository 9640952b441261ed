"""The tables as the report reads them: no picture and no code until a gallery asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.dataset as ds

from stages.records.tables import read_rows

Row = dict[str, Any]
LIGHT: dict[str, list[str]] = {
    "seeds": [
        "record_id", "parents", "decision", "reason", "domain", "kind", "connector", "package", "version",
        "licence", "archive_sha256",
    ],
    "samples": [
        "record_id", "parents", "decision", "reason", "domain", "task", "form", "strategy", "teacher",
        "concept", "input_render",
    ],
    "renders": ["record_id", "decision", "reason", "status", "runtime"],
    "rewards": ["record_id", "decision", "reason", "domain", "task", "criteria", "total", "threshold"],
    "corpus": [
        "record_id", "sample_id", "decision", "reason", "domain", "task", "modality", "split", "slice",
        "form", "licence", "roots",
    ],
    "predictions": [
        "record_id", "decision", "reason", "domain", "task", "model", "variant", "status", "corpus_id",
        "executed", "criteria_passed", "ssim", "colour_similarity", "answer_loss",
    ],
}  # fmt: skip
"""Columns of each table that counts, charts and choices need."""


@dataclass(frozen=True)
class Tables:
    """The light columns of every table under `data`, and whole rows by id."""

    data: Path
    rows: dict[str, list[Row]]

    @classmethod
    def read(cls, data: Path) -> Tables:
        """Raises JanusError where a table is absent."""
        return cls(data, {name: read_rows(data / name, columns) for name, columns in LIGHT.items()})

    def __getitem__(self, table: str) -> list[Row]:
        return self.rows[table]

    def lengths(self, table: str, column: str) -> dict[str, int]:
        """Record id to the number of characters of a text column (0 where it is null)."""
        import pyarrow.compute as pc

        files = sorted((self.data / table).rglob("*.parquet"))
        found = ds.dataset(files).to_table(
            columns={"record_id": ds.field("record_id"), "size": pc.utf8_length(ds.field(column))}
        )
        return {row["record_id"]: row["size"] or 0 for row in found.to_pylist()}

    def whole(self, table: str, ids: set[str], columns: list[str]) -> dict[str, Row]:
        """Record id to the row with `columns`, for the ids that the table has."""
        files = sorted((self.data / table).rglob("*.parquet"))
        found = ds.dataset(files).to_table(
            columns=["record_id", *columns], filter=ds.field("record_id").isin(sorted(ids))
        )
        return {row["record_id"]: row for row in found.to_pylist()}
