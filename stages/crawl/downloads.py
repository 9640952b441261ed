"""Archives in the cache: one index entry a pinned package, checked by hash on every use.

$JANUS_CACHE/downloads/<connector>/<package>@<version>/entry.json   {"file", "sha256", "bytes"}
                                                       <file>, <file>.part while it comes
"""

from __future__ import annotations

import fcntl
import glob
import hashlib
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

from stages.crawl.archive import Archive
from stages.errors import JanusError
from stages.records.cache import cache_root, write_atomic

ENTRY = "entry.json"
CHUNK = 1 << 18


class Pinned(Protocol):
    """What names one archive of known bytes: a source of conf/crawl, or another package that is used."""

    connector: str
    package: str
    version: str
    sha256: str


def cached_archive(source: Pinned, fetch: Callable[[Path], Path], part: str = "") -> Archive:
    """The archive of a pinned source, from the cache or by `fetch(folder) -> file in it`.

    `part` names which part of the package it is, where not all of it is fetched.
    A cached file whose bytes changed is named, removed and fetched again. Raises JanusError where the bytes
    are not the pinned ones, naming both hashes; what `fetch` raises passes through.
    """
    folder = _folder(source, part)
    folder.mkdir(parents=True, exist_ok=True)
    with _only_one(folder):
        file = _intact(folder) or _enter(folder, fetch(folder))
        found = json.loads((folder / ENTRY).read_text(encoding="utf-8"))["sha256"]
        require_pin(source, found, str(file))
    return Archive(source.connector, source.package, source.version, found, file)


def entered(connector: str, package: str, version: str) -> list[Path]:
    """The files in the cache of an archive, one for each part of it that was fetched; none is checked."""
    folder = cache_root() / "downloads" / connector
    name = quote(f"{package}@{version}", safe="@#")
    entries = [folder / name / ENTRY, *sorted(folder.glob(f"{glob.escape(name)}#*/{ENTRY}"))]
    noted = [(entry.parent, json.loads(entry.read_bytes())) for entry in entries if entry.is_file()]
    return [folder / entry["file"] for folder, entry in noted if (folder / entry["file"]).is_file()]


def require_pin(source: Pinned, found: str, where: str) -> None:
    """Raises JanusError naming both hashes where `found` is not the pinned SHA-256."""
    if found != source.sha256:
        raise JanusError(
            f"{source.package} {source.version} ({source.connector}) is not the archive that conf pins: "
            f"pinned sha256 {source.sha256}, found {found}",
            where=where,
            do="correct `version` or `sha256` in conf/crawl if the new bytes are meant; else do not use them",
        )


def file_sha256(path: Path) -> str:
    """SHA-256 of a file, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(CHUNK):
            digest.update(piece)
    return digest.hexdigest()


def _folder(source: Pinned, part: str) -> Path:
    name = quote("#".join(filter(None, [f"{source.package}@{source.version}", part])), safe="@#")
    return cache_root() / "downloads" / source.connector / name


def _intact(folder: Path) -> Path | None:
    """The cached file, None where there is none or its bytes are not those that were entered."""
    entry = folder / ENTRY
    if not entry.is_file():
        return None
    noted = json.loads(entry.read_text(encoding="utf-8"))
    file = folder / noted["file"]
    if not file.is_file():
        return None
    found = file_sha256(file)
    if found == noted["sha256"]:
        return file
    print(
        f"crawl: the cached archive {file} is damaged (sha256 {found}, entered as {noted['sha256']}): "
        "removed, to be fetched again",
        file=sys.stderr,
    )
    entry.unlink()
    file.unlink()
    return None


def _enter(folder: Path, file: Path) -> Path:
    noted = {"file": file.name, "sha256": file_sha256(file), "bytes": file.stat().st_size}
    write_atomic(folder / ENTRY, json.dumps(noted, sort_keys=True).encode())
    return file


@contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    """Two crawls that share a cache do not write one `.part` at once: the second waits and finds the file."""
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
