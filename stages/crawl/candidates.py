"""From an archive to candidates: what was found, under which terms, and why it is or is not taken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from stages.crawl.archive import Archive, Member
from stages.crawl.config import CrawlSection, LocalSource, Source
from stages.crawl.domains import DOMAINS, Domain
from stages.crawl.globs import is_candidate
from stages.crawl.licence import METADATA, Terms, read_terms, refusal
from stages.crawl.members import read_members
from stages.records.identity import rank, sha256


@dataclass
class Candidate:
    """A file that a source's selection asks for (or a member that was refused)."""

    source: Source
    archive: Archive
    terms: Terms
    path: str  # inside the archive, its top folder included
    content: bytes
    reason: str | None  # why it is dropped
    prepared: str | None  # the code that stands alone, where it may be kept

    @property
    def domain(self) -> Domain:
        return DOMAINS[self.source.select.domain]

    @property
    def ref(self) -> str:
        """`npm:circle-flags@2.8.3!package/flags/ac.svg`."""
        return f"{self.archive.ref}!{self.path}"

    def drop(self, reason: str) -> None:
        self.reason, self.prepared = reason, None


def under_top(path: str, source: Source) -> str:
    """The path without the folder that package archives wrap everything in."""
    return path if isinstance(source, LocalSource) else path.partition("/")[2]


def read_candidates(source: Source, archive: Archive, section: CrawlSection) -> list[Candidate]:
    """Every candidate of an archive, judged by itself. Raises JanusError where the archive is unreadable."""

    def wanted(path: str) -> bool:
        inner = under_top(path, source)
        return is_candidate(inner, source.select) or METADATA.match(inner) is not None

    members = list(read_members(archive, wanted, section.limits))
    terms = _terms(source, archive, members)
    no_licence = refusal(terms, source.licence, section.licences)
    found = []
    for member in members:
        if member.refusal is not None:
            reason = f"unsafe: {member.refusal}"
        elif is_candidate(under_top(member.path, source), source.select):
            reason = no_licence or _judge(member.content, source)
        else:
            continue  # read for the licence only
        prepared = None if reason else DOMAINS[source.select.domain].prepare(member.content)
        found.append(Candidate(source, archive, terms, member.path, member.content, reason, prepared))
    return found


def _terms(source: Source, archive: Archive, members: list[Member]) -> Terms:
    if isinstance(source, LocalSource):
        return Terms(source.licence, source.attribution)
    files = {under_top(m.path, source): m.content for m in members if m.refusal is None}
    return read_terms(archive, {path: data for path, data in files.items() if METADATA.match(path)})


def _judge(content: bytes, source: Source) -> str | None:
    if len(content) > source.select.max_bytes:
        return f"size: {len(content)} bytes, more than {source.select.max_bytes}"
    return DOMAINS[source.select.domain].reject(content, source.select)


def drop_duplicates(candidates: Iterable[Candidate]) -> None:
    """Of equal prepared code the first by (archive, path) stays; the others name it."""
    first: dict[tuple[str, str], Candidate] = {}
    for candidate in sorted(candidates, key=lambda c: (c.archive.ref, c.path)):
        if candidate.prepared is None:
            continue
        kept = first.setdefault((candidate.domain.name, sha256(candidate.prepared)), candidate)
        if kept is not candidate:
            candidate.drop(f"duplicate: same as {kept.ref}")


def apply_cap(candidates: Iterable[Candidate], cap: int | None) -> None:
    """Of one source keep the `cap` smallest ranks. A rank depends on the file alone (path and content)."""
    left = [c for c in candidates if c.prepared is not None]
    if cap is None or len(left) <= cap:
        return
    left.sort(key=lambda c: rank(c.archive.package, under_top(c.path, c.source), sha256(c.content)))
    for candidate in left[cap:]:
        candidate.drop(f"quota: beyond the {cap} smallest hashes of {candidate.archive.package}")
