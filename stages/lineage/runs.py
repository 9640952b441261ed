"""MLflow's runs and models against what is known: they may only name hashes of dvc.lock or a run record.

Hashes of earlier executions are known from their run records (SHA-256) and from the dvc.lock that is attached
to each run of an execution (MD5).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

from stages.lineage.findings import Findings
from stages.lineage.lock import LOCK, deps, outs, read_lock

DATABASE = Path(".janus/mlflow.db")
RECORDS = Path(".janus/runs")
ARTIFACTS = Path(".janus/mlartifacts")
UNKNOWN = "a hash that neither dvc.lock nor a run record knows"


def check_runs(root: Path, findings: Findings) -> None:
    """Check what every run (params `md5.PATH`, `sha256.PATH`) and model (tags) of the own store names."""
    from mlflow import MlflowClient

    from stages.tracking.models import MD5, SHA256

    client = MlflowClient(f"sqlite:///{root / DATABASE}")
    known = known_hashes(root)
    for experiment in client.search_experiments():
        for run in _every(client, experiment.experiment_id):
            for key, value in sorted(run.data.params.items()):
                if key.startswith(("md5.", "sha256.")):
                    found = value if value in known else UNKNOWN
                    findings.expect(f"mlflow:{run.info.run_id}#{key}", value, found)
        for model in client.search_logged_models([experiment.experiment_id]):
            for key in (MD5, SHA256):
                if value := model.tags.get(key):
                    found = value if value in known else UNKNOWN
                    findings.expect(f"mlflow:{model.model_id}#{key}", value, found)


def _every(client: Any, experiment: str) -> list[Any]:
    runs, token = [], None
    while True:
        page = client.search_runs([experiment], max_results=1000, page_token=token)
        runs += page
        token = page.token
        if not token:
            return runs


def known_hashes(root: Path) -> set[str]:
    """Every hash that dvc.lock, an attached dvc.lock, a manifest or a run record names."""
    known: set[str] = set()
    for entry in read_lock(root).values():
        known.update(outs(entry).values(), deps(entry).values())
    for path in sorted((root / ARTIFACTS).rglob(str(LOCK))):
        stages = yaml.safe_load(path.read_text(encoding="utf-8"))["stages"]
        for entry in stages.values():
            known.update(outs(entry).values(), deps(entry).values())
    for path in sorted((root / RECORDS).rglob("*.json")):
        known.update(_sha256s(json.loads(path.read_text(encoding="utf-8"))))
    return known


def _sha256s(value: Any) -> list[str]:
    """Every value of a key `sha256` in a run record."""
    if isinstance(value, dict):
        own = [value["sha256"]] if isinstance(value.get("sha256"), str) else []
        return own + [found for inner in value.values() for found in _sha256s(inner)]
    if isinstance(value, list):
        return [found for inner in value for found in _sha256s(inner)]
    return []
