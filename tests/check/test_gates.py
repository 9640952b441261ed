"""Every gate holds on good tables, and stops, naming the row, on each kind of corruption."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from stages.check.__main__ import TABLES, check
from tests.assemble.factory import check_section
from tests.check.corruptions import CORRUPTIONS, PROBLEM, apply


def failures(report: dict, column: str, expectation: str) -> list[dict]:
    return [f for f in report["failed"] if f["column"] == column and f["expectation"] == expectation]


@pytest.mark.parametrize("table", TABLES)
def test_good_tables_pass(table, lay):
    rows = lay()[table]
    report = check(table, check_section())
    assert report["failed"] == [] and report["passed"]
    assert report["rows"] == len(rows)
    assert len(report["expectations"]) > 30
    assert all(e["why"] for e in report["expectations"])
    assert json.loads(Path(f"reports/checks/{table}.json").read_bytes()) == report


def test_report_is_a_function_of_the_table(lay, copy):
    lay(seeds=copy("seeds"))
    check("seeds", check_section())
    first = Path("reports/checks/seeds.json").read_bytes()
    lay(seeds=copy("seeds")[::-1])
    check("seeds", check_section())
    assert Path("reports/checks/seeds.json").read_bytes() == first


@pytest.mark.parametrize("table", TABLES)
def test_corrupted_table_stops(table, lay, copy):
    rows = copy(table)
    hit = apply(rows, CORRUPTIONS[table])
    assert len(set(hit.values())) == len(CORRUPTIONS[table])
    lay(**{table: rows})
    report = check(table, check_section())
    assert not report["passed"]
    missed = []
    for number, corruption in enumerate(CORRUPTIONS[table]):
        found = failures(report, corruption.column, corruption.expectation)
        if not any(hit[number] in f["rows"] for f in found):
            missed.append(f"{corruption} on {hit[number]}: {found}")
    assert not missed, "\n".join(missed)


@pytest.mark.parametrize("table", ["seeds", "corpus"])
def test_untouched_rows_are_not_named(table, lay, copy):
    """A single corruption is named alone: the expectation does not fail wholesale."""
    rows = copy(table)
    corruption = next(c for c in CORRUPTIONS[table] if c.column == "producer")
    hit = apply(rows, [corruption])
    lay(**{table: rows})
    report = check(table, check_section())
    assert [(f["column"], f["rows"]) for f in report["failed"]] == [("producer", [hit[0]])]
    assert report["failed"][0]["unexpected_count"] == 1


@pytest.mark.parametrize("table", TABLES)
def test_empty_table_fails(table, lay):
    lay(**{table: []})
    report = check(table, check_section())
    assert not report["passed"] and report["rows"] == 0
    assert "rows" in failures(report, "count_problem", PROBLEM)[0]["rows"]


@pytest.mark.parametrize("table", TABLES)
def test_all_null_columns_fail(table, lay, copy):
    """Value checks pass over nulls: that a column has values is asked apart, for each column."""
    from stages.records.schemas import SCHEMAS

    optional = {
        "reason", "concept", "register", "sampling", "prompt_hash", "stderr", "frames", "judge", "png",
        "record_id", "model", "decision", "includes",
    }  # fmt: skip
    columns = [c for c in SCHEMAS[table].names if c not in optional]
    lay(**{table: [{**row, **dict.fromkeys(columns)} for row in copy(table)]})
    report = check(table, check_section())
    assert failures(report, "empty_column", PROBLEM)[0]["unexpected_count"] >= len(columns)
    assert failures(report, "empty_column", PROBLEM)[0]["rows"] == sorted(f"values.{c}" for c in columns)[:20]
