"""The record cache: costly work per record, kept outside the workspace.

One file an entry, written under another name and renamed, so a kill leaves either all of it or nothing.
The key is a hash of everything the result depends on; the value is msgpack (JSON-like values and bytes).
Folder: `$JANUS_CACHE`, else the XDG cache folder. Never under data/, never a DVC output.
"""

from __future__ import annotations

import os
import uuid
from pathlib import Path
from typing import Any

import msgpack

from stages.records.identity import content_hash


def cache_root() -> Path:
    """`$JANUS_CACHE`, else `$XDG_CACHE_HOME/janusforge`, else `~/.cache/janusforge`."""
    if given := os.environ.get("JANUS_CACHE"):
        return Path(given)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "janusforge"


class RecordCache:
    """Entries of one kind (`executions`, `teacher`, `judge`) under `root/records/<kind>/`."""

    def __init__(self, kind: str, root: Path | None = None) -> None:
        self.folder = (root or cache_root()) / "records" / kind

    def path(self, key: Any) -> Path:
        return Path(self._file(key))

    def _file(self, key: Any) -> str:
        """As text: entries are read by the ten thousand, and building paths would cost more than reading."""
        name = content_hash(key)
        return f"{self.folder}/{name[:2]}/{name[2:]}.msgpack"

    def get(self, key: Any) -> Any | None:
        """The stored value, or None."""
        try:
            return read_entry(self._file(key))
        except FileNotFoundError:
            return None

    def put(self, key: Any, value: Any) -> None:
        write_entry(self.path(key), value)


def read_entry(path: Path | str) -> Any:
    """The value in an entry's file."""
    with open(path, "rb") as file:
        return msgpack.unpackb(file.read(), strict_map_key=False)


def write_entry(path: Path, value: Any) -> None:
    """Replace an entry's file."""
    write_atomic(path, msgpack.packb(value))


def write_atomic(path: Path, data: bytes) -> None:
    """Write `data` to `path` so that no reader and no kill ever sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".new-{uuid.uuid4().hex}")
    try:
        temporary.write_bytes(data)
        os.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
