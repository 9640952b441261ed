"""Models and pages in MLflow that hold taken-down content: models are marked, pages and aliases go.

A model whose tables are no longer on this disk cannot be cleared: it is marked as of unknown ancestry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stages.lineage.takedown.objects import Outputs
from stages.tracking.attached import PAGE
from stages.tracking.models import MD5, SHA256
from stages.tracking.store import Store

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities import Run

TAINTED = "janus.tainted"
REPORT = "report"
"""Artifact folder of the page (`attached.log_page`)."""
UNKNOWN = "ancestry unknown: no table that it learned from is left here"


def mark(store: Store, outputs: Outputs, why: str) -> dict[str, int]:
    """Mark models and remove pages; returns how many of each. Hold `writing()` around this."""
    models: dict[str, str] = {}
    for model in store.client.search_logged_models([store.experiment]):
        md5 = model.tags.get(MD5)
        if md5 in outputs.clean or TAINTED in model.tags:
            continue
        reason = why if md5 in outputs.tainted else UNKNOWN
        store.client.set_logged_model_tags(model.model_id, {TAINTED: reason})
        models[model.model_id] = reason
    return {
        "models": len(models),
        "aliases": _withdraw(store, models),
        "pages": sum(_drop_page(store, run, outputs, why) for run in _runs(store)),
    }


def marked(client: MlflowClient, experiments: list[str]) -> list[tuple[str, str, str, str]]:
    """(id, SHA-256 of the artifact, checkpoint, why) of every model that is marked, by id."""
    found = client.search_logged_models(experiments) if experiments else []
    return sorted(
        (model.model_id, model.tags[SHA256], model.tags["janus.checkpoint"], model.tags[TAINTED])
        for model in found
        if TAINTED in model.tags
    )


def _withdraw(store: Store, models: dict[str, str]) -> int:
    """Take the aliases from registered versions of the models, and mark the versions."""
    withdrawn = 0
    for registered in store.client.search_registered_models():
        for version in store.client.search_model_versions(f"name = '{registered.name}'"):
            model = version.source.removeprefix("models:/")
            if model not in models:
                continue
            store.client.set_model_version_tag(registered.name, version.version, TAINTED, models[model])
            for alias, number in registered.aliases.items():
                if str(number) == str(version.version):
                    store.client.delete_registered_model_alias(registered.name, alias)
                    withdrawn += 1
    return withdrawn


def _drop_page(store: Store, run: Run, outputs: Outputs, why: str) -> bool:
    """Remove the page of a run unless all data that the run names is known to be clean."""
    from mlflow.store.artifact.artifact_repository_registry import get_artifact_repository

    data = {value for key, value in run.data.params.items() if key.startswith("md5.data/")}
    there = [entry.path for entry in store.client.list_artifacts(run.info.run_id, REPORT)]
    if f"{REPORT}/{PAGE.name}" not in there or (data and data <= outputs.clean):
        return False
    get_artifact_repository(run.info.artifact_uri).delete_artifacts(REPORT)
    store.client.set_tag(run.info.run_id, "janus.page", f"removed: {why}")
    return True


def _runs(store: Store) -> list[Run]:
    found, token = [], None
    while True:
        page = store.client.search_runs([store.experiment], max_results=1000, page_token=token)
        found += page
        token = page.token
        if not token:
            return found
