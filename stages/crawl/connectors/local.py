"""A folder on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from stages.crawl.archive import Archive
from stages.crawl.config import Name, Source
from stages.crawl.folder import folder_sha256
from stages.errors import JanusError


class LocalSource(Source):
    """A folder on this machine, relative to the project. Its `path` never reaches an output.

    `sha256` is over its sorted files; null: whatever is there.
    """

    wrapped: ClassVar[bool] = False
    located: ClassVar[tuple[str, ...]] = ("path",)

    path: Name
    licence: Name
    attribution: Name


SOURCE = LocalSource


def resolve(source: LocalSource) -> Archive:
    """The folder as an archive; its hash is over its sorted files."""
    folder = Path(source.path)
    if not folder.is_dir():
        raise JanusError(
            f"the folder of the local source {source.package} is not there",
            where=str(folder.absolute()),
            do="correct `path` in conf/crawl (relative to the project's folder)",
        )
    found = folder_sha256(folder)
    if source.sha256 not in (None, found):
        raise JanusError(
            f"the folder of {source.package} {source.version} is not what conf pins: pinned sha256 "
            f"{source.sha256}, found {found}",
            where=str(folder),
            do="write the found hash and a new version into conf/crawl if the change is meant",
        )
    return Archive("local", source.package, source.version, found, folder)
