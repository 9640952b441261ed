"""Section `crawl` of params.yaml: sources, what to take from each, and what is refused."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from stages.config import Section

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Name = Annotated[str, Field(min_length=1)]
Size = Annotated[int, Field(ge=1)]
Count = Annotated[int, Field(ge=0)]
Globs = Annotated[list[Name], Field(min_length=1)]


class Limits(Section):
    """What an archive may be. Beyond it a member is refused, reading stops where the whole is too much."""

    archive_mb: Size  # decompressed, all members together
    members: Size
    ratio: Size  # decompressed / compressed bytes, of a zip member and of a whole tar
    member_kb: Size  # of a member that would be read into memory


class Selection(Section):
    """Which files of an archive are candidates, and how many stay.

    Globs are relative to the archive's top folder; `*` stays in a folder, `**` does not.
    `cap` keeps the files with the smallest hashes, so that a file that comes or goes moves at most one other.
    """

    include: Globs
    exclude: list[Name]
    max_bytes: Size
    cap: Count | None


class ChartSelection(Selection):
    """Python scripts that draw with `libraries` (importable beside the standard library)."""

    domain: Literal["chart"]
    libraries: Annotated[list[Name], Field(min_length=1)]


class SvgSelection(Selection):
    """SVG pictures with enough visible shapes and distinct colours."""

    domain: Literal["svg"]
    min_shapes: Count
    min_colours: Count


AnySelection = Annotated[ChartSelection | SvgSelection, Field(discriminator="domain")]


class PypiSource(Section):
    """The source distribution of a package on the Python package index."""

    connector: Literal["pypi"]
    package: Name
    version: Name
    sha256: Sha256
    licence: Name | None  # SPDX expression that the archive must declare; null: any allowed one
    select: AnySelection


class NpmSource(Section):
    """The tarball of a package on the npm registry."""

    connector: Literal["npm"]
    package: Name
    version: Name
    sha256: Sha256
    licence: Name | None
    select: AnySelection


class LocalSource(Section):
    """A folder on this machine, relative to the project. Its `path` never reaches an output."""

    connector: Literal["local"]
    package: Name
    version: Name
    path: Name
    sha256: Sha256 | None  # over its sorted files; null: whatever is there
    licence: Name
    attribution: Name
    select: AnySelection


Source = Annotated[PypiSource | NpmSource | LocalSource, Field(discriminator="connector")]


class CrawlSection(Section):
    """`licences`: SPDX expressions that may enter the corpus, compared as written."""

    sources: Annotated[dict[str, Source], Field(min_length=1)]
    licences: Globs
    limits: Limits
