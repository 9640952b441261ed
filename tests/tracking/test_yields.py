"""The table of yields in a real SQLite MLflow."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from stages.tracking.execution import REUSED, StageRun
from stages.tracking.runs import find
from stages.tracking.store import open_store
from stages.tracking.sync import sync
from stages.tracking.yields import TABLE, read_yields
from tests.tracking.conftest import out

KEPT = "kept_rate/chart/guided_evolution/programmatic"


def test_the_cells_are_metrics_and_a_table_of_synthesis_and_of_the_parent(project, store, tmp_path):
    project.run("synthesize")
    project.lock()
    done = sync()
    assert done.stages["synthesize"] == "ran" and done.stages["report"] == "reused"
    mlflow = open_store()
    for stage in ("synthesize", "pipeline"):
        (run,) = find(mlflow, done.execution, stage)
        rates = {name: value for name, value in run.data.metrics.items() if name.startswith("kept_rate/")}
        assert rates == {KEPT: 0.75}, "a cell without attempts has no rate"
        path = mlflow.client.download_artifacts(run.info.run_id, TABLE, str(tmp_path))
        table = json.loads(Path(path).read_text(encoding="utf-8"))
        rows = [dict(zip(table["columns"], row, strict=True)) for row in table["data"]]
        assert [(row["domain"], row["attempted"], row["why"]) for row in rows] == [
            ("chart", 4, ""),
            ("svg", 0, "nothing is translated into this domain"),
        ]
        (shown,) = json.loads(run.data.tags["mlflow.loggedArtifacts"])
        assert shown == {"path": TABLE, "type": "table"}
    (report,) = find(mlflow, done.execution, "report")
    assert KEPT not in report.data.metrics


def test_a_second_sync_adds_nothing(project, store, monkeypatch):
    project.run("synthesize")
    project.lock()
    from stages.tracking import sync as module

    with monkeypatch.context() as patch:
        patch.setattr(module, "close_execution", lambda: None)  # cut off at its very end
        first = sync()
    again = sync()
    assert again.execution == first.execution
    mlflow = open_store()
    (run,) = find(mlflow, first.execution, "pipeline")
    assert len(mlflow.client.get_metric_history(run.info.run_id, KEPT)) == 1
    assert len(json.loads(run.data.tags["mlflow.loggedArtifacts"])) == 1


@pytest.mark.parametrize("state", ["failed", None])
def test_cells_of_an_earlier_execution_are_not_taken(project, state):
    entry = {"outs": [out("reports/plots/yields.csv", "7" * 32)]}
    runs = [StageRun("synthesize", "ran", {}, {})]
    runs += [] if state is None else [StageRun("report", state, {}, entry)]
    assert read_yields(project.root, runs) == []
    assert len(read_yields(project.root, [StageRun("report", REUSED, {}, entry)])) == 2
