"""Any git repository at one commit: `git fetch` of that commit alone, its tree as a tar of fixed form.

The pin is the commit and the tar's SHA-256 (`stages/crawl/fixed_tar.py`): SHA-1 names the commit, SHA-256
holds its bytes. Symbolic links and submodules come as links, which the reader refuses by name; pointers of
Git LFS are refused there too. Attributes of the repository (export-ignore, filters) change nothing.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field

from stages.crawl.archive import Archive
from stages.crawl.config import Name, Sha256, Source
from stages.crawl.downloads import cached_archive
from stages.crawl.fixed_tar import Entry, fixed_tar, tar_name
from stages.errors import JanusError

LINK, SUBMODULE = "120000", "160000"
QUIET = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "",
    "SSH_ASKPASS": "",
    "GIT_SSH_COMMAND": "ssh -o BatchMode=yes",
    "GIT_ALLOW_PROTOCOL": "file:git:http:https:ssh",
    "GIT_LFS_SKIP_SMUDGE": "1",
    "LC_ALL": "C",
}
"""Nobody is asked for anything, and no protocol runs a command that a URL names (`ext::`)."""
OPTIONS = ("-c", "credential.helper=", "-c", "core.hooksPath=/dev/null", "-c", "gc.auto=0")
DENIED = (
    "Authentication failed",
    "could not read Username",
    "Permission denied",
    "terminal prompts disabled",
)
ABSENT = (
    "not our ref",
    "remote end hung up",
    "unadvertised object",
    "couldn't find remote ref",
    "no such remote",
)


def _without_secret(url: str) -> str:
    if re.match(r"\w+://[^/@]*:[^/@]*@", url):
        raise ValueError("a URL must not hold a password: keys stay out of conf")
    if url.startswith("-"):
        raise ValueError("a URL cannot begin with a dash")
    return url


class GitSource(Source):
    """A git repository. `version` is the full commit; `url` says where to fetch it and reaches no output."""

    wrapped: ClassVar[bool] = False
    located: ClassVar[tuple[str, ...]] = ("url",)

    url: Annotated[Name, AfterValidator(_without_secret)]
    version: Annotated[str, Field(pattern=r"^([0-9a-f]{40}|[0-9a-f]{64})$")]
    sha256: Sha256


SOURCE = GitSource


def resolve(source: GitSource) -> Archive:
    """The tree of the pinned commit as a tar, from the cache or fetched from `url`."""
    return cached_archive(source, lambda folder: _fetch(source, folder))


def _fetch(source: GitSource, folder: Path) -> Path:
    where = f"git:{source.package}@{source.version}"
    if shutil.which("git") is None:
        raise JanusError(
            f"git is missing, and the cache has no archive of {source.package}",
            where=where,
            do="install git, or take the source out of conf/crawl",
        )
    with tempfile.TemporaryDirectory(dir=folder, prefix=".new-") as work:
        repository = Path(work)
        form = "sha1" if len(source.version) == 40 else "sha256"
        _git(repository, "init", "--quiet", "--bare", f"--object-format={form}")
        fetch = ("fetch", "--quiet", "--depth=1", "--no-tags", "--no-recurse-submodules")
        done = _git(repository, *fetch, "--", source.url, source.version)
        if done.returncode == 0:
            done = _git(repository, "cat-file", "-e", f"{source.version}^{{tree}}")
        if done.returncode != 0:
            raise _failure(source, done.stderr.decode("utf-8", "replace"), where)
        return fixed_tar(
            _entries(repository, source.version), folder / tar_name(source.package, source.version)
        )


def _git(repository: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        ["git", *OPTIONS, *arguments],
        cwd=repository,
        env={**os.environ, **QUIET},
        stdin=subprocess.DEVNULL,
        capture_output=True,
    )


def _entries(repository: Path, commit: str) -> Iterator[Entry]:
    """Every entry of the commit's tree, sorted by path; contents stream from one `git cat-file`."""
    listed = _git(repository, "ls-tree", "-r", "-z", "--full-tree", commit).stdout.split(b"\0")[:-1]
    found = []
    for line in listed:
        head, _, path = line.partition(b"\t")
        mode, _, blob = head.decode().split()
        found.append((path.decode("utf-8", "surrogateescape"), mode, blob))
    with _blobs(repository) as blobs:
        for path, mode, blob in sorted(found):
            if mode == SUBMODULE:
                yield Entry(path, link=f"the submodule's commit {blob}")
                continue
            blobs.stdin.write(blob.encode() + b"\n")
            blobs.stdin.flush()
            size = int(blobs.stdout.readline().split()[2])
            if mode == LINK:
                yield Entry(path, link=blobs.stdout.read(size).decode("utf-8", "surrogateescape"))
            else:
                yield Entry(path, size, blobs.stdout)
            blobs.stdout.read(1)  # the line end after every blob


@contextmanager
def _blobs(repository: Path) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(
        ["git", *OPTIONS, "cat-file", "--batch"],
        cwd=repository,
        env={**os.environ, **QUIET},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        yield process
        process.stdin.close()


def _failure(source: GitSource, said: str, where: str) -> JanusError:
    """git's error as ours, without addresses."""
    if any(phrase in said for phrase in DENIED):
        return JanusError(
            f"the repository of {source.package} asks for credentials, and none are given",
            where=where,
            do="name a public URL, or one over ssh whose key an agent holds; the crawl asks nobody",
        )
    if any(phrase in said for phrase in ABSENT):
        return JanusError(
            f"the repository of {source.package} does not give commit {source.version}",
            where=where,
            do="correct `version` in conf/crawl: a full commit that is there (it may have been rewritten)",
        )
    lines = [re.sub(r"\S*://\S+", "URL", line) for line in said.splitlines() if line.startswith("fatal:")]
    why = lines[0].removeprefix("fatal: ") if lines else "it says no reason"
    return JanusError(
        f"git cannot fetch {source.package}: {why}",
        where=where,
        do="check the network and `url` in conf/crawl, then run again",
    )
