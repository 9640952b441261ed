"""Corruptions of what MLflow says: runs and models that name hashes which nothing here knows."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from stages.lineage.lock import outs, read_lock
from stages.lineage.runs import ARTIFACTS, DATABASE, RECORDS
from stages.lineage.verify import verify
from tests.lineage.planting import intact_project


@pytest.fixture(scope="module")
def intact(tmp_path_factory) -> SimpleNamespace:
    """With an MLflow store whose run and model name its hashes."""
    from mlflow import MlflowClient

    root = tmp_path_factory.mktemp("intact")
    project = intact_project(root)
    client = MlflowClient(f"sqlite:///{root / DATABASE}")
    (root / RECORDS / "e1").mkdir(parents=True)
    sha256 = {path: recorded(root, path) for path in ("data/corpus", "models/tiny")}
    experiment = client.create_experiment("t", (root / ARTIFACTS).as_uri())
    project.run = client.create_run(experiment).info.run_id
    client.log_param(project.run, "md5.data/corpus", outs(read_lock(root)["data/corpus"])["data/corpus"])
    client.log_param(project.run, "sha256.data/corpus", sha256["data/corpus"])
    tags = {"janus.md5": outs(read_lock(root)["models/tiny"])["models/tiny"], "janus.checkpoint": "x@20"}
    tags["janus.sha256"] = sha256["models/tiny"]
    project.model = client.create_logged_model(experiment, "tiny-20", tags=tags).model_id
    return project


def recorded(root: Path, path: str) -> str:
    """The hash of an artifact, with a run record that says so."""
    sha256 = json.loads((root / path / "manifest.json").read_text())["table_sha256"]
    name = path.rpartition("/")[2]
    record = {"outputs": {name: {"sha256": sha256, "rows": 4}}}
    (root / RECORDS / "e1" / f"{name}.json").write_text(json.dumps(record))
    return sha256


@pytest.fixture
def project(intact, tmp_path) -> SimpleNamespace:
    shutil.copytree(intact.root, tmp_path / "copy")
    return SimpleNamespace(**{**vars(intact), "root": tmp_path / "copy"})


def run_names_another(key: str, value: str) -> Callable:
    def plant(project) -> str:
        from mlflow import MlflowClient

        client = MlflowClient(f"sqlite:///{project.root / DATABASE}")
        client.log_param(project.run, key, value)
        return project.run

    return plant


def model_names_another(tag: str) -> Callable:
    def plant(project) -> str:
        from mlflow import MlflowClient

        client = MlflowClient(f"sqlite:///{project.root / DATABASE}")
        client.set_logged_model_tags(project.model, {tag: "0" * 64})
        return project.model

    return plant


CORRUPTIONS = {
    "a run with another MD5": run_names_another("md5.data/seeds", "0" * 32 + ".dir"),
    "a run with another SHA-256": run_names_another("sha256.data/seeds", "0" * 64),
    "a model with another MD5": model_names_another("janus.md5"),
    "a model with another SHA-256": model_names_another("janus.sha256"),
}


def test_nothing_done_is_no_alarm(project):
    found = verify(project.root).as_dict()
    assert found["ok"] and found["checked"] > 100, found["problems"]


@pytest.mark.parametrize("what", CORRUPTIONS)
def test_a_name_that_nothing_knows_is_found(project, what):
    name = CORRUPTIONS[what](project)
    (problem,) = verify(project.root).as_dict()["problems"]
    assert name in problem["path"] and "neither dvc.lock nor a run record" in problem["found"]
