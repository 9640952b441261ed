"""The runs that a sync writes: a child per stage, and the parent that people compare."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from stages.config.params import PARAMS_FILE
from stages.lineage.lock import LOCK
from stages.tracking.attached import hashes, log_datasets, log_explorer, log_file, log_page
from stages.tracking.execution import RAN, REUSED, StageRun
from stages.tracking.models import log_models, read_models
from stages.tracking.numbers import curves, headline, own_numbers
from stages.tracking.run_record import git
from stages.tracking.runs import EXECUTION, STARTED, STATE, SYNCED, fill, find, open_child, supersede
from stages.tracking.store import Store
from stages.tracking.values import as_params

if TYPE_CHECKING:
    from mlflow.entities import Run

STATUS = {
    "ran": "FINISHED",
    "reused": "FINISHED",
    "failed": "FAILED",
    "interrupted": "KILLED",
    "killed": "KILLED",
}
"""State of a stage to MLflow's status."""
RECORDED = ("git_revision", "git_dirty", "code_sha256", "host", "error")
"""Fields of a run record that become tags."""


def child_run(store: Store, parent: Run, run: StageRun) -> Run:
    """The child run of a stage: the one that training logged to, that an earlier sync left, or a new one."""
    started = run.record.get("started")
    found = find(store, parent.data.tags[EXECUTION], run.name)
    if found:
        tags = found[0].data.tags
        if tags.get(SYNCED) != "true" or started is None or tags[STARTED] == repr(started):
            return found[0]
        supersede(store, found[0])
    return open_child(store, parent, run.name, started or time.time(), {})


def write_child(
    store: Store, root: Path, run: StageRun, child: Run, models: dict[str, str], execution: str
) -> None:
    """Fill and end a stage's run. `models`: artifact path to LoggedModel id, grown by what the stage made."""
    run_id, record = child.info.run_id, run.record
    ended = record["started"] + record["duration_s"] if record else child.info.start_time / 1000
    tags = {STATE: run.state} | {f"janus.{key}": record.get(key) for key in RECORDED}
    tags |= {f"janus.tag.{key}": value for key, value in record.get("tags", {}).items()}
    if record:
        tags[STARTED] = repr(record["started"])
    fill(
        store,
        run_id,
        params=as_params(run.params if run.done else {}) | hashes(root, run),
        metrics=own_numbers(root, run) if run.done else {},
        curves=curves(root, run) if run.done else {},
        tags=tags,
        at=ended,
    )
    log_datasets(store, root, run, run_id)
    models |= log_models(store, root, run, run_id, execution)
    read_models(store, run, run_id, models)
    if run.name == "report" and run.done:
        log_page(store, root, run_id)
        log_explorer(store, root, run_id)
    store.client.set_tag(run_id, SYNCED, "true")
    store.client.set_terminated(run_id, STATUS[run.state], int(ended * 1000))


def write_parent(store: Store, root: Path, runs: list[StageRun], parent: Run) -> None:
    """What is compared side by side: all params, all hashes, headline numbers, loss curves, the page."""
    run_id = parent.info.run_id
    ends = [r.record["started"] + r.record["duration_s"] for r in runs if r.record]
    ended = max(ends, default=parent.info.start_time / 1000)
    params, metrics, lines = _all_params(root), {}, {}
    for run in (run for run in runs if run.done):
        params |= hashes(root, run, inputs=False)
        metrics |= headline(root, run)
        model = run.name.partition("@")[2]
        lines |= {f"{model}.{name}" if model else name: line for name, line in curves(root, run).items()}
    single = {name: value for name, value in metrics.items() if name not in lines}
    fill(store, run_id, params=params, metrics=single, curves=lines, tags=_parent_tags(runs), at=ended)
    for path in (PARAMS_FILE, LOCK):
        if (root / path).is_file():
            log_file(store, root / path, run_id)
    if any(run.name == "report" and run.done for run in runs):
        log_page(store, root, run_id)
    status = next((STATUS[run.state] for run in runs if not run.done), "FINISHED")
    store.client.set_terminated(run_id, status, int(ended * 1000))


def _parent_tags(runs: list[StageRun]) -> dict[str, Any]:
    """The code that ran (of the first stage that did; the working copy's where none did) and the states."""
    first = next((r.record for r in runs if r.record), None)
    revision = first["git_revision"] if first else git("rev-parse", "HEAD")
    dirty = first["git_dirty"] if first else bool(git("status", "--porcelain", "--untracked-files=no"))
    counted = Counter(run.state for run in runs)
    return {
        "janus.git_revision": revision,
        "janus.git_dirty": dirty,
        "mlflow.source.git.commit": revision,
        "janus.stages": ", ".join(f"{n} {state}" for state, n in sorted(counted.items())),
        STATE: REUSED if set(counted) == {REUSED} else RAN,
        SYNCED: "true",
    }


def _all_params(root: Path) -> dict[str, str]:
    path = root / PARAMS_FILE
    return as_params(yaml.safe_load(path.read_text(encoding="utf-8"))) if path.is_file() else {}
