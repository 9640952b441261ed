"""Connectors: where archives come from. Each is one function `resolve(source) -> Archive`."""

from __future__ import annotations

from typing import Protocol

from stages.crawl.archive import Archive
from stages.crawl.config import LocalSource, NpmSource, PypiSource, Source
from stages.crawl.connectors import local, npm, pypi


class Connector(Protocol):
    """Turns a pinned source into an archive on disk whose SHA-256 was checked.

    Raises JanusError where the source cannot be had or has other bytes than pinned.
    """

    def __call__(self, source: Source) -> Archive: ...


CONNECTORS: dict[type, Connector] = {
    PypiSource: pypi.resolve,
    NpmSource: npm.resolve,
    LocalSource: local.resolve,
}


def resolve(source: Source) -> Archive:
    """The archive of any source, by its connector."""
    return CONNECTORS[type(source)](source)
