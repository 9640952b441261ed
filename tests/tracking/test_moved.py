"""MLflow's store in a project folder that is copied or moved."""

from __future__ import annotations

import shutil
from pathlib import Path

from stages.tracking.store import EXPERIMENT, Store, open_store, tracking_uri


def logged(store: Store, text: str) -> str:
    """A new run with a file."""
    run = store.client.create_run(store.experiment).info.run_id
    store.client.log_text(run, text, "note.txt")
    return run


def notes(root: Path) -> list[str]:
    return sorted(path.read_text() for path in root.glob(".janus/mlartifacts/**/note.txt"))


def test_the_artifacts_of_a_copied_project_are_its_own(project, store, tmp_path_factory, monkeypatch):
    before = open_store()
    run = logged(before, "before")
    model = before.client.create_logged_model(before.experiment, name="m", source_run_id=run)
    copy = tmp_path_factory.mktemp("copies") / "it's 100_%"
    shutil.copytree(project.root, copy)
    monkeypatch.chdir(copy)
    after = open_store()
    logged(after, "after")
    assert (notes(project.root), notes(copy)) == (["before"], ["after", "before"])
    found = after.client.get_run(run).info.artifact_uri
    assert found.startswith((copy / ".janus/mlartifacts").as_uri())
    place = after.client.get_logged_model(model.model_id).artifact_location
    assert place.startswith((copy / ".janus/mlartifacts").as_uri())
    monkeypatch.chdir(project.root)
    logged(open_store(), "again")
    assert (notes(project.root), notes(copy)) == (["again", "before"], ["after", "before"])


def test_a_project_that_has_logged_no_file_yet_is_followed_too(project, store, tmp_path_factory, monkeypatch):
    before = open_store()
    run = before.client.create_run(before.experiment).info.run_id
    copy = tmp_path_factory.mktemp("copies") / "copy"
    shutil.copytree(project.root, copy)
    monkeypatch.chdir(copy)
    open_store().client.log_text(run, "after", "note.txt")
    assert (notes(project.root), notes(copy)) == ([], ["after"])


def test_a_store_without_tables_is_taken_up(project):
    (project.root / ".janus").mkdir()
    (project.root / ".janus/mlflow.db").touch()
    assert logged(open_store(), "a")


def test_artifacts_that_are_meant_to_lie_elsewhere_stay_there(project, store, tmp_path_factory, monkeypatch):
    from mlflow import MlflowClient

    client = MlflowClient(tracking_uri=tracking_uri())
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    client.create_experiment(EXPERIMENT, artifact_location=(elsewhere / "mlartifacts").as_uri())
    logged(open_store(), "a")
    copy = tmp_path_factory.mktemp("copies") / "copy"
    shutil.copytree(project.root, copy)
    monkeypatch.chdir(copy)
    logged(open_store(), "b")
    assert len(list(elsewhere.glob("**/note.txt"))) == 2
