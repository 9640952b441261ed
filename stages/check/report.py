"""The gate's report: sorted JSON without time, duration or host, so that equal tables give equal bytes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from stages.check.gate import report_path
from stages.check.validate import Outcome

ROWS_NAMED = 20
"""Failing rows that the report names for each expectation (the smallest ids)."""


def build(table: str, sha256: str, rows: int, outcomes: list[Outcome]) -> dict[str, Any]:
    """The report; it passed where no expectation of severity stop failed."""
    order = sorted(outcomes, key=lambda o: (o.expectation, o.column, o.severity, o.why))
    failed = [_failure(o) for o in order if not o.passed and o.severity == "stop"]
    return {
        "table": table,
        "table_sha256": sha256,
        "rows": rows,
        "passed": not failed,
        "expectations": [
            {
                "expectation": o.expectation,
                "column": o.column,
                "severity": o.severity,
                "passed": o.passed,
                "unexpected_count": o.unexpected_count,
                "why": o.why,
            }
            for o in order
        ],
        "failed": failed,
        "warnings": [_failure(o) for o in order if not o.passed and o.severity == "warn"],
    }


def _failure(outcome: Outcome) -> dict[str, Any]:
    return {
        "expectation": outcome.expectation,
        "column": outcome.column,
        "severity": outcome.severity,
        "unexpected_count": outcome.unexpected_count,
        "rows": outcome.rows[:ROWS_NAMED],
        "observed": outcome.observed,
        "why": outcome.why,
    }


def write(report: dict[str, Any]) -> Path:
    path = report_path(report["table"])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(report, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def summary(failures: list[dict[str, Any]], limit: int = 8) -> str:
    """Failures in a few lines for a person."""
    lines = []
    for failure in failures[:limit]:
        observed = failure["observed"]
        if failure["rows"]:
            found = "; ".join(f"{row}: {observed[row]}" for row in failure["rows"][:3])
            found += "; …" if len(failure["rows"]) > 3 else ""
        else:
            found = json.dumps(observed, ensure_ascii=False)
        lines.append(
            f"{failure['column']}: {failure['expectation']},"
            f" {failure['unexpected_count']} unexpected ({found})"
        )
    if len(failures) > limit:
        lines.append(f"and {len(failures) - limit} more")
    return "\n    ".join(lines)
