"""From an archive to candidates: what was found, under which terms, and why it is or is not taken."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from stages.crawl.archive import Archive, Member
from stages.crawl.config import CrawlSection, Limits, Source
from stages.crawl.domains import reader_of
from stages.crawl.globs import is_candidate, matches_any
from stages.crawl.licence import METADATA, Terms, read_terms, refusal, spdx_case
from stages.crawl.members import read_members
from stages.crawl.memory import Memory
from stages.crawl.reader import Companions, Piece, SeedReader
from stages.crawl.safety import KB, MB
from stages.crawl.tabular import rows_of
from stages.records.cache import RecordCache
from stages.records.identity import rank, sha256

LFS = b"version https://git-lfs.github.com/spec/"
"""How the pointers of Git LFS begin, by its specification."""


@dataclass
class Candidate:
    """A piece of a file that a source's selection asks for (or a member that was refused)."""

    source: Source
    archive: Archive
    terms: Terms
    path: str  # inside the archive, its top folder included
    content: bytes  # of the piece
    start: int  # byte offsets in the file; of a row: where it stands (stages/crawl/tabular)
    end: int
    reason: str | None  # why it is dropped
    prepared: str | None  # the code that stands alone, where it may be kept
    includes: tuple[str, ...] = ()  # files that went into `prepared`: path@sha256
    withheld: str | None = None  # why it was taken down: rows stay, content goes

    @property
    def reader(self) -> SeedReader:
        return reader_of(self.source.select.domain, self.source.select.language)

    @property
    def usable(self) -> bool:
        """Whether a seed may be made of it."""
        return self.prepared is not None and self.withheld is None

    @property
    def ref(self) -> str:
        """`npm:circle-flags@2.8.3!package/flags/ac.svg`."""
        return f"{self.archive.ref}!{self.path}"

    def drop(self, reason: str) -> None:
        self.reason, self.prepared = reason, None


def under_top(path: str, source: Source) -> str:
    """The path without the folder that package archives wrap everything in."""
    return path.partition("/")[2] if source.wrapped else path


def read_candidates(
    source: Source,
    archive: Archive,
    section: CrawlSection,
    records: RecordCache | None = None,
    taken: Collection[str] = (),
) -> list[Candidate]:
    """Every candidate of an archive, judged by itself. Raises JanusError where the archive is unreadable.

    `records` remembers what was read, but for content whose hash is in `taken`.
    """
    select = source.select

    def wanted(path: str) -> bool:
        inner = under_top(path, source)
        return (
            is_candidate(inner, select)
            or METADATA.match(inner) is not None
            or matches_any(inner, select.companions)
        )

    members = list(read_members(archive, wanted, _limits(source, section.limits)))
    files = {under_top(m.path, source): m.content for m in members if m.refusal is None}
    terms = _terms(source, archive, files)
    companions = {path: data for path, data in files.items() if matches_any(path, select.companions)}
    with Memory(source, records, taken) as memory:
        return list(_candidates(source, archive, section, terms, members, companions, memory))


def _candidates(
    source: Source,
    archive: Archive,
    section: CrawlSection,
    terms: Terms,
    members: list[Member],
    companions: Companions,
    memory: Memory,
) -> Iterator[Candidate]:
    for member in members:
        if member.refusal is not None:
            piece = Piece(0, 0, reason=f"unsafe: {member.refusal}")
            yield _candidate(source, archive, terms, member, piece, {})
        elif not is_candidate(under_top(member.path, source), source.select):
            continue  # read for the licence, or for those that refer to it
        elif member.content.startswith(LFS):
            piece = Piece(0, len(member.content), reason="pointer: Git LFS keeps the bytes elsewhere")
            yield _candidate(source, archive, terms, member, piece, {})
        elif source.columns is not None:
            yield from _of_rows(source, archive, terms, member, section, memory)
        else:
            for piece in _judged(member, source, terms, section.licences, companions, memory):
                yield _candidate(source, archive, terms, member, piece, companions)


