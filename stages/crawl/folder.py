"""Members of a folder on this machine, and the hash that stands for its bytes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from stages.crawl.archive import Member
from stages.crawl.config import Limits
from stages.crawl.safety import MB, printable, too_large
from stages.records.identity import canonical_json, sha256


def folder_members(folder: Path, wanted: Callable[[str], bool], limits: Limits) -> Iterator[Member]:
    """See `members.read_members`. Links are refused, to folders too: they could point anywhere."""
    total = 0
    for count, (name, path) in enumerate(_files(folder), 1):
        if count > limits.members or total > limits.archive_mb * MB:
            yield Member(
                name,
                refusal=f"the folder holds more than {limits.members} files or {limits.archive_mb} MB: "
                "reading stopped here",
            )
            return
        if path.is_symlink():
            yield Member(name, refusal=f"a link to {printable(os.readlink(path))!r}")
        elif not path.is_file():
            yield Member(name, refusal="a device or another special file")
        elif wanted(name):
            size = path.stat().st_size
            reason = too_large(size, limits)
            total += 0 if reason else size
            yield Member(name, refusal=reason) if reason else Member(name, path.read_bytes())


def folder_sha256(folder: Path) -> str:
    """Over the sorted (path, SHA-256) pairs of its files; a link counts as its target's name."""
    pairs = [
        [name, sha256(os.readlink(path)) if path.is_symlink() else sha256(path.read_bytes())]
        for name, path in _files(folder)
        if path.is_symlink() or path.is_file()
    ]
    return sha256(canonical_json(pairs))


def _files(folder: Path) -> list[tuple[str, Path]]:
    """Every entry that is not a folder, links to folders included, by path."""
    found = []
    for root, folders, files in os.walk(folder, followlinks=False):
        links = [name for name in folders if Path(root, name).is_symlink()]
        found += [Path(root, name) for name in (*files, *links)]
    return sorted((printable(path.relative_to(folder).as_posix()), path) for path in found)
