"""Run records: what is *not* a function of a stage's inputs (time, host, revision, memory, isolation).

They go to `.janus/runs/<execution>/<stage>.json` (`$JANUS_RUNS` moves the folder), never into a DVC output.
One execution is what runs between two `janus sync`: the first stage opens it, `sync` closes it. `sync` turns
the records into MLflow runs.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import subprocess
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from stages.records.cache import write_atomic
from stages.tracking.code import code_facts

OPEN = "open"
"""File in the runs folder that names the execution still open."""


def runs_folder() -> Path:
    """`$JANUS_RUNS`, else `.janus/runs` in the working directory."""
    return Path(os.environ.get("JANUS_RUNS") or ".janus/runs").absolute()


def open_execution() -> str:
    """The id of the execution under way; opens one where none is."""
    if current := current_execution():
        return current
    execution = time.strftime("%Y%m%d-%H%M%S-", time.gmtime()) + uuid.uuid4().hex[:6]
    write_atomic(runs_folder() / OPEN, execution.encode())
    return execution


def current_execution() -> str | None:
    """The id of the execution under way, or None."""
    marker = runs_folder() / OPEN
    return marker.read_text(encoding="utf-8").strip() if marker.is_file() else None


def close_execution() -> None:
    """End the execution under way: the next stage opens another."""
    (runs_folder() / OPEN).unlink(missing_ok=True)


def read_records(execution: str) -> dict[str, dict[str, Any]]:
    """Stage name to the data of its run record, of one execution."""
    paths = sorted((runs_folder() / execution).glob("*.json"))
    records = [json.loads(path.read_text(encoding="utf-8")) for path in paths]
    return {record["stage"]: record for record in records}


def execution_started(execution: str) -> float:
    """When the first stage of an execution started; now where none has."""
    return min((record["started"] for record in read_records(execution).values()), default=time.time())


class RunRecord:
    """What one run of a stage leaves behind; `write` may be called again and replaces the file."""

    def __init__(self, stage: str) -> None:
        self.execution = open_execution()
        self.data: dict[str, Any] = {
            "execution": self.execution,
            "stage": stage,
            "status": "running",
            "started": time.time(),
            "host": platform.node(),
            "pid": os.getpid(),
            "python": platform.python_version(),
            "cores": os.cpu_count(),
            "git_revision": git("rev-parse", "HEAD"),
            "git_dirty": bool(git("status", "--porcelain", "--untracked-files=no")),
            "metrics": {},
            "inputs": {},
            "outputs": {},
            "tags": {},
            **code_facts(stage),
        }
        self._clock = time.monotonic()

    @property
    def path(self) -> Path:
        return runs_folder() / self.execution / f"{self.data['stage']}.json"

    def metric(self, **values: float) -> None:
        """Numbers to log to MLflow for this stage."""
        self.data["metrics"].update({k: float(v) for k, v in values.items()})

    def tag(self, **values: Any) -> None:
        self.data["tags"].update({k: str(v) for k, v in values.items()})

    def input(self, name: str, manifest: dict[str, Any]) -> None:
        """An artifact that the stage read (by its manifest)."""
        self.data["inputs"][name] = {"sha256": manifest["table_sha256"], "rows": manifest["rows"]}

    def output(self, name: str, manifest: dict[str, Any]) -> None:
        """An artifact that the stage wrote (by its manifest)."""
        self.data["outputs"][name] = {"sha256": manifest["table_sha256"], "rows": manifest["rows"]}

    def write(self) -> None:
        usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        self.data["duration_s"] = time.monotonic() - self._clock
        self.data["cpu_s"] = sum(u.ru_utime + u.ru_stime for u in usage)
        self.data["peak_rss_mb"] = max(u.ru_maxrss for u in usage) / 1024
        write_atomic(self.path, json.dumps(self.data, indent=1, sort_keys=True).encode())


@contextmanager
def recorded(stage: str) -> Iterator[RunRecord]:
    """Record a run of `stage`, its failure included."""
    record = RunRecord(stage)
    record.write()
    try:
        yield record
    except BaseException as error:
        record.data["status"] = "interrupted" if isinstance(error, KeyboardInterrupt) else "failed"
        record.data["error"] = f"{type(error).__name__}: {error}"
        record.write()
        raise
    record.data["status"] = "finished"
    record.write()


def git(*arguments: str) -> str | None:
    """Output of a git command, None where there is no git or no repository."""
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, text=True, timeout=30)
    except FileNotFoundError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None
