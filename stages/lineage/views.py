"""The tables as DuckDB views, read straight from Parquet: one view per table, empty where a table is absent.

A project folder may hold only part of the pipeline (a stage has not run, nothing was pulled yet): every view
exists all the same, with the columns of its schema, and `Sources.absent` names what is not there.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from stages.records.schemas import SCHEMAS

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

FOLDERS = {
    "seeds": "data/seeds",
    "samples": "data/samples",
    "renders": "data/renders",
    "rewards": "data/rewards",
    "corpus": "data/corpus",
    "predictions": "data/predictions",
    "calibration": "data/calibration",
}
"""Where each table with record ids lies; predictions have one folder per model below it."""

OPTIONAL = ("calibration",)
"""Tables that the default pipeline does not make: no nodes of the graph, not missed where they are not."""

CONSUMPTION = "models/*/consumption"

VIEWS = {
    "seeds": "pieces of real code as found (kind raw) and made to stand alone (kind prepared)",
    "samples": "tasks; every attempt is a row",
    "renders": "executions by code, runtime and limits: status, picture, evidence",
    "rewards": "verdicts on samples: criteria, total, threshold",
    "corpus": "samples placed: split, slice, weight, cluster",
    "predictions": "answers of models and baselines to test records",
    "consumption": "what training read: model, step, role, corpus_id, the first checkpoint that knows it",
    "calibration": "defects planted on kept samples, and verdicts on them",
    "node": "every node of the lineage graph: id, kind, stage, label",
    "edge": "parent and child; an end may be missing where a table is",
}
"""What `janus sql` offers, with a line on each (`node` and `edge` are made by `edges.create_views`)."""


@dataclass(frozen=True)
class Sources:
    """The tables of a project folder, and those of the pipeline that have no file."""

    root: Path
    absent: tuple[str, ...]

    @cached_property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """An in-memory DuckDB with a view per table, opened when first asked."""
        import duckdb

        connection = duckdb.connect(":memory:")
        connection.execute("set enable_progress_bar = false")
        for table, schema in SCHEMAS.items():
            create_view(connection, table, schema, table_files(self.root, table))
        return connection


def create_view(
    connection: duckdb.DuckDBPyConnection, table: str, schema: pa.Schema, files: list[Path], more: str = ""
) -> None:
    """A view of a table over Parquet files; empty where there is none. `more`: options of `read_parquet`."""
    if files:
        listed = ", ".join(_quoted(str(path)) for path in files)
        read = f"read_parquet([{listed}], union_by_name = true{more})"
    else:
        connection.register(f"{table}_empty", schema.empty_table())
        read = f"{table}_empty"
    connection.execute(f"create view {table} as select * from {read}")


def table_files(root: Path, table: str) -> list[Path]:
    """The Parquet files of a table, sorted; empty where the stage has not run."""
    if table == "consumption":
        return sorted(root.glob(f"{CONSUMPTION}/*.parquet"))
    return sorted((root / FOLDERS[table]).rglob("*.parquet"))


def connect(root: Path) -> Sources:
    """The tables of `stages.records.schemas` in a project folder."""
    pipeline = (table for table in SCHEMAS if table not in OPTIONAL)
    return Sources(root, tuple(table for table in pipeline if not table_files(root, table)))


def _quoted(text: str) -> str:
    """A SQL string literal."""
    return "'" + text.replace("'", "''") + "'"
