"""A tar in one fixed form, written here, for what comes as single files (a git tree, files of a hub).

git does not promise that the bytes of `git archive` stay between its versions, and its attributes may leave
files out or rewrite them. Here bytes are a function of the (path, content) pairs alone: sorted, no times, no
owners, no modes. So the tar's SHA-256 is the pin of the tree.
"""

from __future__ import annotations

import tarfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol


class Opened(Protocol):
    """`read(size)` gives the next bytes of an entry."""

    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True)
class Entry:
    """One file of `size` bytes (`content` is read once, when it is written), or a link to `link`."""

    path: str
    size: int = 0
    content: Opened | None = None
    link: str | None = None


def write_tar(entries: Iterable[Entry], out: BinaryIO) -> None:
    """Write entries, which must come sorted by path. Raises ValueError where they do not."""
    last = None
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT, errors="surrogateescape") as tar:
        for entry in entries:
            if last is not None and entry.path < last:
                raise ValueError(f"{entry.path!r} comes after {last!r}")
            last = entry.path
            info = tarfile.TarInfo(entry.path)
            if entry.link is not None:
                info.type, info.linkname = tarfile.SYMTYPE, entry.link
                tar.addfile(info)
            else:
                info.size = entry.size
                tar.addfile(info, entry.content)


def tar_name(package: str, version: str) -> str:
    """A file name for the tar of a package at a version."""
    return f"{package.rpartition('/')[2]}-{version}.tar"


def fixed_tar(entries: Iterable[Entry], target: Path) -> Path:
    """Write entries to `target`, which appears only when it is whole."""
    part = target.with_name(target.name + ".part")
    with part.open("wb") as out:
        write_tar(entries, out)
    return part.replace(target)
