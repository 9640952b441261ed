"""`janus sync`: MLflow runs of an execution, from run records, dvc.lock and the metrics files.

One parent per execution and one child per stage, in one process (MLflow takes seconds to import). Stages that
DVC skipped or took from its run-cache get a child too, marked as reused. A second call changes nothing: runs
are found by their tags, and params and metrics that are there are left alone.

Not covered: executions whose folder is gone (`dvc exp run --temp` without `$JANUS_RUNS`).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stages.lineage.lock import read_lock
from stages.records.cache import write_atomic
from stages.tracking.execution import outs_fingerprint, refuse_running, stage_runs
from stages.tracking.run_record import (
    close_execution,
    current_execution,
    execution_started,
    open_execution,
    runs_folder,
)
from stages.tracking.runs import parent_run
from stages.tracking.store import database, open_store, tracking_uri, writing
from stages.tracking.written import child_run, write_child, write_parent
from stages.tracking.yields import STAGE, log_yields, read_yields

LAST = "synced"
"""File in the runs folder: what the last sync wrote, to see that nothing has changed since."""


@dataclass(frozen=True)
class Synced:
    """The execution that was written (None: there was nothing to write) and its stages' states."""

    execution: str | None
    stages: dict[str, str]


def sync(root: Path = Path("."), *, force: bool = False) -> Synced:
    """Write and close the execution under way; where none is, one of reused stages if the outputs changed.

    `force` writes it even so. Raises JanusError where a stage still runs or another process writes.
    """
    root = root.absolute()
    lock = read_lock(root)
    execution = current_execution()
    if execution is None:
        if not lock or (not force and _known(lock)):
            return Synced(None, {})
        execution = open_execution()
    refuse_running(execution)
    with writing():
        store = open_store()
        runs = stage_runs(root, execution)
        started = execution_started(execution)
        parent = parent_run(store, execution, started)
        cells = read_yields(root, runs)
        models: dict[str, str] = {}
        for run in runs:
            child = child_run(store, parent, run)
            write_child(store, root, run, child, models, execution)
            if run.name == STAGE:
                log_yields(store, cells, child.info.run_id, started)
        log_yields(store, cells, parent.info.run_id, started)
        write_parent(store, root, runs, parent)
        last = {"execution": execution, "uri": tracking_uri(), "outs": outs_fingerprint(lock)}
        write_atomic(runs_folder() / LAST, json.dumps(last, sort_keys=True).encode())
        close_execution()
    return Synced(execution, {run.name: run.state for run in runs})


def _known(lock: dict[str, dict[str, Any]]) -> bool:
    """Whether the last sync wrote these very outputs to this store."""
    path = runs_folder() / LAST
    if not path.is_file():
        return False
    last = json.loads(path.read_bytes())
    file = database()
    here = last["uri"] == tracking_uri() and (file is None or file.is_file())
    return here and last["outs"] == outs_fingerprint(lock)
