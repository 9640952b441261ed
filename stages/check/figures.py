"""Figures of a whole table with a range each: counts, shares, values in every column.

They are projected to one row a figure, so that a report names the figure as it names a record; a query fills
the problem, since every figure has a range of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from great_expectations import expectations as gxe

from stages.check.config import TableMinima
from stages.check.expect import Projection, no_problem
from stages.check.source import quote
from stages.records.schemas import SCHEMAS

FAMILIES: dict[str, tuple[str, str]] = {
    "count_problem": ("stop", "an empty or shrunken table passes every check of values"),
    "empty_column": ("stop", "a column of nulls passes every check of values"),
    "slice_problem": ("stop", "a slice that is asked for is not empty"),
    "share_problem": ("stop", "shares stay in the range that was asked for"),
    "unusual": ("warn", "the distribution has moved away from what is usual"),
}
"""Column of the projection to severity and reason: a figure's problem stands in its family's column."""


@dataclass(frozen=True)
class Figure:
    """An SQL aggregate over the table, and the range it must lie in (null never does)."""

    name: str
    sql: str
    low: float
    high: float | None = None
    family: str = "count_problem"


def counts(table: str, minima: TableMinima, *own: Figure, may_be_empty: tuple[str, ...] = ()) -> Projection:
    """Rows, kept rows, dropped share, values in every column, and a table's own figures.

    `may_be_empty`: columns that a good table may leave null in every row.
    """
    kept = "count(*) filter (decision = 'keep'"
    found = [
        Figure("rows", "count(*)", max(1, minima.rows)),
        Figure("kept", f"{kept})", minima.kept),
        Figure("dropped_share", "avg((decision = 'drop')::int)", 0, minima.dropped_share_warn, "unusual"),
    ]
    for column, groups in (("domain", minima.kept_by_domain), ("task", minima.kept_by_task)):
        found += [
            Figure(f"kept.{value}", f"{kept} and {column} = {quote(value)})", least)
            for value, least in sorted(groups.items())
        ]
    found += [
        Figure(f"values.{column}", f"count({column})", 1, family="empty_column")
        for column in SCHEMAS[table].names
        if column not in may_be_empty
    ]
    return _projection(table, [*found, *own])


def _projection(table: str, figures: list[Figure]) -> Projection:
    """One row a figure: its name, and its problem in the column of its family."""
    families = [f for f in FAMILIES if any(figure.family == f for figure in figures)]
    aggregates = ", ".join(f"({figure.sql})::double as f{n}" for n, figure in enumerate(figures))
    rows = []
    for n, figure in enumerate(figures):
        fits = f"f{n} >= {figure.low}" + ("" if figure.high is None else f" and f{n} <= {figure.high}")
        asked = f"at least {figure.low:g}" if figure.high is None else f"{figure.low:g} to {figure.high:g}"
        problem = (
            f"case when not coalesce({fits}, false)"
            f" then concat(coalesce(round(f{n}, 4)::varchar, 'none'), ', asked: {asked}') end"
        )
        cells = ", ".join(f"{problem if f == figure.family else 'null::varchar'} as {f}" for f in families)
        rows.append(f"select {quote(figure.name)} as record_id, {cells} from figure")
    sql = f"with figure as materialized (select {aggregates} from {table}) " + " union all ".join(rows)
    expectations: list[gxe.Expectation] = []
    for family in families:
        severity, why = FAMILIES[family]
        expectations.append(no_problem(family, why, severity))
    return Projection("figures", sql, expectations)
