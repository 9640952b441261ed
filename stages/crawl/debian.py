"""Members of a Debian binary package: the files it would install, as dpkg-deb unpacks them into a tar."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from stages.crawl.archive import Member
from stages.crawl.config import Limits
from stages.crawl.safety import unreadable
from stages.crawl.tarball import stream_members
from stages.errors import JanusError

HERE = "./"
"""What Debian writes before every path."""


def deb_members(file: Path, wanted: Callable[[str], bool], limits: Limits) -> Iterator[Member]:
    """See `members.read_members`. Paths are those of the installed files (`usr/share/...`).

    The tar is read while it is unpacked: dpkg-deb is stopped where reading stops.
    """
    if shutil.which("dpkg-deb") is None:
        raise JanusError(
            f"{file.name} cannot be read: dpkg-deb is missing",
            where=str(file),
            do="crawl on Debian or install dpkg, or take the source out of conf/crawl",
        )
    size = file.stat().st_size
    with subprocess.Popen(
        ["dpkg-deb", "--fsys-tarfile", str(file)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as unpacking:
        try:
            for member in stream_members(
                unpacking.stdout, lambda: size, lambda path: wanted(_installed(path)), limits, file.name
            ):
                yield replace(member, path=_installed(member.path))
        except (tarfile.TarError, EOFError) as error:
            raise unreadable(file, error) from None
        finally:
            unpacking.kill()


def _installed(path: str) -> str:
    return path.removeprefix(HERE)
