"""What every table owes: identity, decisions with reasons, parents that exist."""

from __future__ import annotations

from great_expectations import expectations as gxe

from stages.check.expect import Projection, expect, filled, matches, no_problem, one_of
from stages.check.source import quote

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
