"""Members of a zip."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from stages.crawl.archive import Member
from stages.crawl.config import Limits
from stages.crawl.safety import KB, MB, bomb, printable, too_large, unreadable, unsafe_name

_ENCRYPTED = 0x1


def zip_members(file: Path, wanted: Callable[[str], bool], limits: Limits) -> Iterator[Member]:
    """See `members.read_members`. Sizes stated in the directory are not believed: reads are bounded."""
    total = 0
    try:
        with zipfile.ZipFile(file) as archive:
            for count, info in enumerate(archive.infolist(), 1):
                name = printable(info.filename)
                if count > limits.members:
                    yield Member(
                        name,
                        refusal=f"the archive has more than {limits.members} members: reading stopped here",
                    )
                    return
                member = _member(archive, info, name, wanted, limits)
                total += len(member.content) if member else 0
                if total > limits.archive_mb * MB:
                    yield Member(
                        name,
                        refusal=f"the archive holds more than {limits.archive_mb} MB: reading stopped here",
                    )
                    return
                if member is not None:
                    yield member
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise unreadable(file, error) from None


def _member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, wanted, limits: Limits
) -> Member | None:
    if reason := unsafe_name(info.filename) or unsafe_name(info.orig_filename):
        return Member(name, refusal=reason)
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return Member(name, refusal="a link")
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return Member(name, refusal="a device or another special file")
    if info.is_dir() or not wanted(name):
        return None
    if info.flag_bits & _ENCRYPTED:
        return Member(name, refusal="encrypted")
    if reason := too_large(info.file_size, limits) or bomb(info.file_size, info.compress_size, limits):
        return Member(name, refusal=reason)
    with archive.open(info) as stream:
        content = stream.read(limits.member_kb * KB + 1)
    if reason := too_large(len(content), limits):
        return Member(name, refusal=reason)
    return Member(name, content)
