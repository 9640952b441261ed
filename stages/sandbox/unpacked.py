"""Browser libraries on disk: fetched once as pinned archives, unpacked once, shown read-only to the sandbox.

$JANUS_CACHE/libraries/<package>@<version>-<start of its SHA-256>/
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path
from urllib.parse import quote

from stages.crawl.config import Limits
from stages.crawl.connectors import npm
from stages.crawl.globs import matches
from stages.crawl.members import read_members
from stages.errors import JanusError
from stages.records.cache import cache_root
from stages.sandbox.runtimes.libraries import Library

_LIMITS = Limits(archive_mb=512, members=20_000, ratio=200, member_kb=32 * 1024)


def unpacked(library: Library) -> Path:
    """Its folder, fetched and unpacked where it is not there. Raises JanusError where it cannot be had."""
    files = hashlib.sha256("\n".join(library.files).encode()).hexdigest()[:8]
    name = f"{quote(f'{library.package}@{library.version}', safe='@')}-{library.sha256[:8]}-{files}"
    folder = cache_root() / "libraries" / name
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=".new-", dir=folder.parent))
        try:
            _unpack(library, fresh)
            _place(fresh, folder)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
    return folder


@cache
def missing_libraries(libraries: tuple[Library, ...]) -> tuple[str, ...]:
    """Those that are neither in the cache nor to be had now."""

    def lacks(library: Library) -> bool:
        try:
            unpacked(library)
        except JanusError:
            return True
        return False

    return tuple(library.ref for library in libraries if lacks(library))


def _unpack(library: Library, folder: Path) -> None:
    def wanted(path: str) -> bool:
        return any(matches(path.partition("/")[2], glob) for glob in library.files)

    folder.chmod(0o755)
    for member in read_members(npm.resolve(library), wanted, _LIMITS):
        if member.refusal is not None:
            raise JanusError(f"{library.ref} holds what is unsafe: {member.refusal}", where=member.path)
        target = folder / member.path.partition("/")[2]
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(member.content)


def _place(fresh: Path, folder: Path) -> None:
    """Another process may have been quicker: its files are the same."""
    try:
        os.rename(fresh, folder)
    except OSError:
        if not folder.is_dir():
            raise
