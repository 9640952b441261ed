"""`ATTRIBUTION.md`: the packages that the records came from, their authors, and their licences' texts.

The texts are the packages' own files, read from the archives in the download cache, whose SHA-256 is that of
the seeds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from stages.crawl.archive import Archive
from stages.crawl.config import CrawlSection
from stages.crawl.connectors import resolve
from stages.crawl.members import read_members
from stages.errors import JanusError

TERMS = re.compile(r"(^|/)(LICEN[CS]E|COPYING|NOTICE)[^/]*$", re.IGNORECASE)
_DEPTH = 2
"""Levels below the archive's top folder (LICENSE/LICENSE_X, licenses/NAME.txt) that are searched."""


def archives(section: CrawlSection) -> dict[str, Archive]:
    """Archive by node id. Raises JanusError where one is neither in the cache nor to be had."""
    found = [resolve(source) for source in section.sources.values()]
    return {archive.ref: archive for archive in found}


def licence_texts(archive: Archive, section: CrawlSection) -> dict[str, str]:
    """Path to text of the licence files of an archive. Raises JanusError where it has none."""
    found = {}
    for member in read_members(archive, lambda path: bool(TERMS.search(path)), section.limits):
        if member.refusal is None and member.path.count("/") <= _DEPTH:
            found[member.path] = member.content.decode("utf-8", "replace")
    if not found:
        raise JanusError(
            f"{archive.ref} has no licence file, and its licence asks for its text to be passed on",
            where=str(archive.file),
            do="leave the package out of conf/crawl",
        )
    return dict(sorted(found.items()))


def write(packages: list[dict], section: CrawlSection, out: Path) -> Path:
    """Write the file. `packages`: rows with ref, licence, attribution, url, archive_sha256, records."""
    known = archives(section)
    path = out / "ATTRIBUTION.md"
    path.write_text("\n".join(_lines(packages, known, section)) + "\n", encoding="utf-8")
    return path


def _lines(packages: list[dict], known: dict[str, Archive], section: CrawlSection) -> Iterator[str]:
    yield "# Attribution\n"
    yield "Records of this data set were made from the packages below. Each record names its source files in"
    yield "`roots` and its terms in `licence` and `attribution`.\n"
    for package in packages:
        archive = known.get(package["ref"])
        if archive is None or archive.sha256 != package["archive_sha256"]:
            raise JanusError(
                f"{package['ref']} is not the archive that conf/crawl pins", do="run `dvc repro crawl` first"
            )
        yield f"## {package['ref']}\n"
        yield f"- licence: {package['licence']}"
        yield f"- authors: {package['attribution']}"
        yield f"- package: {package['url']}, archive SHA-256 {package['archive_sha256']}"
        yield f"- records: {package['records']:,}\n"
        for name, text in licence_texts(archive, section).items():
            yield f"### {name}\n"
            yield "```text"
            yield text.replace("```", "'''").rstrip()
            yield "```\n"
