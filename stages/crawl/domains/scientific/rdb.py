"""R's data bases of help pages: compressed objects one after another, in R's serialization format.

Each entry is four bytes of its size and a zlib stream; inside is the XDR form that "R Internals" describes
(section Serialization Formats), of which help pages use lists, strings, numbers and references.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

_ATTRIBUTES, _TAG = 0x200, 0x400
_SYMBOL, _PAIRS, _ENVIRONMENT, _LANGUAGE, _CHARS = 1, 2, 4, 6, 9
_WIDTHS = {10: 4, 13: 4, 14: 8, 15: 16, 24: 1}
"""Bytes of an item of logical, integer, real, complex and raw vectors."""
_VECTORS = (16, 19, 20)
_ALTERNATIVE, _ATTRIBUTED_PAIRS, _ATTRIBUTED_LANGUAGE = 238, 239, 240
_NAMED = (247, 248, 249)
"""References to objects elsewhere, packages and name spaces: a vector of strings."""
_REFERENCE = 255
_SINGLE = frozenset((241, 242, 250, 251, 252, 253, 254))
_LARGEST = 1 << 26


class Unreadable(ValueError):
    """The bytes are not of this format, or hold what help pages do not."""


@dataclass
class Item:
    """A vector: strings or items (numbers are left out), with its attributes by name."""

    values: list[Any]
    attributes: dict[str, Any] = field(default_factory=dict)

    @property
    def tag(self) -> str:
        """The markup that a part of a help page is."""
        tag = self.attributes.get("Rd_tag")
        return tag.values[0] if isinstance(tag, Item) and tag.values else ""


def entries(content: bytes) -> Iterator[tuple[int, int, Any]]:
    """(start, end, object) of every entry. Raises Unreadable."""
    start = 0
    while start < len(content):
        stream = zlib.decompressobj()
        try:
            data = stream.decompress(content[start + 4 :], _LARGEST)
            if not stream.eof:
                raise Unreadable("an entry ends early, or is larger than any help page")
            value = _Reader(data).value()
        except (zlib.error, struct.error, UnicodeDecodeError, IndexError, RecursionError) as error:
            raise Unreadable(f"{type(error).__name__}: {error}") from None
        end = len(content) - len(stream.unused_data)
        yield start, end, value
        start = end


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0
        self._known: list[Any] = []

    def value(self) -> Any:
        if self._bytes(2) != b"X\n":
            raise Unreadable("no entry in XDR form")
        version, _, _ = self._int(), self._int(), self._int()
        if version == 3:
            self._bytes(self._int())  # the name of an encoding
        return self._item()

    def _bytes(self, count: int) -> bytes:
        if count < 0 or self._at + count > len(self._data):
            raise Unreadable("an object is longer than its entry")
        self._at += count
        return self._data[self._at - count : self._at]

    def _int(self) -> int:
        return struct.unpack(">i", self._bytes(4))[0]

    def _remembered(self, value: Any) -> Any:
        self._known.append(value)
        return value

    def _item(self) -> Any:
        flags = self._int()
        kind = flags & 0xFF
        if kind in _SINGLE:
            return None
        if kind == _REFERENCE:
            return self._known[(flags >> 8 or self._int()) - 1]
        if kind == _SYMBOL:
            return self._remembered(self._item())
        if kind in _NAMED:
            self._int()
            return self._remembered([self._item() for _ in range(self._int())])
        if kind == _CHARS:
            size = self._int()
            return None if size == -1 else self._bytes(size).decode("utf-8")
        if kind == _ENVIRONMENT:
            self._int()
            self._remembered(None)
            for _ in ("enclosure", "frame", "table", "attributes"):
                self._item()
            return None
        if kind == _ALTERNATIVE:
            for _ in ("class", "state", "attributes"):
                self._item()
            return Item([])
        if kind in (_PAIRS, _LANGUAGE, _ATTRIBUTED_PAIRS, _ATTRIBUTED_LANGUAGE):
            return self._pairs(flags, kind)
        return self._vector(flags, kind)

    def _pairs(self, flags: int, kind: int) -> dict[str, Any]:
        """A list of pairs by tag; what has none is left out."""
        if flags & _ATTRIBUTES or kind in (_ATTRIBUTED_PAIRS, _ATTRIBUTED_LANGUAGE):
            self._item()
        tag = self._item() if flags & _TAG else None
        value, rest = self._item(), self._item()
        return {**({tag: value} if isinstance(tag, str) else {}), **(rest if isinstance(rest, dict) else {})}

    def _vector(self, flags: int, kind: int) -> Item:
        size = self._int()
        if size < 0:
            raise Unreadable("a vector that is longer than any of a help page")
        if kind in _WIDTHS:
            self._bytes(size * _WIDTHS[kind])
            item = Item([])
        elif kind in _VECTORS:
            item = Item([self._item() for _ in range(size)])
        else:
            raise Unreadable(f"an object of type {kind}")
        if flags & _ATTRIBUTES:
            attributes = self._item()
            item.attributes = attributes if isinstance(attributes, dict) else {}
        return item
