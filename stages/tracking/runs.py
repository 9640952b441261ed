"""MLflow runs of an execution: found again by their tags, so that writing twice changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from stages.tracking.store import Store
from stages.tracking.values import text

if TYPE_CHECKING:
    from mlflow.entities import Run

EXECUTION, STAGE, STATE, SUPERSEDED = "janus.execution", "janus.stage", "janus.state", "janus.superseded"
STARTED, SYNCED, PARAMS = "janus.started", "janus.synced", "janus.params_sha256"
PIPELINE = "pipeline"
"""Value of the stage tag of parent runs."""
PER_BATCH = {"params": 100, "tags": 100, "metrics": 1000}
"""What MLflow takes in one `log_batch`."""

T = TypeVar("T")


def millis(seconds: float) -> int:
    """MLflow's time."""
    return int(seconds * 1000)


def find(store: Store, execution: str, stage: str) -> list[Run]:
    """Runs of a stage in an execution that nothing superseded, newest first."""
    found = store.client.search_runs(
        [store.experiment],
        f"tags.`{EXECUTION}` = '{execution}' and tags.`{STAGE}` = '{stage}'",
        order_by=["attributes.start_time DESC"],
    )
    return [run for run in found if run.data.tags.get(SUPERSEDED) != "true"]


def parent_run(store: Store, execution: str, started: float) -> Run:
    """The parent of an execution; opened where nobody has yet."""
    found = find(store, execution, PIPELINE)
    if found:
        return found[0]
    tags = {EXECUTION: execution, STAGE: PIPELINE}
    return store.client.create_run(store.experiment, millis(started), tags, run_name=execution)


def open_child(store: Store, parent: Run, stage: str, started: float, tags: dict[str, Any]) -> Run:
    """A new child run of a stage."""
    named = {
        EXECUTION: parent.data.tags[EXECUTION],
        STAGE: stage,
        STARTED: repr(started),
        "mlflow.parentRunId": parent.info.run_id,
        **{key: text(value) for key, value in tags.items()},
    }
    return store.client.create_run(store.experiment, millis(started), named, run_name=stage)


def supersede(store: Store, run: Run) -> None:
    """Mark a run that a later run of the same stage in the same execution replaced."""
    store.client.set_tag(run.info.run_id, SUPERSEDED, "true")
    if run.info.status == "RUNNING":
        store.client.set_terminated(run.info.run_id, "KILLED")


def fill(
    store: Store,
    run_id: str,
    *,
    params: dict[str, str] | None = None,
    metrics: dict[str, float] | None = None,
    curves: dict[str, list[tuple[int, float]]] | None = None,
    tags: dict[str, Any] | None = None,
    at: float,
) -> None:
    """Add params, metrics and curves (key to (step, value)) that the run does not have, and set tags.

    `at`: seconds since the epoch, the time of the metrics. Tags without a value are left out.
    """
    from mlflow.entities import Metric, Param, RunTag

    there = store.client.get_run(run_id).data
    points = {**{k: [(0, v)] for k, v in (metrics or {}).items()}, **(curves or {})}
    fresh = [
        Metric(key, value, millis(at), step)
        for key, values in points.items()
        if key not in there.metrics
        for step, value in values
    ]
    for part in batches(fresh, PER_BATCH["metrics"]):
        store.client.log_batch(run_id, metrics=part)
    new = [Param(key, value) for key, value in (params or {}).items() if key not in there.params]
    for part in batches(new, PER_BATCH["params"]):
        store.client.log_batch(run_id, params=part)
    named = [RunTag(key, text(value)) for key, value in (tags or {}).items() if value is not None]
    for part in batches(named, PER_BATCH["tags"]):
        store.client.log_batch(run_id, tags=part)


def batches(items: Iterable[T], size: int) -> Iterable[Sequence[T]]:
    """Lists of at most `size`."""
    rest = iter(items)
    while part := list(islice(rest, size)):
        yield part
