"""Training in MLflow while it runs: losses in batches, system metrics, under the execution's parent run.

    with training_log(record) as log:
        log.metrics(step, {"loss": loss, "lr": rate})

A training that was killed goes on in the same MLflow run, and steps that are there already are not logged
again (the repeated steps have the same values). A training with other params gets a run of its own.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from stages.config.params import PARAMS_FILE
from stages.records.identity import sha256
from stages.tracking.run_record import RunRecord, execution_started
from stages.tracking.runs import (
    PARAMS,
    PER_BATCH,
    STATE,
    batches,
    find,
    millis,
    open_child,
    parent_run,
    supersede,
)
from stages.tracking.store import Store, open_store, writing
from stages.tracking.values import key_of

if TYPE_CHECKING:
    from mlflow.entities import Metric, Run

FLUSH_POINTS = 50
FLUSH_S = 5.0
SYSTEM_S = 5.0
"""Seconds between two samples of CPU, memory, disk, network and GPU."""


class TrainingLog:
    """Buffers points and writes them in batches: single calls would cost 6 ms each."""

    def __init__(self, store: Store, run_id: str, logged: dict[str, int]) -> None:
        self.run_id = run_id
        self._store, self._logged = store, logged
        self._points: list[Metric] = []
        self._flushed = time.monotonic()

    def metrics(self, step: int, values: dict[str, float]) -> None:
        """Log values of an optimizer step."""
        from mlflow.entities import Metric

        now = millis(time.time())
        for name, value in values.items():
            key = key_of(name)
            if step > self._logged.get(key, -1):
                self._points.append(Metric(key, float(value), now, step))
        if len(self._points) >= FLUSH_POINTS or time.monotonic() - self._flushed > FLUSH_S:
            self.flush()

    def flush(self) -> None:
        """Write what is buffered."""
        if self._points:
            with writing():
                for part in batches(self._points, PER_BATCH["metrics"]):
                    self._store.client.log_batch(self.run_id, metrics=part)
            self._points = []
        self._flushed = time.monotonic()


@contextmanager
def training_log(record: RunRecord) -> Iterator[TrainingLog]:
    """Open (or go on in) the child run of a training stage; its id goes into the run record."""
    with writing():
        store = open_store()
        run, resumed = _child(store, record)
    from mlflow.system_metrics.system_metrics_monitor import SystemMetricsMonitor

    run_id = run.info.run_id
    record.data["mlflow_run_id"] = run_id
    record.write()
    log = TrainingLog(store, run_id, _last_steps(store, run_id) if resumed else {})
    monitor = SystemMetricsMonitor(
        run_id, sampling_interval=SYSTEM_S, resume_logging=resumed, tracking_uri=store.uri
    )
    monitor.start()
    status = "FAILED"
    try:
        yield log
        status = "FINISHED"
    except KeyboardInterrupt:
        status = "KILLED"
        raise
    finally:
        monitor.finish()
        log.flush()
        with writing():
            store.client.set_terminated(run_id, status)


def _child(store: Store, record: RunRecord) -> tuple[Run, bool]:
    """The run to log to, and whether it goes on from a killed or failed training with the same params."""
    params = sha256(PARAMS_FILE.read_bytes()) if PARAMS_FILE.is_file() else "none"
    stage = record.data["stage"]
    parent = parent_run(store, record.execution, execution_started(record.execution))
    found = find(store, record.execution, stage)
    if found and found[0].info.status != "FINISHED" and found[0].data.tags.get(PARAMS) == params:
        store.client.update_run(found[0].info.run_id, status="RUNNING")
        return found[0], True
    for run in found:
        supersede(store, run)
    tags = {PARAMS: params, STATE: "running"}
    return open_child(store, parent, stage, record.data["started"], tags), False


def _last_steps(store: Store, run_id: str) -> dict[str, int]:
    """The last step of every metric of a run."""
    data = store.client.get_run(run_id).data
    return {key: max(p.step for p in store.client.get_metric_history(run_id, key)) for key in data.metrics}
