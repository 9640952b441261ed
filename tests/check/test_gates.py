"""Every gate holds on good tables, and stops or warns, naming the row, on each kind of corruption.

Every expectation of every suite must fail in one of the broken worlds below: one that cannot guards nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from stages.check import drift
from stages.check.__main__ import TABLES, check
from stages.check.folders import folder
from stages.records.schemas import SCHEMAS
from tests.assemble.factory import check_section
from tests.check.corruptions import CORRUPTIONS, NULL, PROBLEM, Corruption, apply

Report = dict[str, Any]
OPTIONAL = {
    "reason", "concept", "register", "sampling", "prompt_hash", "stderr", "frames", "judge", "png",
    "record_id", "model", "decision", "includes",
}  # fmt: skip
"""Columns that may be null in every row, or without which no row is asked about."""


def failures(report: Report, column: str, expectation: str) -> list[dict]:
    return [f for f in report["failed"] if f["column"] == column and f["expectation"] == expectation]


def names(entries: list[dict]) -> set[tuple[str, str, str]]:
    return {(e["column"], e["expectation"], e["severity"]) for e in entries}


@pytest.fixture(scope="module")
def memory() -> dict[tuple[str, str], Any]:
    """What broken worlds gave, by table and kind: several tests read it."""
    return {}


@pytest.fixture
def good(lay, memory) -> Callable[[str], Report]:
    def ask(table: str) -> Report:
        if (table, "good") not in memory:
            lay()
            memory[table, "good"] = check(table, check_section())
        return memory[table, "good"]

    return ask


@pytest.fixture
def corrupted(lay, copy, memory, good) -> Callable[[str], tuple[Report, list[Corruption], dict[int, str]]]:
    """A row for each corruption; a null for each column that must be filled and has no other corruption."""

    def ask(table: str):
        if (table, "corrupted") not in memory:
            known = {c.column for c in CORRUPTIONS[table] if c.expectation == NULL}
            nulls = [
                Corruption(e["column"], NULL, {e["column"]: None})
                for e in good(table)["expectations"]
                if e["expectation"] == NULL and e["column"] not in {*known, "record_id"}
            ]
            corruptions = [*CORRUPTIONS[table], *nulls]
            rows = copy(table)
            hit = apply(rows, corruptions)
            lay(**{table: rows})
            memory[table, "corrupted"] = check(table, check_section()), corruptions, hit
        return memory[table, "corrupted"]

    return ask


@pytest.fixture
def hollow(lay, copy, memory) -> Callable[[str], Report]:
    """Every column null in every row, but for those that no table can be written without."""

    def ask(table: str) -> Report:
        if (table, "hollow") not in memory:
            columns = [c for c in SCHEMAS[table].names if c not in OPTIONAL]
            lay(**{table: [{**row, **dict.fromkeys(columns)} for row in copy(table)]})
            memory[table, "hollow"] = check(table, check_section())
        return memory[table, "hollow"]

    return ask


@pytest.fixture
def wrong_as_a_whole(lay, copy) -> Callable[[str], Report]:
    """Limits that the world does not meet, rows gone from other tables, ids doubled, malformed and null."""

    def ask(table: str) -> Report:
        seeds, samples, corpus = copy("seeds"), copy("samples"), copy("corpus")
        next(s for s in samples if s["decision"] == "keep").update(decision="drop", reason="as if")
        for seed in seeds:
            if seed["kind"] == "prepared":
                seed["decision"] = "drop"
        for row in corpus:
            row["split"] = {"train": "test", "test": "train"}.get(row["split"], row["split"])
        last = next(r for r in corpus[::-1] if r["decision"] == "keep")
        kept = [r for r in corpus if r["decision"] == "keep" and r["roots"] == last["roots"]]
        kept[0]["split"] = "train" if kept[0]["split"] != "train" else "test"
        kept[0]["instruction"] = "Write to somebody.real@mailbox.org about it."
        lay(
            seeds=seeds if table == "samples" else copy("seeds"),
            samples=samples if table == "rewards" else copy("samples"),
            renders=[r for r in copy("renders") if r["record_id"] != last["output_render"]],
            rewards=copy("rewards")[1:],
            corpus=[r for r in corpus if r is not next(r for r in corpus if r["decision"] == "drop")],
            predictions=[*copy("predictions"), {**copy("predictions")[0], "record_id": "0" * 32}],
        )
        drift.write("baseline.json")
        baseline = json.loads(Path("baseline.json").read_text())
        baseline["slices"] = {"generation/chart": [100, 0, 0, 0, 0, 0, 0]}
        Path("baseline.json").write_text(json.dumps(baseline))
        path = sorted(folder(table).rglob("*.parquet"))[0]
        shard = pq.read_table(path).slice(0, 1)
        ids = pa.array([shard["record_id"][0].as_py(), "X" * 32, None])
        rows = pa.concat_tables([shard] * 3).set_column(0, shard.schema.field(0), ids)
        pq.write_table(rows, path.with_name("again.parquet"))
        return check(table, narrow(table))

    return ask


def narrow(table: str):
    """Limits that no world meets."""
    section = check_section()
    minima = getattr(section, table)
    return section.model_copy(
        update={
            table: minima.model_copy(update={"rows": 10**6, "dropped_share_warn": -1.0}),
            "render_ok_share": 1.1,
            "reward_baseline": "baseline.json",
            "slices": ["generation/nothing/text"],
            "split_share": {"train": [1.1, 1.2]},
            "slice_share_max": 0.01,
            "package_share_max": 0.01,
        }
    )


@pytest.fixture
def misshapen(lay) -> Callable[[str], Report]:
    """A column gone."""

    def ask(table: str) -> Report:
        lay()
        path = sorted(folder(table).rglob("*.parquet"))[-1]
        shard = pq.read_table(path)
        pq.write_table(shard.drop_columns(["stage"]), path)
        return check(table, check_section())

    return ask


@pytest.mark.parametrize("table", TABLES)
def test_good_tables_pass(table, good, tables):
    report = good(table)
    assert report["failed"] == [] and report["passed"]
    assert report["rows"] == len(tables[table])
    assert len(report["expectations"]) > 30
    assert all(e["why"] for e in report["expectations"])


@pytest.mark.parametrize("table", TABLES)
def test_every_expectation_can_fail(table, good, corrupted, hollow, wrong_as_a_whole, misshapen):
    """With its severity: a stop among the failed ones, a warning among the warnings."""
    broken = [corrupted(table)[0], hollow(table), wrong_as_a_whole(table), misshapen(table)]
    assert all(not report["passed"] for report in broken)
    seen = set().union(*(names(r["failed"]) | names(r["warnings"]) for r in broken))
    asked = names(good(table)["expectations"]) | names(broken[2]["expectations"])
    assert asked - seen == set(), f"nothing shows that these can fail: {sorted(asked - seen)}"


def test_report_is_a_function_of_the_table(lay, copy):
    lay(seeds=copy("seeds"))
    report = check("seeds", check_section())
    first = Path("reports/checks/seeds.json").read_bytes()
    assert json.loads(first) == report
    lay(seeds=copy("seeds")[::-1])
    check("seeds", check_section())
    assert Path("reports/checks/seeds.json").read_bytes() == first


@pytest.mark.parametrize("table", TABLES)
def test_corrupted_table_stops(table, corrupted):
    report, corruptions, hit = corrupted(table)
    assert len(set(hit.values())) == len(corruptions)
    assert not report["passed"]
    missed = []
    for number, corruption in enumerate(corruptions):
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
def test_all_null_columns_fail(table, hollow):
    """Value checks pass over nulls: that a column has values is asked apart, for each column."""
    columns = [c for c in SCHEMAS[table].names if c not in OPTIONAL]
    found = failures(hollow(table), "empty_column", PROBLEM)[0]
    assert found["unexpected_count"] >= len(columns)
    assert found["rows"] == sorted(f"values.{c}" for c in columns)[:20]
