"""Source distributions by the Simple Repository API: found with their SHA-256, nothing is built.

The index is the client's default, or `$PIP_INDEX_URL`.
"""

from __future__ import annotations

import os
from pathlib import Path

import requests

from stages.crawl.archive import Archive
from stages.crawl.config import Sha256, Source
from stages.crawl.downloads import cached_archive, require_pin
from stages.crawl.transfer import download
from stages.errors import JanusError


class PypiSource(Source):
    """The source distribution of a package on the Python package index."""

    sha256: Sha256


SOURCE = PypiSource


def resolve(source: Source) -> Archive:
    """The sdist of a pinned version, from the cache or from the index."""
    return cached_archive(source, lambda folder: _fetch(source, folder))


def _fetch(source: Source, folder: Path) -> Path:
    from pypi_simple import PYPI_SIMPLE_ENDPOINT, PyPISimple

    where = f"pypi:{source.package}@{source.version}"
    with PyPISimple(os.environ.get("PIP_INDEX_URL") or PYPI_SIMPLE_ENDPOINT) as index:
        package = _sdist(index, source, where)
        announced = (package.digests or {}).get("sha256")
        if announced is not None:
            require_pin(source, announced, where)
        return download(
            package.url,
            folder / package.filename,
            sha256=source.sha256,
            size=package.size,
            session=index.s,
        )


def _sdist(index, source: Source, where: str):
    """The index's entry of the pinned sdist (a `pypi_simple.DistributionPackage`)."""
    from pypi_simple import NoSuchProjectError, UnsupportedContentTypeError

    try:
        page = index.get_project_page(source.package, timeout=(15, 60))
    except NoSuchProjectError:
        raise JanusError(
            f"the package index has no {source.package}", where=where, do="correct the name in conf/crawl"
        ) from None
    except (requests.RequestException, UnsupportedContentTypeError) as error:
        raise JanusError(
            f"the package index cannot be reached ({type(error).__name__}) and the cache lacks "
            f"{source.package} {source.version}",
            where=where,
            do="check the network, the proxy and $PIP_INDEX_URL, then run again: finished downloads are kept",
        ) from None
    sdists = {p.version: p for p in page.packages if p.package_type == "sdist"}
    if source.version not in sdists:
        raise JanusError(
            f"{source.package} has no source distribution of version {source.version}",
            where=where,
            do=f"pin one of the last that have: {', '.join(list(sdists)[-5:]) or 'none has'}",
        )
    return sdists[source.version]
