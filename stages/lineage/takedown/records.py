"""What $JANUS_CACHE keeps of taken-down content: proposals, executions, verdicts, replies, training state.

Downloaded archives stay: they are the source as published, and the entry is what keeps it from being used.
Not covered: executions of rows that no table on this disk has any more, under limits that have changed since.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Collection
from pathlib import Path

import msgpack

from stages.config import load_section, raw_params
from stages.config.params import PARAMS_FILE
from stages.crawl.memory import KIND, forget
from stages.lineage.takedown.descent import Descent
from stages.records.cache import RecordCache, cache_root, write_atomic
from stages.sandbox import RuntimeSection, limits_of, render_key

HEAD = 256
"""Bytes of an entry that hold its first key and value."""


def drop_records(root: Path, found: Descent, taken: Collection[str]) -> dict[str, int]:
    """Remove content with these hashes and what descends from it; returns how much of each kind."""
    state = cache_root() / "training"
    runs = sum(1 for _ in state.glob("*"))
    shutil.rmtree(state, ignore_errors=True)  # only to resume by; it holds texts of whatever was read
    return {
        "files_read": forget(RecordCache(KIND), taken),
        "proposals": _drop_named("proposals", "seed_id", found.records.__contains__),
        "verdicts": _drop_named("verdicts", "sample_id", lambda sample: sample not in found.others),
        "executions": _drop_executions(root, found),
        "replies": _drop_replies("teacher", lambda key: key in found.requests)
        + _drop_replies("judge", lambda key: key not in found.judged),
        "training_states": runs,
    }


def _drop_named(kind: str, name: str, goes: Callable[[str], bool]) -> int:
    """By the record that an entry names. One without is of an earlier form, that nothing reads any more."""
    dropped = 0
    for path in RecordCache(kind).folder.glob("*/*.msgpack"):
        record = _first(path, name)
        if record is None or goes(record):
            path.unlink()
            dropped += 1
    return dropped


def _first(path: Path, name: str) -> str | None:
    """The first value of an entry, where its key is `name`."""
    unpacker = msgpack.Unpacker()
    with path.open("rb") as file:
        unpacker.feed(file.read(HEAD))
    try:
        unpacker.read_map_header()
        return unpacker.unpack() if unpacker.unpack() == name else None
    except (msgpack.OutOfData, msgpack.UnpackException, ValueError):
        return None


def _drop_executions(root: Path, found: Descent) -> int:
    runtimes = load_section("runtime", RuntimeSection, raw_params(root / PARAMS_FILE))
    keys = [{**key, "limits": json.loads(key["limits"])} for key in found.keys]
    keys += [render_key(code, runtime, limits_of(runtimes.of(runtime))) for code, runtime in found.executed]
    cache, dropped = RecordCache("executions"), 0
    for key in keys:
        for path in (cache.path(key), cache.path({**key, "isolation": "none"})):
            if path.is_file():
                path.unlink()
                dropped += 1
    return dropped


def _drop_replies(role: str, goes: Callable[[str], bool]) -> int:
    """Of a judge all goes that no verdict names: a calibration's questions stand in no table."""
    dropped = 0
    for segment in sorted((cache_root() / role).glob("*/*.jsonl")):
        lines = segment.read_bytes().splitlines(keepends=True)
        kept = [line for line in lines if not line.endswith(b"\n") or not goes(json.loads(line)["key"])]
        if len(kept) < len(lines):
            write_atomic(segment, b"".join(kept))
            dropped += len(lines) - len(kept)
    return dropped
