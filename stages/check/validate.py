"""Running a table's projections through Great Expectations (one ephemeral context, suites in code)."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

import duckdb
import great_expectations as gx

from stages.check.expect import Projection
from stages.errors import JanusError
from stages.records.identity import canonical_json


@dataclass(frozen=True)
class Outcome:
    """One expectation's result, in our terms."""

    expectation: str
    column: str
    severity: str
    why: str
    passed: bool
    unexpected_count: int
    rows: list[str]
    """Ids of the failing rows, sorted, each once; empty where the projection is one row of figures."""
    observed: Any
    """A figure's value, or the failing rows' values by id."""


def validate(table: str, projections: list[Projection], connection: duckdb.DuckDBPyConnection):
    """Outcomes of all projections, and Great Expectations' own results for the Data Docs.

    Raises JanusError for a projection without expectations: an empty suite would pass.
    """
    logging.getLogger("great_expectations").setLevel(logging.ERROR)
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    source = context.data_sources.add_pandas(table)
    outcomes, results = [], []
    for projection in projections:
        if not projection.expectations:
            raise JanusError(
                f"the suite {table}.{projection.name} has no expectations, so it would pass anything"
            )
        frame = connection.sql(projection.sql).to_arrow_table().to_pandas()
        frame.index = frame.index.astype("int64")
        batch = (
            source.add_dataframe_asset(projection.name)
            .add_batch_definition_whole_dataframe("all")
            .get_batch({"dataframe": frame})
        )
        suite = gx.ExpectationSuite(f"{table}.{projection.name}", expectations=projection.expectations)
        names_rows = "record_id" in frame.columns
        form: dict[str, Any] = {"result_format": "COMPLETE"}
        if names_rows:
            form["unexpected_index_column_names"] = ["record_id"]
        result = batch.validate(suite, result_format=form)
        if len(result.results) != len(projection.expectations):
            raise JanusError(
                f"{len(projection.expectations)} expectations of {table}.{projection.name} gave"
                f" {len(result.results)} results"
            )
        outcomes += [_outcome(r, names_rows) for r in result.results]
        results += result.results
    return outcomes, results


def _outcome(result: Any, names_rows: bool) -> Outcome:
    config = result.expectation_config
    column = config.kwargs.get("column", "")
    detail = result.result or {}
    entries = detail.get("unexpected_index_list") or []
    rows: list[str] = []
    observed: Any = None
    if message := _raised(result.exception_info):
        observed = message
    elif names_rows and not result.success:
        values = {str(e["record_id"]): _plain(e.get(column)) for e in entries}
        rows = sorted(values)
        observed = {row: values[row] for row in rows[:20]}
    elif not result.success:
        observed = sorted({canonical_json(_plain(v)) for v in detail.get("unexpected_list") or []})
    return Outcome(
        expectation=config.type,
        column=column,
        severity=config.meta["severity"],
        why=config.meta["why"],
        passed=bool(result.success),
        unexpected_count=int(detail.get("unexpected_count") or 0),
        rows=rows,
        observed=observed,
    )


def _raised(info: dict[str, Any] | None) -> str | None:
    """The message of an exception inside Great Expectations (flat, or nested by metric)."""
    if not info:
        return None
    for entry in [info, *(v for v in info.values() if isinstance(v, dict))]:
        if entry.get("raised_exception"):
            return str(entry.get("exception_message"))
    return None


def _plain(value: Any) -> Any:
    """A value as JSON can carry it; long texts are cut, missing values are null."""
    if value is None or value != value:
        return None
    if isinstance(value, str):
        return value if len(value) <= 200 else value[:200] + "…"
    return value.item() if hasattr(value, "item") else value
