"""What an execution consists of, without MLflow."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from stages.errors import JanusError
from stages.lineage.lock import read_lock
from stages.tracking.execution import outs_fingerprint, refuse_running, stage_runs
from stages.tracking.numbers import curves, headline
from stages.tracking.run_record import RunRecord, current_execution
from stages.tracking.store import tracking_uri, writing
from stages.tracking.sync import sync


def states(project) -> dict[str, str]:
    return {run.name: run.state for run in stage_runs(project.root, current_execution())}


def test_stages_that_ran_and_that_were_reused_in_the_order_of_the_pipeline(project):
    project.lock()
    project.run("train@tiny")
    assert states(project) == {
        "assemble": "reused",
        "train@tiny": "ran",
        "evaluate@tiny": "reused",
        "report": "reused",
    }
    assert list(states(project)) == ["assemble", "train@tiny", "evaluate@tiny", "report"]


def test_what_lies_behind_a_failed_stage_was_not_reached(project):
    project.lock()
    project.run("train@tiny", fail=True)
    assert states(project) == {"assemble": "reused", "train@tiny": "failed"}


def test_a_stage_locked_with_other_params_is_not_up_to_date(project):
    project.lock()
    project.params({"seed": 1, "train": {"lr": 0.5, "steps": 20}})
    project.run("assemble")
    assert "train@tiny" not in states(project)


def test_a_running_stage_keeps_its_execution_open_and_a_killed_one_does_not(project):
    record = RunRecord("train@tiny")
    record.write()
    with pytest.raises(JanusError, match="still running"):
        sync()
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    record.data["pid"] = ended.pid
    record.write()
    refuse_running(record.execution)
    assert states(project) == {"train@tiny": "killed"}


def test_headline_has_a_number_per_question_and_curves_their_steps(project):
    project.lock()
    project.run("assemble")
    runs = {run.name: run for run in stage_runs(project.root, current_execution())}
    found = headline(project.root, runs["train@tiny"]) | headline(project.root, runs["evaluate@tiny"])
    assert found == {
        "tiny.validation_loss": 0.5,
        "tiny.parameters": 10.0,
        "tiny.execution_rate": 0.75,
        "tiny.untrained.execution_rate": 0.75,
    }
    assert curves(project.root, runs["train@tiny"]) == {
        "train_loss": [(0, 2.0), (10, 1.0)],
        "validation_loss": [(10, 0.9)],
    }


def test_the_fingerprint_is_of_outputs_alone(project):
    project.lock()
    before = outs_fingerprint(read_lock(project.root))
    text = (project.root / "dvc.lock").read_text()
    (project.root / "dvc.lock").write_text(text.replace("cmd: t", "cmd: other"))
    assert outs_fingerprint(read_lock(project.root)) == before
    (project.root / "dvc.lock").write_text(text.replace("9" * 32, "7" * 32))
    assert outs_fingerprint(read_lock(project.root)) != before


def test_one_absolute_uri_and_one_writer(project, monkeypatch):
    assert tracking_uri() == f"sqlite:///{project.root}/.janus/mlflow.db"
    code = "from stages.tracking.store import writing\nwith writing(0.3): print('in')"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}

    def run():
        return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment)

    with writing():
        assert "another process has been writing" in run().stderr
    assert run().stdout == "in\n"
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "http://tracking:5000")
    assert tracking_uri() == "http://tracking:5000"


def test_nothing_to_sync_says_so_without_mlflow(project, capsys):
    from stages.cli.__main__ import main

    assert main(["sync"]) == 0
    assert "nothing to sync" in capsys.readouterr().out
    assert not (project.root / ".janus").exists()
