"""Binary packages of Debian, by `apt-get download`: mirrors, proxies and signatures are apt's own.

The pin is the package file's SHA-256, which apt's signed index announces too. A release of Debian keeps the
versions that it was made with; a point release or a security fix may replace one.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import ClassVar

from stages.crawl.archive import Archive
from stages.crawl.config import Sha256, Source
from stages.crawl.downloads import Pinned, cached_archive
from stages.errors import JanusError

UNREACHABLE = (
    "Could not resolve",
    "Temporary failure",
    "Could not connect",
    "Connection failed",
    "timed out",
)
GONE = ("was not found", "Can't find a source to download", "404  Not Found")
UNKNOWN = ("Unable to locate package", "No packages found")
DAMAGED = ("Hash Sum mismatch", "unexpected size")


class DebSource(Source):
    """A binary package of the Debian release on this machine. Its files are not wrapped in a top folder."""

    wrapped: ClassVar[bool] = False

    sha256: Sha256


SOURCE = DebSource


def resolve(source: Pinned) -> Archive:
    """The package file of a pinned version, from the cache or from the mirror that apt is set to."""
    return cached_archive(source, lambda folder: _download(source, folder))


def _download(source: Pinned, folder: Path) -> Path:
    where = f"deb:{source.package}@{source.version}"
    apt = shutil.which("apt-get")
    if apt is None:
        raise JanusError(
            f"apt-get is missing, and the cache has no archive of {source.package} {source.version}",
            where=where,
            do="crawl on Debian, or take the source out of conf/crawl",
        )
    with tempfile.TemporaryDirectory(dir=folder, prefix=".new-") as work:
        done = subprocess.run(
            [apt, "download", "-o", "Acquire::Retries=2", f"{source.package}={source.version}"],
            cwd=work,
            env={**os.environ, "LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        files = list(Path(work).glob("*.deb"))
        if done.returncode != 0 or not files:
            raise _failure(source, done.stderr, where)
        return files[0].rename(folder / files[0].name)


def _failure(source: Pinned, said: str, where: str) -> JanusError:
    """apt's error as ours, without the mirror's address."""

    def says(phrases: tuple[str, ...]) -> bool:
        return any(phrase in said for phrase in phrases)

    wanted = f"{source.package} {source.version}"
    if says(UNREACHABLE):
        return JanusError(
            f"the Debian mirror cannot be reached and the cache lacks {wanted}",
            where=where,
            do="check the network and apt's settings, then run again",
        )
    if says(DAMAGED):
        return JanusError(
            f"the mirror sends {wanted} with other bytes than apt's index announces",
            where=where,
            do="run again",
        )
    if says(UNKNOWN):
        return JanusError(
            f"apt knows no package {source.package}",
            where=where,
            do="run `apt-get update` (the lists may be missing), or correct the name in conf/crawl",
        )
    if says(GONE):
        return JanusError(
            f"this Debian release has no {wanted} any more",
            where=where,
            do=f"`apt-cache policy {source.package}` names the version it has: pin it with its sha256, "
            "or take the source out of conf/crawl",
        )
    plain = re.sub(r"\S+://\S+", "the package", said)
    errors = [line.removeprefix("E: ") for line in plain.splitlines() if line.startswith("E: ")]
    return JanusError(
        f"apt-get download fails for {wanted}: {errors[0] if errors else 'it says no reason'}",
        where=where,
        do="try `apt-get download` by hand",
    )
