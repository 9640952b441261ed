"""The journal of replies: what was paid for is on disk before anything uses it.

Append-only segments of JSON lines under `$JANUS_CACHE/<role>/<model>/`, one segment a process, so two
processes never write into one file. A line cut off by a kill is the last of its segment and is skipped.
"""

from __future__ import annotations

import asyncio
import json
import os
import threading
import uuid
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from stages.records.cache import cache_root
from stages.records.identity import content_hash

Entry = dict[str, Any]
"""`key` of the request, `text`, `finish` (stop, length, refusal), `input_tokens`, `output_tokens`.
Facts alone: whether a reply has the form asked for is judged when it is read."""


def journal_folder(kind: str, model: str, role: str = "teacher") -> Path:
    """Where the replies of a model are kept, whatever server runs it. `role`: teacher or judge."""
    return cache_root() / role / f"{kind}-{content_hash(model)[:16]}"


class Journal:
    """Replies by request key. Texts stay on disk; memory holds where they begin."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._places: dict[str, list[tuple[Path, int]]] = defaultdict(list)
        self._segment = folder / f"{uuid.uuid4().hex}.jsonl"
        self._size = 0
        self._lock = threading.Lock()
        for segment in sorted(folder.glob("*.jsonl")):
            self._index(segment)

    def _index(self, segment: Path) -> None:
        place = 0
        with segment.open("rb") as lines:
            for line in lines:
                if line.endswith(b"\n"):
                    self._places[json.loads(line)["key"]].append((segment, place))
                place += len(line)

    @property
    def known(self) -> int:
        """Requests that were answered, in whatever form."""
        return len(self._places)

    def entries(self, key: str) -> list[Entry]:
        """Every reply to a request, malformed ones included."""
        return [_read(*place) for place in self._places.get(key, ())]

    def append(self, entries: Iterable[Entry]) -> None:
        """Write and fsync; when this returns, a kill loses none of them. From any thread."""
        lines = [
            (entry["key"], json.dumps(entry, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
            for entry in entries
        ]
        self._folder.mkdir(parents=True, exist_ok=True)
        with self._lock, self._segment.open("ab") as segment:
            segment.write(b"".join(line for _, line in lines))
            segment.flush()
            os.fsync(segment.fileno())
            for key, line in lines:
                self._places[key].append((self._segment, self._size))
                self._size += len(line)


class GroupCommit:
    """Appends from one event loop: what arrives during an fsync goes into the next one.

    `with GroupCommit(journal) as commit:` the end of the block writes what still waits, after a failure too.
    """

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._waiting: list[tuple[Entry, asyncio.Future[None]]] = []
        self._writer: asyncio.Task[None] | None = None

    def __enter__(self) -> GroupCommit:
        return self

    def __exit__(self, *_: object) -> None:
        group, self._waiting = self._waiting, []
        if group:
            self._journal.append([entry for entry, _ in group])

    async def put(self, entry: Entry) -> None:
        """Returns when the entry is on disk."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((entry, done))
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write())
        await done

    async def _write(self) -> None:
        while self._waiting:
            group, self._waiting = self._waiting, []
            try:
                await asyncio.to_thread(self._journal.append, [entry for entry, _ in group])
            except Exception as error:
                for _, done in group:
                    if not done.done():
                        done.set_exception(error)
                continue
            for _, done in group:
                if not done.done():
                    done.set_result(None)


def _read(segment: Path, place: int) -> Entry:
    with segment.open("rb") as lines:
        lines.seek(place)
        return json.loads(lines.readline())
