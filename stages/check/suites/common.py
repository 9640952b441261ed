"""What every table owes: identity, decisions with reasons, parents that exist, enough rows, no empty column."""

from __future__ import annotations

from great_expectations import expectations as gxe

from stages.check.config import TableMinima
from stages.check.expect import Projection, at_least, between, expect, filled, matches, no_problem, one_of
from stages.check.source import quote
from stages.records.schemas import SCHEMAS

IDENTITY = ("content_hash", "producer", "stage", "decision")
ARCHIVE = "^[a-z]+:[^!]+$"
"""A node id of an archive, e.g. pypi:matplotlib@3.11.2: a parent that is no row."""


def identity(table: str, known: str, *, foreign: str | None = None) -> Projection:
    """Identity, decision and parents of every row.

    `known`: a query for the ids that a parent may be. `foreign`: a regular expression for parents that are no
    rows (archives, checkpoints).
    """
    passes = f"and not regexp_matches(parent, {quote(foreign)})" if foreign else ""
    sql = f"""
        with edge as (select record_id, unnest(parents) as parent from {table}),
        orphan as (
            select record_id, min(parent) as parent from edge
            where parent not in (select record_id from ({known}) where record_id is not null) {passes}
            group by record_id)
        select {table}.record_id, {", ".join(f"{table}.{c}" for c in IDENTITY)},
            orphan.parent as parent_not_found,
            case when {table}.decision = 'drop' and coalesce(trim({table}.reason), '') = ''
                 then 'dropped without a reason' end as reason_problem,
            case when {table}.parents is null then 'null' end as parents_problem
        from {table} left join orphan on orphan.record_id = {table}.record_id"""
    return Projection(
        "identity",
        sql,
        [
            filled("record_id", "a row without an id cannot be traced"),
            expect(gxe.ExpectColumnValuesToBeUnique, "one id, one row", column="record_id"),
            matches("record_id", "^[0-9a-f]{32}$", "an id is 128 bits of SHA-256 in lowercase hex"),
            *(filled(column, "identity is complete in every row") for column in IDENTITY),
            matches("content_hash", "^[0-9a-f]{64}$", "the content hash is a full SHA-256"),
            matches("producer", r'^\{.*"name":', "the producer says who made the row, as canonical JSON"),
            one_of("decision", ["keep", "drop"], "downstream stages select by decision"),
            no_problem("reason_problem", "the funnel counts reasons: a dropped row says why"),
            no_problem("parents_problem", "a row without parents has an empty list"),
            no_problem("parent_not_found", "lineage breaks at a parent that no table holds"),
        ],
    )


def kept(table: str, columns: list[str], why: str) -> Projection:
    """Columns that no kept row leaves null or empty."""
    cells = ", ".join(f"nullif({c}::varchar, '') as {c}" for c in columns)
    sql = f"select record_id, {cells} from {table} where decision = 'keep'"
    return Projection("kept", sql, [filled(column, why) for column in columns])


def counts(
    table: str,
    minima: TableMinima,
    *,
    may_be_empty: tuple[str, ...] = (),
    figures: dict[str, str] | None = None,
    expectations: list[gxe.Expectation] | None = None,
) -> Projection:
    """One row of figures: rows, kept rows, dropped share, values in every column, and a table's own.

    Value checks pass on an empty table and on a column of nulls, so counts of both are always asked.
    `may_be_empty`: columns that a good table may leave null in every row.
    `figures`: name to SQL aggregate, for `expectations` of the table's own.
    """
    cells = {
        "rows": "count(*)",
        "kept": "count(*) filter (decision = 'keep')",
        "dropped_share": "coalesce(avg((decision = 'drop')::int), 0)",
    }
    found = [
        *at_least("rows", max(1, minima.rows), "an empty or shrunken table passes every check of values"),
        *at_least("kept", minima.kept, "enough kept rows for what comes next"),
        between("dropped_share", 0, minima.dropped_share_warn, "an unusual share of drops", "warn"),
    ]
    for column, groups in (("domain", minima.kept_by_domain), ("task", minima.kept_by_task)):
        for value, least in sorted(groups.items()):
            name = f"kept.{value}"
            cells[name] = f"count(*) filter (decision = 'keep' and {column} = {quote(value)})"
            found += at_least(name, least, f"enough kept rows of {column} {value}")
    for column in SCHEMAS[table].names:
        if column not in may_be_empty:
            name = f"values.{column}"
            cells[name] = f"count({column})"
            found += at_least(name, 1, "a column of nulls passes every check of values")
    cells.update(figures or {})
    select = ", ".join(f'({sql})::double as "{name}"' for name, sql in cells.items())
    return Projection("counts", f"select {select} from {table}", [*found, *(expectations or [])])
