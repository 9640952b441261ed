"""How a file becomes seeds: the pieces of it that stand alone, each with its span and what runs by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from stages.crawl.config import Selection

Companions = Mapping[str, bytes]
"""Other files of the same archive that `Selection.companions` asked for, by path under the top folder."""


@dataclass(frozen=True)
class Piece:
    """A part of a file (byte offsets) with the code prepared to run alone, or the reason against it.

    `includes` names the companions (path under the top folder) whose content went into `prepared`.
    """

    start: int
    end: int
    prepared: str | None = None
    reason: str | None = None
    includes: tuple[str, ...] = ()


Read = Callable[[bytes, str, Selection, Companions], Iterable[Piece]]
"""`read(content, path under the top folder, selection, companions)`: the pieces of a file, in their order.

No piece at all is reported as a file that holds none. A file that cannot be read gives one piece with a
reason; nothing raises for what a file may contain.
"""


@dataclass(frozen=True)
class SeedReader:
    """Seeds of one domain in one language. `version` goes up whenever the same file gives other pieces."""

    domain: str
    language: str
    runtime: str
    version: str
    read: Read
    selection: type[Selection] = Selection


def whole(reject: Callable[[bytes, Selection], str | None], prepare: Callable[[bytes], str]) -> Read:
    """A reader of files that are one piece: `reject` gives a reason or None, `prepare` what runs."""

    def read(content: bytes, path: str, selection: Selection, companions: Companions) -> list[Piece]:
        reason = reject(content, selection)
        prepared = None if reason else prepare(content)
        return [Piece(0, len(content), prepared, reason)]

    return read


def whole_files(domain: str, language: str) -> SeedReader:
    """For a domain without a reader of its own: a text file is a seed, and runs in its language's runtime."""
    return SeedReader(domain, language, language, "1", whole(_no_text, partial(str, encoding="utf-8")))


def _no_text(content: bytes, selection: Selection) -> str | None:
    try:
        return None if content.decode("utf-8").strip() else "empty: the file holds no text"
    except UnicodeDecodeError as error:
        return f"encoding: {error}"
