"""The gate's contract, and the gate as a command."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from stages.check.gate import report_path, require_gate
from stages.check.licences import outside
from stages.errors import JanusError
from stages.records.tables import write_table
from tests.assemble import factory

ROOT = Path(__file__).parents[2]


@pytest.fixture
def seeds(tmp_path, monkeypatch) -> list[factory.Row]:
    monkeypatch.chdir(tmp_path)
    rows = [
        row for n in range(12) for domain in ("chart", "svg") for row in factory.seed_rows(domain, f"f{n}")
    ]
    factory.write({"seeds": rows})
    check = yaml.safe_load((factory.CONF / "check/smoke.yaml").read_text())
    Path("params.yaml").write_text(yaml.safe_dump({"seed": 1, "check": check}))
    return rows


def gate(table: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "stages.check", table],
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(ROOT), "HOME": str(Path.cwd())},
    )


def test_without_a_report_a_stage_refuses(seeds):
    with pytest.raises(JanusError, match="the gate of seeds has not run"):
        require_gate("seeds", "data/seeds")


def test_gate_opens_for_these_bytes_alone(seeds):
    done = gate("seeds")
    assert done.returncode == 0, done.stderr
    assert require_gate("seeds", "data/seeds")["rows"] == len(seeds)
    seeds[0]["attribution"] = "someone else"
    write_table("seeds", seeds, Path("data/seeds"))
    with pytest.raises(JanusError, match="passed for other bytes"):
        require_gate("seeds", "data/seeds")


def test_failed_gate_writes_its_report_and_exits_with_1(seeds):
    seeds[0]["licence"] = "GPL-3.0-only"
    write_table("seeds", seeds, Path("data/seeds"))
    done = gate("seeds")
    assert done.returncode == 1
    assert "licence_not_allowed" in done.stderr and seeds[0]["record_id"] in done.stderr
    assert "Traceback" not in done.stderr
    report = json.loads(report_path("seeds").read_text())
    assert [f["rows"] for f in report["failed"]] == [[seeds[0]["record_id"]]]
    assert report["failed"][0]["observed"] == {seeds[0]["record_id"]: "GPL-3.0-only"}
    with pytest.raises(JanusError, match="the gate of seeds failed: expect_column_values_to_be_null"):
        require_gate("seeds", "data/seeds")
    record = json.loads(next(Path(".janus/runs").rglob("check@seeds.json")).read_text())
    assert record["status"] == "failed" and record["inputs"]["seeds"]["rows"] == len(seeds)


def test_missing_tables_are_named(seeds):
    done = gate("samples")
    assert done.returncode == 1 and "data/samples" in done.stderr and "dvc repro" in done.stderr
    assert gate("elephants").returncode == 2


@pytest.mark.parametrize(
    ("expression", "bad"),
    [
        ("MIT", []),
        ("ISC AND MIT", []),
        ("GPL-3.0-only", ["GPL-3.0-only"]),
        ("MIT AND GPL-3.0-only", ["GPL-3.0-only"]),
        ("MIT OR GPL-3.0-only", []),
        ("(MIT OR GPL-3.0-only) AND ISC", []),
        ("(MIT AND GPL-3.0-only) OR LGPL-2.1-only", ["GPL-3.0-only"]),
        ("GPL-2.0-only WITH Classpath-exception-2.0", ["GPL-2.0-only WITH Classpath-exception-2.0"]),
        ("", ["(none)"]),
        (None, ["(none)"]),
        ("MIT, probably", ["MIT, probably"]),
    ],
)
def test_licence_expressions(expression, bad):
    assert outside(expression, frozenset({"MIT", "ISC"})) == bad
