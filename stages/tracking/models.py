"""One LoggedModel per final checkpoint, linked to the runs that made and measured it.

A checkpoint is known by the SHA-256 of its artifact: the same bytes, made again or reused, are one model.
"""

from __future__ import annotations

import json
from pathlib import Path

from stages.records.tables import MANIFEST
from stages.tracking.execution import StageRun, data_outs
from stages.tracking.runs import EXECUTION
from stages.tracking.store import Store
from stages.tracking.values import as_params

SHA256 = "janus.sha256"
MD5 = "janus.md5"


def final_step(folder: Path) -> int | None:
    """The step of the last checkpoint in models/NAME; None where it has none."""
    steps = [int(path.name) for path in (folder / "checkpoints").glob("*") if path.name.isdigit()]
    return max(steps, default=None)


def log_models(store: Store, root: Path, run: StageRun, run_id: str, execution: str) -> dict[str, str]:
    """Link the checkpoints that a training stage made to its run; returns model path to LoggedModel id."""
    from mlflow.entities import LoggedModelOutput

    linked = {}
    outputs = store.client.get_run(run_id).outputs
    known = {output.model_id for output in outputs.model_outputs} if outputs else set()
    for path, md5 in data_outs(run).items():
        step = final_step(root / path)
        if not path.startswith("models/") or step is None or not (root / path / MANIFEST).is_file():
            continue
        sha = json.loads((root / path / MANIFEST).read_bytes())["table_sha256"]
        name = f"{Path(path).name}-{step}"
        found = store.client.search_logged_models(
            [store.experiment], filter_string=f"tags.`{SHA256}` = '{sha}' and name = '{name}'"
        )
        if found:
            model = found[0]
        else:
            model = store.client.create_logged_model(
                store.experiment,
                name,
                source_run_id=run_id,
                tags={
                    SHA256: sha,
                    EXECUTION: execution,
                    MD5: md5,
                    "janus.checkpoint": f"{path}@{step}",
                },
                params=as_params(run.params),
                model_type="janusforge",
            )
            store.client.finalize_logged_model(model.model_id, "READY")
        if model.model_id not in known:
            store.client.log_outputs(run_id, [LoggedModelOutput(model.model_id, step)])
        linked[path] = model.model_id
    return linked


def read_models(store: Store, run: StageRun, run_id: str, models: dict[str, str]) -> None:
    """Link the models that a stage read (evaluate) as inputs of its run."""
    from mlflow.entities import LoggedModelInput

    wanted = [models[path] for path in [*_read(run)] if path in models]
    inputs = store.client.get_run(run_id).inputs
    known = {one.model_id for one in inputs.model_inputs} if inputs else set()
    fresh = [LoggedModelInput(model) for model in wanted if model not in known]
    if fresh:
        store.client.log_inputs(run_id, models=fresh)


def _read(run: StageRun) -> list[str]:
    return [dep["path"] for dep in run.entry.get("deps", [])]
