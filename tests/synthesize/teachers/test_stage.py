"""The whole stage with an endpoint teacher, as a process of its own; and where the key does not go."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from stages.config import raw_params
from stages.records.tables import read_rows, write_table
from tests.synthesize.teachers.conftest import KEY, section
from tests.synthesize.teachers.test_taught import GOOD
from tests.synthesize.test_rounds import SHAPES, seed

ROOT = Path(__file__).parents[3]
STEPS = {"reverse_instruction": {}, "guided_evolution": {"source": 1, "canonical": 1}}


@pytest.fixture
def project(tmp_path):
    """`project(url)`: a folder whose params name the server at `url`."""

    def make(url: str, **changes) -> Path:
        folder = tmp_path / "project"
        params = raw_params(ROOT / "params.yaml")
        params["teacher"] = section(url, **changes).model_dump()
        params["strategy"]["steps"] = STEPS
        folder.mkdir(exist_ok=True)
        (folder / "params.yaml").write_text(yaml.safe_dump(params))
        if not (folder / "conf").exists():
            (folder / "conf").symlink_to(ROOT / "conf")
        manifest = write_table("seeds", [seed(s) for s in SHAPES], folder / "data/seeds")
        report = folder / "reports/checks/seeds.json"
        report.parent.mkdir(parents=True, exist_ok=True)
        report.write_text(
            json.dumps({"passed": True, "failed": [], "table_sha256": manifest["table_sha256"]})
        )
        return folder

    return make


def run(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    own = {"PYTHONPATH": str(ROOT), "JANUS_RUNS": str(folder / "runs"), "JANUS_WORKERS": "1"}
    return subprocess.run(
        [sys.executable, "-m", "stages.synthesize"],
        cwd=folder,
        env=os.environ | own | environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


def everything(*folders: Path) -> bytes:
    """All bytes under the folders; Parquet as text, for it is compressed."""
    files = [p for folder in folders for p in sorted(folder.rglob("*")) if p.is_file()]
    return b"".join(p.read_bytes() for p in files)


def test_samples_by_an_endpoint(project, serve, own_cache):
    """The server sends the key back in its replies: it still goes nowhere."""
    said = GOOD.replace("<rect", f"<!-- {KEY} --><rect")
    server = serve(key=KEY, faults={"429": 0.2, "500": 0.2, "svg": 0.6}, texts={"svg": said})
    folder = project(server.url, tries=30)
    done = run(folder)
    assert done.returncode == 0, done.stderr
    assert " tokens, cost 0.0" in done.stderr  # the live display
    rows = read_rows(folder / "data/samples")
    kept = [row for row in rows if row["decision"] == "keep"]
    assert {row["task"] for row in kept} == {"generation", "image_to_code"}  # all evolve to the same picture
    assert {row["teacher"] for row in rows} == {"endpoint/test"}
    assert any("$JANUS_TEACHER_KEY" in row["output_code"] for row in kept)
    (record,) = (folder / "runs").rglob("synthesize.json")
    metrics = json.loads(record.read_text())["metrics"]
    assert (
        metrics["teacher_answered"] > 0 and metrics["teacher_fault_429"] > 0 and metrics["teacher_cost"] > 0
    )
    first = (folder / "data/samples/manifest.json").read_text()
    again = run(folder)
    assert again.returncode == 0 and (folder / "data/samples/manifest.json").read_text() == first
    metrics = json.loads(record.read_text())["metrics"]
    assert metrics["teacher_from_journal"] > 0 and "teacher_calls" not in metrics
    seen = everything(folder / "runs", folder / "reports", own_cache) + repr(rows).encode()
    seen += (done.stdout + done.stderr + again.stdout + again.stderr).encode()
    seen += (folder / "params.yaml").read_bytes()
    assert b"teacher_cost" in seen and b"$JANUS_TEACHER_KEY" in seen
    assert KEY.encode() not in seen


@pytest.mark.parametrize(
    ("plan", "url", "environment", "what"),
    [
        ({}, "{}", {"JANUS_TEACHER_KEY": ""}, "has no key"),
        ({"key": "sk-other"}, "{}", {}, "refuses the key (401)"),
        ({}, "http://127.0.0.1:9", {}, "cannot be reached"),
        ({}, "{}/v3", {}, "has no such API"),
    ],
)
def test_an_unusable_teacher_ends_the_stage_before_any_seed_runs(
    project, serve, own_cache, plan, url, environment, what
):
    folder = project(url.format(serve(**plan).url))
    done = run(folder, **environment)
    assert done.returncode == 1 and what in done.stderr and "do:" in done.stderr, done.stderr
    assert "Traceback" not in done.stderr and KEY not in done.stderr
    assert not list(own_cache.rglob("*")) and not (folder / "data/samples").exists()


def test_a_strategy_without_a_prompt_is_named(project, serve, tmp_path):
    folder = project(serve().url)
    (folder / "conf").unlink()
    done = run(folder)
    assert done.returncode == 1 and "has no prompt" in done.stderr and "default.j2" in done.stderr
