"""Where MLflow keeps its runs: one absolute URI, and one writer at a time.

The URI is `$MLFLOW_TRACKING_URI`, else a SQLite file in the project's `.janus/`. MLflow's own default is a
file in the working directory, which gives every folder its own history.
"""

from __future__ import annotations

import fcntl
import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from stages.errors import JanusError
from stages.tracking.moved import follow
from stages.tracking.run_record import runs_folder

if TYPE_CHECKING:
    from mlflow import MlflowClient

EXPERIMENT = "janusforge"
"""Name of the experiment; `$MLFLOW_EXPERIMENT_NAME` replaces it."""
SQLITE = "sqlite:///"
WAIT_S = 120.0


def tracking_uri() -> str:
    """`$MLFLOW_TRACKING_URI`, else `sqlite:///<project>/.janus/mlflow.db`, absolute."""
    return os.environ.get("MLFLOW_TRACKING_URI") or f"{SQLITE}{Path('.janus/mlflow.db').absolute()}"


def database() -> Path | None:
    """The SQLite file of the URI; None for a server."""
    uri = tracking_uri()
    return Path(uri.removeprefix(SQLITE)).absolute() if uri.startswith(SQLITE) else None


@dataclass(frozen=True)
class Store:
    """A client of the tracking URI and the experiment that holds the runs."""

    client: MlflowClient
    experiment: str
    uri: str


def open_store() -> Store:
    """Import MLflow and open the experiment, making it where it is not there. Hold `writing()` around this.

    Artifacts of a SQLite store lie beside its file; a server decides for itself. Raises JanusError where the
    store cannot be reached.
    """
    os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
    from mlflow import MlflowClient
    from mlflow.exceptions import MlflowException

    for name in ("mlflow", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)
    path, uri = database(), tracking_uri()
    if path:
        path.parent.mkdir(parents=True, exist_ok=True)
    name = os.environ.get("MLFLOW_EXPERIMENT_NAME") or EXPERIMENT
    artifacts = path.parent / "mlartifacts" if path else None
    if path:
        follow(path, artifacts, name)
    try:
        client = MlflowClient(tracking_uri=uri)
        found = client.get_experiment_by_name(name)
        if found:
            return Store(client, found.experiment_id, uri)
        place = artifacts.as_uri() if artifacts else None
        return Store(client, client.create_experiment(name, artifact_location=place), uri)
    except MlflowException as error:
        raise JanusError(
            f"MLflow cannot be used: {error.message}",
            where=uri,
            do="see MLFLOW_TRACKING_URI; without it a SQLite file in .janus/ is used",
        ) from None


@contextmanager
def writing(wait_s: float = WAIT_S) -> Iterator[None]:
    """Be the only writer of this project's MLflow (across processes). Raises JanusError after `wait_s`."""
    path = database()
    lock = path.with_suffix(".lock") if path else runs_folder() / "mlflow.lock"
    lock.parent.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + wait_s
    with lock.open("w") as handle:
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise JanusError(
                        f"another process has been writing to MLflow for {wait_s:.0f} s",
                        where=str(lock),
                        do="wait until its stage or `janus sync` has ended, then try again",
                    ) from None
                time.sleep(0.1)
        yield
