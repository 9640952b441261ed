"""What readers found in files, remembered by what it is a function of: most of a crawl's time.

An entry a selection: the pieces of a file by a hash of its name, its bytes and its companions. What is taken
down is never remembered: it is read again, so that no cache keeps what was prepared of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import astuple
from functools import cache
from pathlib import Path

from stages.crawl.config import Source
from stages.crawl.reader import Companions, Piece
from stages.records.cache import RecordCache, read_entry, write_entry
from stages.records.code import code_fingerprint
from stages.records.identity import content_hash, sha256

KIND = "pieces"
CODE = ("crawl", "records")
"""Folders of stages whose code decides what a piece is."""


@cache
def _basis() -> str:
    """Hash of the code that pieces come from, and of the package versions."""
    locked = Path(__file__).parents[2] / "constraints.txt"
    return content_hash([code_fingerprint(*CODE), sha256(locked.read_bytes())])


class Memory:
    """The pieces of one source's files. `with Memory(...) as memory:` keeps the new ones at its end."""

    def __init__(self, source: Source, records: RecordCache | None, taken: Collection[str]) -> None:
        """`records`: None remembers nothing. `taken`: hashes of content that is taken down."""
        self._records, self._taken = records, taken
        self._key = [_basis(), source.package, source.wrapped, source.select.model_dump()]
        self._known = (records.get(self._key) if records else None) or {}
        self._fresh = False
        self._companions: Companions | None = None
        self._beside = ""

    def __enter__(self) -> Memory:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self._fresh and kind is None:
            self._records.put(self._key, self._known)

    def pieces(
        self, path: str, content: bytes, companions: Companions, read: Callable[[], Iterable[Piece]]
    ) -> list[Piece]:
        """The pieces of a file under the top folder, or what `read` finds."""
        if self._records is None:
            return list(read())
        if companions is not self._companions:  # one object for an archive: hashed once
            self._companions, self._beside = companions, content_hash(dict(companions))
        name = content_hash([path, content, self._beside])
        if name in self._known:
            return [Piece(*fields[:4], tuple(fields[4])) for fields, _ in self._known[name]]
        found = list(read())
        stored = [[list(astuple(piece)), hashes(piece, content)] for piece in found]
        if not any(set(each) & set(self._taken) for _, each in stored):
            self._known[name] = stored
            self._fresh = True
        return found


def hashes(piece: Piece, content: bytes) -> list[str]:
    """Content hashes of a piece, as found and as prepared."""
    raw = [sha256(content[piece.start : piece.end])]
    return raw if piece.prepared is None else [*raw, sha256(piece.prepared)]


def forget(records: RecordCache, taken: Collection[str]) -> int:
    """Remove the files that hold taken-down content from every entry; returns how many files."""
    taken, dropped = set(taken), 0
    for path in sorted(records.folder.glob("*/*.msgpack")):
        known = read_entry(path)
        kept = {name: of for name, of in known.items() if not any(taken & set(each) for _, each in of)}
        if len(kept) < len(known):
            write_entry(path, kept)
            dropped += len(known) - len(kept)
    return dropped
