"""Section `crawl` of params.yaml: sources, what to take from each, and what is refused."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field, SerializeAsAny

from stages.config import Section, nested

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Name = Annotated[str, Field(min_length=1)]
Size = Annotated[int, Field(ge=1)]
Count = Annotated[int, Field(ge=0)]
Globs = Annotated[list[Name], Field(min_length=1)]


def _as_read(value: Any) -> Any:
    """A selection as its reader's class, by domain and language."""
    if not isinstance(value, dict) or not {"domain", "language"} <= set(value):
        return value  # pydantic says what is missing
    from stages.crawl.domains import reader_of

    return nested(reader_of(value["domain"], value["language"]).selection, value)


def _as_connected(value: Any) -> Any:
    """A source as its connector's class."""
    if not isinstance(value, dict) or "connector" not in value:
        return value
    from stages.crawl.connectors import connector_of

    return nested(connector_of(value["connector"]).SOURCE, value)


class Limits(Section):
    """What an archive may be. Beyond it a member is refused, reading stops where the whole is too much."""

    archive_mb: Size  # decompressed, all members together
    members: Size
    ratio: Size  # decompressed / compressed bytes, of a zip member and of a whole tar
    member_kb: Size  # of a member that would be read into memory


class Selection(Section):
    """Which files of an archive are candidates, how they are read, and how many seeds stay.

    Globs are relative to the archive's top folder; `*` stays in a folder, `**` does not.
    `cap` keeps the pieces with the smallest hashes: one that comes or goes moves at most one other.
    A domain's reader may ask for more (`stages/crawl/domains`).
    """

    domain: Name
    language: Name
    include: Globs
    exclude: list[Name]
    max_bytes: Size
    cap: Count | None
    companions: list[Name] = []
    """Files that a candidate may refer to (style sheets, ...): read with it, no candidates themselves."""


class Columns(Section):
    """Which columns of a tabular file hold a seed, and where it is from. Null: the source's own says it."""

    content: Name
    path: Name | None = None  # of the file that the row was made from
    licence: Name | None = None  # SPDX expression
    attribution: Name | None = None

    def named(self) -> dict[str, str]:
        """Field to column, of those that are mapped."""
        return self.model_dump(exclude_none=True)


class Source(Section):
    """One pinned archive. A connector adds what it needs (`stages/crawl/connectors`)."""

    wrapped: ClassVar[bool] = True
    """Whether its archives wrap everything in one top folder."""
    located: ClassVar[tuple[str, ...]] = ()
    """Fields that say where the archive is on this machine: they reach no output."""

    connector: Name
    package: Name
    version: Name
    sha256: Sha256 | None
    licence: Name | None  # SPDX expression that the archive must declare; null: any allowed one
    attribution: Name | None = None  # given where the archive states no terms itself: `licence` then holds
    columns: Columns | None = None  # the files are JSON Lines or Parquet, a seed a row
    select: Annotated[SerializeAsAny[Selection], BeforeValidator(_as_read)]


class CrawlSection(Section):
    """`licences`: SPDX expressions that may enter the corpus, compared as written."""

    sources: Annotated[
        dict[str, Annotated[SerializeAsAny[Source], BeforeValidator(_as_connected)]], Field(min_length=1)
    ]
    licences: Globs
    limits: Limits
