"""Read an archive's files in memory, in order, without ever writing one to disk.

A member is refused (and handed on with its reason) where it would leave the archive's folder, is a link or
a device, comes twice, or is larger or better compressed than the limits allow. Reading stops where the
archive as a whole is beyond them: what was read before stays. An archive that cannot be decoded raises.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from stages.crawl.archive import Archive, Member
from stages.crawl.config import Limits
from stages.crawl.debian import deb_members
from stages.crawl.folder import folder_members
from stages.crawl.tarball import TAR_SUFFIXES, tar_members
from stages.crawl.zipball import zip_members
from stages.errors import JanusError

Wanted = Callable[[str], bool]


def read_members(archive: Archive, wanted: Wanted, limits: Limits) -> Iterator[Member]:
    """Members whose path is `wanted`, and every refused one. Raises JanusError where decoding fails."""
    seen: set[str] = set()
    for member in _reader(archive.file)(archive.file, wanted, limits):
        if member.path in seen and member.refusal is None:
            member = Member(member.path, refusal="a second member of this name")
        seen.add(member.path)
        yield member


def _reader(file: Path) -> Callable[[Path, Wanted, Limits], Iterator[Member]]:
    if file.is_dir():
        return folder_members
    if file.name.endswith(tuple(TAR_SUFFIXES)):
        return tar_members
    if file.suffix == ".zip":
        return zip_members
    if file.suffix == ".deb":
        return deb_members
    raise JanusError(
        f"{file.name} is no archive that can be read",
        where=str(file),
        do=f"name a version that comes as {', '.join(sorted(TAR_SUFFIXES))}, .zip or .deb",
    )
