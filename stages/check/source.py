"""The tables on disk as DuckDB views, and their columns against the schema."""

from __future__ import annotations

import duckdb
import pyarrow.parquet as pq

from stages.check.expect import Projection, no_problem
from stages.check.folders import folder
from stages.check.licences import outside
from stages.errors import JanusError
from stages.records.schemas import SCHEMAS


def connect(tables: list[str], licences: list[str]) -> duckdb.DuckDBPyConnection:
    """A connection with one view a table and the function `licence_outside(expression)`.

    The function gives the terms that `licences` does not cover, or null. Raises JanusError where a table has
    no file.
    """
    connection = duckdb.connect(config={"threads": 2})
    allowed = frozenset(licences)
    connection.create_function(
        "licence_outside",
        lambda expression: ", ".join(outside(expression, allowed)) or None,
        ["VARCHAR"],
        "VARCHAR",
        null_handling="special",
    )
    for table in tables:
        if not any(folder(table).rglob("*.parquet")):
            raise JanusError(f"no table in {folder(table)}", do="run the stage that makes it: dvc repro")
        connection.execute(
            f"create view {table} as"
            f" select * from read_parquet('{folder(table)}/**/*.parquet', union_by_name=true)"
        )
    return connection


def columns(table: str) -> tuple[Projection, bool]:
    """The columns found in the files against the schema, and whether they fit.

    One row a column. Every other projection names columns, so it can only be asked where these fit.
    """
    expected = SCHEMAS[table]
    found: dict[str, str] = {}
    for path in sorted(folder(table).rglob("*.parquet")):
        shard = pq.read_schema(path)
        for field in expected:
            if field.name not in shard.names:
                found[field.name] = f"absent in {path.name}"
            elif not shard.field(field.name).type.equals(field.type):
                found[field.name] = f"{shard.field(field.name).type} in {path.name}, not {field.type}"
        found.update(
            {name: f"not in the schema ({path.name})" for name in set(shard.names) - set(expected.names)}
        )
    names = sorted({*expected.names, *found})
    values = ", ".join(
        f"({quote(name)}, {quote(found[name]) if name in found else 'null'})" for name in names
    )
    why = "a stage reads the columns of stages/records/schemas.py and no others"
    sql = f"select * from (values {values}) as t(record_id, column_problem)"
    return Projection("columns", sql, [no_problem("column_problem", why)]), not found


def quote(text: str) -> str:
    """A SQL string literal."""
    return "'" + text.replace("'", "''") + "'"


def quoted(values: list[str]) -> str:
    """A SQL list of strings, typed where empty."""
    return f"[{', '.join(map(quote, values))}]::varchar[]"
