"""Sync and the live log against a real SQLite MLflow."""

from __future__ import annotations

import json
import os
import time

import pytest

from stages.tracking import live as live_log
from stages.tracking.live import training_log
from stages.tracking.run_record import RunRecord, current_execution, recorded
from stages.tracking.store import open_store
from stages.tracking.sync import sync


@pytest.fixture
def everything(project, store):
    """All runs of the store, and a text of all that is in it (except times) to compare two moments."""

    def runs() -> dict:
        store = open_store()
        found = store.client.search_runs([store.experiment], max_results=1000)
        return {(r.data.tags["janus.execution"], r.data.tags["janus.stage"], r.info.run_id): r for r in found}

    return runs


def digest(runs: dict) -> str:
    return json.dumps(
        [
            [key, run.info.status, run.data.to_dictionary(), len(run.inputs.dataset_inputs)]
            for key, run in sorted(runs.items())
        ],
        sort_keys=True,
    )


def by_stage(runs: dict, execution: str) -> dict:
    return {stage: run for (of, stage, _), run in runs.items() if of == execution}


def test_an_execution_becomes_a_parent_with_a_child_per_stage_once(project, everything, monkeypatch):
    monkeypatch.setenv("TEACHER_API_KEY", "sk-very-secret-value")
    project.run("assemble")
    project.run("train@tiny")
    project.lock()
    done = sync()
    assert done.stages == {
        "assemble": "ran",
        "train@tiny": "ran",
        "evaluate@tiny": "reused",
        "report": "reused",
    }
    assert current_execution() is None
    runs = everything()
    found = by_stage(runs, done.execution)
    assert set(found) == {"pipeline", *done.stages} and len(runs) == 5
    parent, train = found["pipeline"], found["train@tiny"]
    assert all(found[s].data.tags["mlflow.parentRunId"] == parent.info.run_id for s in done.stages)
    assert {run.info.status for run in runs.values()} == {"FINISHED"}

    assert parent.data.params["train.lr"] == train.data.params["train.lr"] == "0.001"
    assert parent.data.params["sha256.models/tiny"] == project.model["table_sha256"]
    assert train.data.params["md5.data/corpus"] == project.md5["data/corpus"]
    assert parent.data.metrics["tiny.execution_rate"] == 0.75
    assert parent.data.metrics["tiny.validation_loss"] == 0.9, "the last point of the curve"
    measured = found["evaluate@tiny"].data.metrics
    assert measured["variants.model.editing/chart/text.execution_rate.low"] == 0.5
    assert found["assemble"].data.metrics["rows"] == 3
    assert found["report"].data.tags["janus.state"] == "reused"

    (dataset,) = train.inputs.dataset_inputs
    assert (dataset.dataset.name, dataset.dataset.digest) == ("data/corpus", project.md5["data/corpus"])
    assert project.corpus["table_sha256"] in {tag.value for tag in dataset.tags}
    store = open_store()
    (output,) = train.outputs.model_outputs
    model = store.client.get_logged_model(output.model_id)
    assert (model.name, output.step, model.status) == ("tiny-20", 20, "READY")
    assert model.source_run_id == train.info.run_id and model.tags["janus.checkpoint"] == "models/tiny@20"
    evaluated = store.client.get_run(found["evaluate@tiny"].info.run_id)
    assert [model.model_id for model in evaluated.inputs.model_inputs] == [output.model_id]
    curve = store.client.get_metric_history(parent.info.run_id, "tiny.train_loss")
    assert [(p.step, p.value) for p in curve] == [(0, 2.0), (10, 1.0)]
    for run, pages in ((parent, ["index.html"]), (found["report"], ["explorer", "index.html"])):
        artifacts = store.client.list_artifacts(run.info.run_id, "report")
        assert [artifact.path for artifact in artifacts] == [f"report/{page}" for page in pages]
    (explorer,) = store.client.list_artifacts(found["report"].info.run_id, "report/explorer")
    assert explorer.file_size == len("<html>the explorer</html>")
    assert len(found["assemble"].data.tags["janus.code_sha256"]) == 64
    assert found["assemble"].data.tags["janus.tag.said"] == "heard <TEACHER_API_KEY>"
    database = (project.root / ".janus/mlflow.db").read_bytes()
    assert b"sk-very-secret-value" not in database and os.environ["PATH"].encode() not in database

    before = digest(runs)
    assert sync().execution is None
    assert digest(everything()) == before


def test_a_sync_that_was_cut_off_is_finished_by_the_next(project, everything, monkeypatch):
    project.run("assemble")
    project.lock()
    from stages.tracking import sync as module

    def cut(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(module, "write_parent", cut)
        with pytest.raises(KeyboardInterrupt):
            sync()
    assert current_execution() is not None
    half = everything()
    assert len(half) == 5
    done = sync()
    whole = everything()
    assert set(whole) == set(half) and done.execution is not None
    assert all(len(run.outputs.model_outputs) == (key[1] == "train@tiny") for key, run in whole.items())
    assert by_stage(whole, done.execution)["pipeline"].info.status == "FINISHED"


def test_outputs_that_came_from_elsewhere_get_an_execution_of_reused_stages(project, everything):
    project.lock()
    first = sync()
    assert set(first.stages.values()) == {"reused"}
    parent = by_stage(everything(), first.execution)["pipeline"]
    assert parent.data.tags["janus.state"] == "reused" and parent.data.params["train.lr"] == "0.001"
    assert sync().execution is None
    project.md5["data/corpus"] = "e" * 32 + ".dir"
    project.lock()
    assert sync().execution not in (None, first.execution)
    assert sync().execution is None
    assert sync(force=True).execution is not None


def test_training_logs_while_it_runs_and_goes_on_after_a_kill(project, everything, monkeypatch):
    monkeypatch.setattr(live_log, "SYSTEM_S", 0.1)
    record = RunRecord("train@tiny")
    record.write()
    with pytest.raises(KeyboardInterrupt), training_log(record) as log:
        for step in range(1, 61):
            log.metrics(step, {"loss": 1 / step, "lr": 0.1})
        live = everything()
        train = by_stage(live, record.execution)["train@tiny"]
        assert train.info.status == "RUNNING" and train.data.metrics["loss"] == pytest.approx(1 / 50)
        time.sleep(0.5)
        raise KeyboardInterrupt
    first = record.data["mlflow_run_id"]
    assert by_stage(everything(), record.execution)["train@tiny"].info.status == "KILLED"

    with recorded("train@tiny") as again, training_log(again) as log:
        for step in range(41, 101):
            log.metrics(step, {"loss": 1 / step, "lr": 0.1})
    assert again.data["mlflow_run_id"] == first
    store = open_store()
    assert [p.step for p in store.client.get_metric_history(first, "loss")] == list(range(1, 101))
    metrics = store.client.get_run(first).data.metrics
    assert any(name.startswith("system/") for name in metrics)

    project.params({"seed": 1, "train": {"lr": 0.5, "steps": 20}})
    with recorded("train@tiny") as other, training_log(other) as log:
        log.metrics(1, {"loss": 3.0})
    assert other.data["mlflow_run_id"] != first
    project.lock()
    done = sync()
    runs = everything()
    assert done.stages["train@tiny"] == "ran"
    trained = [run for key, run in runs.items() if key[1] == "train@tiny"]
    live = [run for run in trained if "janus.superseded" not in run.data.tags]
    assert len(trained) == 2 and [run.info.run_id for run in live] == [other.data["mlflow_run_id"]]
    assert live[0].data.params["train.lr"] == "0.5" and live[0].data.metrics["loss"] == 3.0