def _limits(source: Source, limits: Limits) -> Limits:
    """A tabular file is many seeds: its size is bounded by the archive's, a row's by `select.max_bytes`."""
    if source.columns is None:
        return limits
    return limits.model_copy(update={"member_kb": limits.archive_mb * MB // KB})


def _of_rows(
    source: Source, archive: Archive, terms: Terms, member: Member, section: CrawlSection, memory: Memory
) -> Iterator[Candidate]:
    """The pieces of every row, each with the row's place in the file as its span."""
    for row in rows_of(member, source.columns, section.limits):
        file = Member(row.within(member.path), row.content)
        licence = spdx_case(row.licence) if row.licence else terms.licence
        own = Terms(licence, row.attribution or terms.attribution)
        if row.refusal is not None:
            pieces: Iterable[Piece] = [Piece(0, len(row.content), reason=row.refusal)]
        else:
            pieces = _judged(file, source, own, section.licences, {}, memory)
        for piece in pieces:
            candidate = _candidate(source, archive, own, file, piece, {})
            candidate.start, candidate.end = row.start, row.end
            yield candidate


def _candidate(
    source: Source, archive: Archive, terms: Terms, member: Member, piece: Piece, companions: Companions
) -> Candidate:
    return Candidate(
        source,
        archive,
        terms,
        member.path,
        member.content[piece.start : piece.end],
        piece.start,
        piece.end,
        piece.reason,
        piece.prepared,
        tuple(f"{name}@{sha256(companions[name])}" for name in piece.includes),
    )


def _terms(source: Source, archive: Archive, files: dict[str, bytes]) -> Terms:
    if source.attribution is not None:
        return Terms(source.licence, source.attribution)
    return read_terms(archive, {path: data for path, data in files.items() if METADATA.match(path)})


def _judged(
    member: Member,
    source: Source,
    terms: Terms,
    allowed: list[str],
    companions: Companions,
    memory: Memory,
) -> Iterable[Piece]:
    """The pieces of a file, if its terms allow to read it."""
    # Where rows say their licence each, conf's is that of the collection.
    expected = source.licence if source.columns is None or source.columns.licence is None else None
    if reason := refusal(terms, expected, allowed):
        return [Piece(0, len(member.content), reason=reason)]
    inner = under_top(member.path, source)
    return memory.pieces(inner, member.content, companions, lambda: _pieces(member, source, companions))


def _pieces(member: Member, source: Source, companions: Companions) -> Iterator[Piece]:
    """The pieces of a file; one with a reason where it is too large or holds none."""
    select, size = source.select, len(member.content)
    if size > select.max_bytes:
        yield Piece(0, size, reason=f"size: {size} bytes, more than {select.max_bytes}")
        return
    reader = reader_of(select.domain, select.language)
    pieces = list(reader.read(member.content, under_top(member.path, source), select, companions))
    yield from pieces or [Piece(0, size, reason=f"empty: no {select.domain} in it")]


def drop_duplicates(candidates: Iterable[Candidate]) -> None:
    """Of equal prepared code the first by (archive, path, start) stays; the others name it."""
    first: dict[tuple[str, str], Candidate] = {}
    for candidate in sorted(candidates, key=lambda c: (c.archive.ref, c.path, c.start)):
        if not candidate.usable:
            continue
        kept = first.setdefault((candidate.reader.domain, sha256(candidate.prepared)), candidate)
        if kept is not candidate:
            candidate.drop(f"duplicate: same as {kept.ref}")


def apply_cap(candidates: Iterable[Candidate], cap: int | None) -> None:
    """Of one source keep the `cap` smallest ranks. A rank depends on the piece alone (path and content)."""
    left = [c for c in candidates if c.usable]
    if cap is None or len(left) <= cap:
        return
    left.sort(key=lambda c: rank(c.archive.package, under_top(c.path, c.source), sha256(c.content)))
    for candidate in left[cap:]:
        candidate.drop(f"quota: beyond the {cap} smallest hashes of {candidate.archive.package}")
