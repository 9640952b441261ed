"""Members of a (compressed) tar, decompressed as a stream with a budget."""

from __future__ import annotations

import bz2
import gzip
import lzma
import tarfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from stages.crawl.archive import Member
from stages.crawl.config import Limits
from stages.crawl.safety import MB, Beyond, bomb, printable, too_large, unreadable, unsafe_name

TAR_SUFFIXES: dict[str, Callable] = {
    ".tar.gz": gzip.open,
    ".tgz": gzip.open,
    ".tar.bz2": bz2.open,
    ".tar.xz": lzma.open,
    ".tar": lambda raw: raw,
}


class _Budget:
    """A decompressed stream that raises Beyond before more comes out of it than the limits allow.

    The count is of everything that is decompressed: skipped members and long headers too.
    """

    def __init__(self, stream: BinaryIO, compressed: Callable[[], int], limits: Limits) -> None:
        self._stream, self._compressed, self._limits, self._count = stream, compressed, limits, 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._count += len(data)
        if self._count > self._limits.archive_mb * MB:
            raise Beyond(f"the archive holds more than {self._limits.archive_mb} MB")
        if reason := bomb(self._count, self._compressed(), self._limits):
            raise Beyond(f"the archive is {reason}")
        return data


def tar_members(file: Path, wanted: Callable[[str], bool], limits: Limits) -> Iterator[Member]:
    """See `members.read_members`."""
    decompress = next(opener for suffix, opener in TAR_SUFFIXES.items() if file.name.endswith(suffix))
    try:
        with file.open("rb") as raw, decompress(raw) as stream:
            yield from stream_members(stream, raw.tell, wanted, limits, file.name)
    except (tarfile.TarError, EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise  # the disk's or the system's own error, not the archive's
        raise unreadable(file, error) from None


def stream_members(
    stream: BinaryIO,
    compressed: Callable[[], int],
    wanted: Callable[[str], bool],
    limits: Limits,
    last: str,
) -> Iterator[Member]:
    """Members of an uncompressed tar as it comes; `compressed()` says how many bytes were read for it.

    `last` names what is refused where not even the first member can be read. Raises what tarfile raises.
    """
    try:
        tar = tarfile.open(fileobj=_Budget(stream, compressed, limits), mode="r|", errors="surrogateescape")
        for count, info in enumerate(tar, 1):
            if count > limits.members:
                raise Beyond(f"the archive has more than {limits.members} members")
            last = printable(info.name)
            if (member := _member(tar, info, wanted, limits)) is not None:
                yield member
    except Beyond as limit:
        yield Member(last, refusal=f"{limit}: reading stopped here")


def _member(tar: tarfile.TarFile, info: tarfile.TarInfo, wanted, limits: Limits) -> Member | None:
    name = printable(info.name)
    if reason := unsafe_name(info.name):
        return Member(name, refusal=reason)
    if info.isdir():
        return None
    if info.issym() or info.islnk():
        return Member(name, refusal=f"a link to {printable(info.linkname)!r}")
    if not info.isreg():
        return Member(name, refusal="a device or another special file")
    if not wanted(name):
        return None
    if reason := too_large(info.size, limits):
        return Member(name, refusal=reason)
    content = tar.extractfile(info).read()
    if len(content) != info.size:
        raise EOFError(f"{name} ends early")
    return Member(name, content)
