"""What a run carries besides numbers: hashes of data as params, data sets as inputs, files as artifacts."""

from __future__ import annotations

import json
from pathlib import Path

from stages.tracking.execution import StageRun, data_deps, data_outs, sha256_of
from stages.tracking.store import Store

PAGE = Path("reports/index.html")
EXPLORER = Path("reports/explorer")
DIGEST_LENGTH = 36
"""Characters that MLflow takes as a digest; DVC's `<md5>.dir` has 36."""


def hashes(root: Path, run: StageRun, *, inputs: bool = True) -> dict[str, str]:
    """Params that name bytes: MLflow's compare view shows params, hardly datasets."""
    found = {}
    for path, md5 in {**(data_deps(run) if inputs else {}), **data_outs(run)}.items():
        found[f"md5.{path}"] = md5
        if sha := sha256_of(root, path, run):
            found[f"sha256.{path}"] = sha
    return found


def log_datasets(store: Store, root: Path, run: StageRun, run_id: str) -> None:
    """What the stage read, as dataset inputs: DVC's hash as digest (it fits), the full SHA-256 as a tag."""
    from mlflow.entities import Dataset, DatasetInput, InputTag

    datasets = []
    for path, md5 in data_deps(run).items():
        tags = [InputTag("mlflow.data.context", "training" if run.name.startswith("train@") else "input")]
        if sha := sha256_of(root, path, run):
            tags.append(InputTag("sha256", sha))
        source = json.dumps({"uri": path})
        datasets.append(DatasetInput(Dataset(path, md5[:DIGEST_LENGTH], "local", source), tags))
    if datasets:
        store.client.log_inputs(run_id, datasets=datasets)


def log_page(store: Store, root: Path, run_id: str) -> None:
    if (root / PAGE).is_file():
        log_file(store, root / PAGE, run_id, "report")


def log_explorer(store: Store, root: Path, run_id: str) -> None:
    """Log the lineage explorer beside the page, unless its files are there by name and size."""
    here = {f"report/explorer/{path.name}": path.stat().st_size for path in (root / EXPLORER).glob("*")}
    there = {entry.path: entry.file_size for entry in store.client.list_artifacts(run_id, "report/explorer")}
    if here != there:
        store.client.log_artifacts(run_id, str(root / EXPLORER), "report/explorer")


def log_file(store: Store, path: Path, run_id: str, folder: str | None = None) -> None:
    """Log a file as an artifact unless a file of this name and size is there."""
    name = f"{folder}/{path.name}" if folder else path.name
    there = {entry.path: entry.file_size for entry in store.client.list_artifacts(run_id, folder)}
    if there.get(name) != path.stat().st_size:
        store.client.log_artifact(run_id, str(path), folder)
