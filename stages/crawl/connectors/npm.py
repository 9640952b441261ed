"""Tarballs of npm packages, by `npm pack`: its registry, proxy and integrity check are npm's own."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

from stages.crawl.archive import Archive
from stages.crawl.config import Sha256, Source
from stages.crawl.downloads import Pinned, cached_archive
from stages.errors import JanusError

NETWORK_CODES = (
    "ENOTFOUND",
    "EAI_AGAIN",
    "ECONNREFUSED",
    "ECONNRESET",
    "ETIMEDOUT",
    "ENETUNREACH",
    "EHOSTUNREACH",
)


class NpmSource(Source):
    """The tarball of a package on the npm registry."""

    sha256: Sha256


SOURCE = NpmSource


def resolve(source: Pinned) -> Archive:
    """The tarball of a pinned version, from the cache or from the registry that npm is set to."""
    return cached_archive(source, lambda folder: _pack(source, folder))


def _pack(source: Pinned, folder: Path) -> Path:
    npm = shutil.which("npm")
    if npm is None:
        raise JanusError(
            f"npm is missing, and the cache has no archive of {source.package} {source.version}",
            where=f"npm:{source.package}@{source.version}",
            do="install Node.js with npm (Debian: apt-get install npm), or take the source out of conf/crawl",
        )
    with tempfile.TemporaryDirectory(dir=folder, prefix=".new-") as work:
        command = [npm, "pack", f"{source.package}@{source.version}", "--json", "--pack-destination", work]
        command += ["--fetch-retries=2", "--fetch-retry-mintimeout=500", "--fetch-retry-maxtimeout=2000"]
        done = subprocess.run(command, capture_output=True, text=True, cwd=work)
        if done.returncode != 0:
            raise _failure(source, done)
        packed = Path(work) / json.loads(done.stdout)[0]["filename"]
        return packed.rename(folder / packed.name)


def _failure(source: Pinned, done: subprocess.CompletedProcess) -> JanusError:
    """npm's error as ours: its code and first line, without the log's path."""
    try:
        error = json.loads(done.stdout)["error"]
        code, said = str(error.get("code")), str(error.get("summary") or "").splitlines()
    except (ValueError, KeyError, TypeError):
        code, said = f"exit code {done.returncode}", done.stderr.strip().splitlines()
    where = f"npm:{source.package}@{source.version}"
    if code in NETWORK_CODES:
        return JanusError(
            f"the npm registry cannot be reached ({code}) and the cache lacks "
            f"{source.package} {source.version}",
            where=where,
            do="check the network and npm's settings, then run again: finished downloads are kept",
        )
    return JanusError(
        f"npm pack fails for {source.package} {source.version} ({code}): {said[0] if said else 'no message'}",
        where=where,
        do="correct the name and version in conf/crawl",
    )
