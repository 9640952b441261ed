"""A project folder as DVC leaves it after two stages of data, one training and a report; real run records."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
import yaml

from stages.records.tables import write_manifest
from stages.tracking.run_record import recorded


def artifact(folder: Path, name: str, content: bytes, **more: bytes) -> dict:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "a.bin").write_bytes(content)
    for path, data in more.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return write_manifest(folder, artifact=name, rows=3)


def out(path: str, md5: str) -> dict:
    return {"path": path, "hash": "md5", "md5": md5}


YIELDS = """\
domain,strategy,teacher,attempted,written,kept,kept_rate,why
chart,guided_evolution,programmatic,4,4,3,0.75,
svg,bidirectional_translation,programmatic,0,0,0,,nothing is translated into this domain
"""
CURVE = "step,train_loss,validation_loss\n0,2.0,\n10,1.0,0.9\n"


class Project:
    """The project: `run(stage)` writes a run record, `lock()` what DVC would have locked."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.corpus = artifact(root / "data/corpus", "corpus", b"rows")
        step = {"checkpoints/20/model.safetensors": b"w", "checkpoints/10/model.safetensors": b"v"}
        self.model = artifact(root / "models/tiny", "models/tiny", b"config", **step)
        self.md5 = {"data/corpus": "c" * 32 + ".dir", "models/tiny": "d" * 32 + ".dir"}
        self.params({"seed": 1, "train": {"lr": 0.001, "steps": 20}})
        stages = {
            "synthesize": {},
            "assemble": {},
            "train": {"matrix": {"model": ["tiny"]}},
            "evaluate": {},
            "report": {},
        }
        (root / "dvc.yaml").write_text(yaml.safe_dump({"stages": stages}, sort_keys=False))
        (root / "reports/metrics").mkdir(parents=True)
        (root / "reports/plots").mkdir()
        (root / "reports/index.html").write_text("<html>the page</html>")
        (root / "reports/explorer").mkdir()
        (root / "reports/explorer/index.html").write_text("<html>the explorer</html>")
        self.report(
            "train_tiny", {"model": "tiny", "validation_loss": 0.5, "parameters": 10, "slices": {"x": 1}}
        )
        cell = {"n": 4, "execution_rate": {"value": 0.75, "low": 0.5, "high": 1.0}}
        variants = {"model": {"all": cell, "editing/chart/text": cell}, "untrained": {"all": cell}}
        self.report("evaluate_tiny", {"variants": variants, "differences": {}})
        (root / "reports/plots/loss_tiny.csv").write_text(CURVE)
        (root / "reports/plots/yields.csv").write_text(YIELDS)

    def report(self, name: str, value: dict) -> None:
        (self.root / f"reports/metrics/{name}.json").write_text(json.dumps(value))

    def params(self, values: dict) -> None:
        self.values = values
        (self.root / "params.yaml").write_text(yaml.safe_dump(values))

    def run(self, stage: str, *, fail: bool = False) -> None:
        """One run of a stage, as `stages.stage.run_stage` does it."""
        try:
            with recorded(stage) as record:
                if stage == "assemble":
                    record.output("corpus", self.corpus)
                    record.metric(rows=3)
                    record.tag(said=f"heard {os.environ.get('TEACHER_API_KEY')}")
                if stage == "train@tiny":
                    record.input("corpus", self.corpus)
                    record.output("models/tiny", self.model)
                if fail:
                    raise ValueError("broken")
        except ValueError:
            assert fail

    def lock(self, *without: str) -> None:
        train = {"params.yaml": {"train": self.values["train"], "seed": self.values["seed"]}}
        corpus, model = (out(path, self.md5[path]) for path in ("data/corpus", "models/tiny"))
        metrics = [out(f"reports/metrics/{n}_tiny.json", n[0] * 32) for n in ("train", "evaluate")]
        stages = {
            "report": {
                "cmd": "r",
                "deps": [model, corpus, *metrics],
                "outs": [out("reports/index.html", "9" * 32), out("reports/plots/yields.csv", "7" * 32)],
            },
            "train@tiny": {
                "cmd": "t",
                "deps": [corpus],
                "params": train,
                "outs": [model, metrics[0], out("reports/plots/loss_tiny.csv", "8" * 32)],
            },
            "assemble": {"cmd": "a", "outs": [corpus]},
            "evaluate@tiny": {"cmd": "e", "deps": [model, corpus], "outs": [metrics[1]]},
        }
        locked = {name: entry for name, entry in stages.items() if name not in without}
        (self.root / "dvc.lock").write_text(
            yaml.safe_dump({"schema": "2.0", "stages": locked}, sort_keys=False)
        )


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory) -> Path:
    """A database with MLflow's tables and nothing in them: making them takes seconds."""
    from mlflow import MlflowClient

    path = tmp_path_factory.mktemp("mlflow") / "mlflow.db"
    MlflowClient(tracking_uri=f"sqlite:///{path}").search_experiments()
    return path


@pytest.fixture
def store(project, empty_database) -> None:
    """MLflow's store is there already, as after a first sync."""
    (project.root / ".janus").mkdir()
    shutil.copy(empty_database, project.root / ".janus/mlflow.db")


@pytest.fixture
def project(tmp_path, monkeypatch) -> Project:
    """A fresh project; the working directory, the run records and MLflow's store are in it."""
    monkeypatch.chdir(tmp_path)
    for name in ("JANUS_RUNS", "MLFLOW_TRACKING_URI", "MLFLOW_EXPERIMENT_NAME"):
        monkeypatch.delenv(name, raising=False)
    return Project(tmp_path)
