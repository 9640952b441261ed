"""Connectors: where archives come from. One module each, found by being here under the name that conf uses.

A module has `SOURCE`, its class of pinned sources, and `resolve(source) -> Archive`: the archive on disk, its
SHA-256 checked. `resolve` raises JanusError where the source cannot be had or has other bytes than pinned.
"""

from __future__ import annotations

from functools import cache
from types import ModuleType

from stages.crawl.archive import Archive
from stages.crawl.config import Source
from stages.discovery import modules


@cache
def connectors() -> dict[str, ModuleType]:
    """Every connector by its name."""
    return {module.__name__.rpartition(".")[2]: module for module in modules(__name__)}


def connector_of(name: str) -> ModuleType:
    """The connector of that name. Raises ValueError that names those there are."""
    if name not in connectors():
        raise ValueError(f"no connector {name!r}: there are {', '.join(connectors())}")
    return connectors()[name]


def resolve(source: Source) -> Archive:
    """The archive of any source, by its connector."""
    return connector_of(source.connector).resolve(source)
