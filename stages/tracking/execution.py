"""What an execution of the pipeline consists of: each stage's state, hashes and numbers.

From three sources that are there whether or not a stage ran: the run records of the execution, dvc.lock and
the metrics files. A stage without a record whose entry in dvc.lock still stands was *reused* (DVC skipped it
or took it from its run-cache, which leaves no trace of its own). Stages behind a failed one were not reached.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import yaml

from stages.config.params import PARAMS_FILE
from stages.errors import JanusError
from stages.lineage.lock import deps, outs, read_lock
from stages.records.identity import content_hash
from stages.records.tables import MANIFEST
from stages.tracking.run_record import read_records

RAN, REUSED, FAILED, INTERRUPTED, KILLED = "ran", "reused", "failed", "interrupted", "killed"
STATES = {"finished": RAN, "failed": FAILED, "interrupted": INTERRUPTED, "running": KILLED}
"""Status in a run record to state; a record that still says running belongs to a process that is gone."""
DATA = ("data/", "models/")


@dataclass(frozen=True)
class StageRun:
    """One stage in one execution. `record` and `entry` (of dvc.lock) are empty where there is none."""

    name: str
    state: str
    record: dict[str, Any]
    entry: dict[str, Any]

    @property
    def params(self) -> dict[str, Any]:
        """The params that the stage depends on, with the values it ran with."""
        return self.entry.get("params", {}).get(str(PARAMS_FILE), {})

    @property
    def done(self) -> bool:
        return self.state in (RAN, REUSED)


def outs_fingerprint(lock: dict[str, dict[str, Any]]) -> str:
    """One hash over all outputs that dvc.lock names."""
    return content_hash(sorted([path, md5] for entry in lock.values() for path, md5 in outs(entry).items()))


def stage_runs(root: Path, execution: str) -> list[StageRun]:
    """The stages of an execution in the order of dvc.yaml; those that were not reached are left out."""
    lock, records = read_lock(root), read_records(execution)
    params = _params(root)
    broken = {name for name, record in records.items() if record["status"] != "finished"}
    stale = _behind(broken, lock)
    runs = []
    for name in sorted({*lock, *records}, key=_order(root, lock)):
        entry = lock.get(name, {})
        if name in records:
            runs.append(StageRun(name, STATES[records[name]["status"]], records[name], entry))
        elif name not in stale and _same_params(entry, params):
            runs.append(StageRun(name, REUSED, {}, entry))
    return runs


def refuse_running(execution: str) -> None:
    """Raise JanusError where a stage of the execution is still at work: closing would cut it in two."""
    for name, record in read_records(execution).items():
        if record["status"] == "running" and _alive(record):
            raise JanusError(
                f"stage {name} is still running (process {record['pid']})",
                do="run `janus sync` after it has ended",
            )


def sha256_of(root: Path, path: str, run: StageRun) -> str | None:
    """The SHA-256 of an artifact that a stage read or wrote: from its run record, else from the manifest."""
    name = path.removeprefix("data/")
    for side in ("outputs", "inputs"):
        if name in run.record.get(side, {}):
            return run.record[side][name]["sha256"]
    manifest = root / path / MANIFEST
    return json.loads(manifest.read_bytes())["table_sha256"] if manifest.is_file() else None


def data_outs(run: StageRun) -> dict[str, str]:
    """Path to MD5 of the data and models that a stage wrote."""
    return {path: md5 for path, md5 in outs(run.entry).items() if path.startswith(DATA)} if run.done else {}


def data_deps(run: StageRun) -> dict[str, str]:
    """Path to MD5 of the data and models that a stage read."""
    return {path: md5 for path, md5 in deps(run.entry).items() if path.startswith(DATA)} if run.done else {}


def _alive(record: dict[str, Any]) -> bool:
    """Whether the process that wrote the record still runs (a later process may have got its number)."""
    try:
        return psutil.Process(record["pid"]).create_time() <= record["started"] + 1
    except psutil.NoSuchProcess:
        return False


def _behind(broken: set[str], lock: dict[str, dict[str, Any]]) -> set[str]:
    """Stages that read, directly or not, what one of `broken` writes."""
    made_by = {path: name for name, entry in lock.items() for path in outs(entry)}
    behind: set[str] = set()
    grown = set(broken)
    while grown:
        grown = {
            name
            for name, entry in lock.items()
            if name not in behind | broken and any(made_by.get(path) in grown for path in deps(entry))
        }
        behind |= grown
    return behind


def _same_params(entry: dict[str, Any], params: dict[str, Any]) -> bool:
    """Whether the params of a lock entry are those of params.yaml now."""
    for key, value in entry.get("params", {}).get(str(PARAMS_FILE), {}).items():
        now: Any = params
        for part in key.split("."):
            now = now.get(part) if isinstance(now, dict) else None
        if now != value:
            return False
    return True


def _params(root: Path) -> dict[str, Any]:
    path = root / PARAMS_FILE
    return (yaml.safe_load(path.read_text(encoding="utf-8")) or {}) if path.is_file() else {}


def _order(root: Path, lock: dict[str, Any]):
    """Sort key: the place of the stage in dvc.yaml, then in dvc.lock, then its name."""
    path = root / "dvc.yaml"
    declared = list(yaml.safe_load(path.read_text(encoding="utf-8"))["stages"]) if path.is_file() else []
    places = {name: i for i, name in enumerate(declared)}
    locked = {name: i for i, name in enumerate(lock)}
    return lambda name: (places.get(name.split("@")[0], len(places)), locked.get(name, len(locked)), name)
