"""Expectations with a severity and a reason, and the projections they are checked on.

Great Expectations checks values of a data frame. What needs several tables or an aggregate is projected by
DuckDB into a column first (its own DuckDB data source is broken), so that every expectation names rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from great_expectations import expectations as gxe

Severity = Literal["stop", "warn"]
_GX_SEVERITY = {"stop": "critical", "warn": "warning"}


@dataclass(frozen=True)
class Projection:
    """A query and what is expected of its rows. Its column `record_id` names a row in the report."""

    name: str
    sql: str
    expectations: list[gxe.Expectation]


def expect(
    kind: type[gxe.Expectation], why: str, *, severity: Severity = "stop", **arguments: Any
) -> gxe.Expectation:
    """An expectation that says why it is there and whether its failure stops the pipeline."""
    return kind(meta={"severity": severity, "why": why}, severity=_GX_SEVERITY[severity], **arguments)


def filled(column: str, why: str, severity: Severity = "stop") -> gxe.Expectation:
    """No null."""
    return expect(gxe.ExpectColumnValuesToNotBeNull, why, severity=severity, column=column)


def no_problem(column: str, why: str, severity: Severity = "stop") -> gxe.Expectation:
    """For a column that a query fills with the description of a problem: null means none."""
    return expect(gxe.ExpectColumnValuesToBeNull, why, severity=severity, column=column)


def one_of(column: str, values: list[str], why: str, severity: Severity = "stop") -> gxe.Expectation:
    """A value of the set. Nulls pass: pair it with `filled` where they must not."""
    return expect(gxe.ExpectColumnValuesToBeInSet, why, severity=severity, column=column, value_set=values)


def matches(column: str, regex: str, why: str, severity: Severity = "stop") -> gxe.Expectation:
    return expect(gxe.ExpectColumnValuesToMatchRegex, why, severity=severity, column=column, regex=regex)


def between(
    column: str, low: float | None, high: float | None, why: str, severity: Severity = "stop"
) -> gxe.Expectation:
    """`low <= value <= high`; a bound may be None."""
    return expect(
        gxe.ExpectColumnValuesToBeBetween,
        why,
        severity=severity,
        column=column,
        min_value=low,
        max_value=high,
    )


def positive(column: str, why: str) -> gxe.Expectation:
    """`value > 0`."""
    return expect(gxe.ExpectColumnValuesToBeBetween, why, column=column, min_value=0, strict_min=True)
