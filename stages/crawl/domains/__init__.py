"""What a domain knows about its seeds: one module each, found by being here.

A module has `READERS`, one for each language that seeds of the domain come in. Conf names a reader by
`select.domain` and `select.language`; a pair without a reader of its own takes files whole, as they are
(`stages.crawl.reader.WHOLE`).
"""

from __future__ import annotations

from functools import cache

from stages.crawl.reader import SeedReader, whole_files
from stages.discovery import modules


@cache
def readers() -> dict[tuple[str, str], SeedReader]:
    """Every reader by (domain, language)."""
    return {(r.domain, r.language): r for module in modules(__name__) for r in module.READERS}


def reader_of(domain: str, language: str) -> SeedReader:
    """The reader of a domain's seeds in a language."""
    return readers().get((domain, language)) or whole_files(domain, language)
