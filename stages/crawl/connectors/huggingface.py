"""Data set repositories of the Hugging Face hub at one commit, by its own client.

Only the files that the selection asks for are fetched, with the card and the licence files. The pin is the
SHA-256 of their tar (`stages/crawl/fixed_tar.py`). The hub is the client's default or `$HF_ENDPOINT`; a token
comes from `$HF_TOKEN` alone, never from one stored on this machine.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, ClassVar

from pydantic import Field

from stages.crawl.archive import Archive
from stages.crawl.config import Sha256, Source
from stages.crawl.downloads import cached_archive
from stages.crawl.fixed_tar import Entry, fixed_tar, tar_name
from stages.crawl.globs import is_candidate, matches_any
from stages.crawl.licence import METADATA
from stages.crawl.safety import unsafe_name
from stages.errors import JanusError
from stages.records.identity import canonical_json, sha256


class HuggingFaceSource(Source):
    """A data set repository (`package: owner/name`) at a full commit (`version`)."""

    wrapped: ClassVar[bool] = False

    package: Annotated[str, Field(pattern=r"^[\w.-]+/[\w.-]+$")]
    version: Annotated[str, Field(pattern=r"^[0-9a-f]{40}$")]
    sha256: Sha256


SOURCE = HuggingFaceSource


def resolve(source: HuggingFaceSource) -> Archive:
    """The asked files of the pinned commit as a tar, from the cache or from the hub."""
    select = source.select
    asked = sha256(canonical_json([select.include, select.exclude, select.companions]))[:12]
    return cached_archive(source, lambda folder: _fetch(source, folder), part=asked)


def _fetch(source: HuggingFaceSource, folder: Path) -> Path:
    import httpx2
    from huggingface_hub import HfApi
    from huggingface_hub.errors import GatedRepoError, HfHubHTTPError, RepositoryNotFoundError

    where = f"huggingface:{source.package}@{source.version}"
    hub = HfApi(endpoint=os.environ.get("HF_ENDPOINT"), token=os.environ.get("HF_TOKEN") or False)
    place = {"repo_id": source.package, "repo_type": "dataset", "revision": source.version}
    try:
        paths = sorted(path for path in hub.list_repo_files(**place) if _asked(path, source))
        with tempfile.TemporaryDirectory(dir=folder, prefix=".new-") as work:
            for path in paths:
                hub.hf_hub_download(filename=path, local_dir=work, **place)
            return fixed_tar(_entries(Path(work), paths), folder / tar_name(source.package, source.version))
    except GatedRepoError:
        raise JanusError(
            f"{source.package} is given only to who asked for it",
            where=where,
            do="ask for access on its page, then set HF_TOKEN",
        ) from None
    except RepositoryNotFoundError:
        raise JanusError(
            f"the hub has no data set {source.package} (or it is private)",
            where=where,
            do="correct the name in conf/crawl, or set HF_TOKEN",
        ) from None
    except HfHubHTTPError as error:
        code = error.response.status_code
        raise JanusError(
            f"the hub answers {code} for {source.package} {source.version}",
            where=where,
            do="correct `version` in conf/crawl" if code == 404 else "run again later",
        ) from None
    except (httpx2.HTTPError, ConnectionError, FileNotFoundError) as error:
        raise JanusError(
            f"the hub cannot be reached ({type(error).__name__}) and the cache lacks {source.package}",
            where=where,
            do="check the network and $HF_ENDPOINT, then run again",
        ) from None


def _asked(path: str, source: HuggingFaceSource) -> bool:
    """Whether a file of the repository is fetched. Raises JanusError for a name that leaves the folder."""
    if reason := unsafe_name(path):
        raise JanusError(
            f"{source.package} names a file that is no path in it: {reason}",
            where=f"huggingface:{source.package}@{source.version}",
            do="take the source out of conf/crawl: the hub or something before it is not to be trusted",
        )
    select = source.select
    return (
        is_candidate(path, select) or matches_any(path, select.companions) or METADATA.match(path) is not None
    )


def _entries(folder: Path, paths: list[str]) -> Iterator[Entry]:
    for path in paths:
        with (folder / path).open("rb") as content:
            yield Entry(path, (folder / path).stat().st_size, content)
