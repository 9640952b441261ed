"""A search for what is left of a text: runs of 48 bytes that only it had, in decompressed content."""

from __future__ import annotations

import html
import json
import lzma
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.lib.stride_tricks import sliding_window_view

RUN = 48
SIEVE = 20
"""Bits of the table that most blocks of 8 bytes fall through (17 MB of pictures: 0.2 s; by np.isin 2.6 s)."""
TOGETHER = 1_000
"""Texts that are searched as one, with what no run holds between them."""
_FACTOR = np.uint64(0x9E3779B97F4A7C15)


class Remains:
    """The runs of `texts` that no text of `others` has, as they are and as JSON or HTML writes them."""

    def __init__(self, texts: Iterable[bytes], others: Iterable[bytes]) -> None:
        long_enough = [form for text in texts for form in _forms(text) if len(form) >= RUN]
        self.runs = {form[i : i + RUN] for form in long_enough for i in range(len(form) - RUN + 1)}
        self._marks = np.unique(np.concatenate([np.empty(0, np.uint64), *map(_marks, long_enough)]))
        self._sieve = np.zeros(1 << SIEVE, dtype=bool)
        self._sieve[_slots(self._marks)] = True
        forms = [form for text in others for form in _forms(text)]
        for start in range(0, len(forms), TOGETHER):
            self.runs -= set(self._found(bytes(RUN).join(forms[start : start + TOGETHER])))

    def within(self, blob: bytes) -> bytes | None:
        """A run that `blob` holds, or None."""
        return next(self._found(blob), None)

    def _found(self, blob: bytes) -> Iterator[bytes]:
        for shift in range(min(8, len(blob))):
            words = np.frombuffer(blob, np.uint64, (len(blob) - shift) // 8, shift)
            hits = np.flatnonzero(self._sieve[_slots(words)])
            for at in hits[np.isin(words[hits], self._marks)]:
                place = int(at) * 8 + shift
                for start in range(max(0, place - RUN + 8), place + 1):
                    if (run := blob[start : start + RUN]) in self.runs:
                        yield run

    def below(self, folder: Path, skip: tuple[str, ...] = ()) -> dict[str, bytes]:
        """File below `folder` to a run that it holds; folders named in `skip` are left out."""
        found = {}
        for path in sorted(folder.rglob("*")):
            inside = path.relative_to(folder).parts
            if path.is_file() and not set(inside) & set(skip):
                for blob in contents(path.read_bytes()):
                    if run := self.within(blob):
                        found["/".join(inside)] = run
                        break
        return found


def contents(data: bytes) -> Iterator[bytes]:
    """What a file holds: the values of a Parquet file, what zlib or xz packed, else its bytes."""
    if data[:4] == b"PAR1":
        for column in pq.read_table(pa.BufferReader(data)).combine_chunks().columns:
            for chunk in column.chunks:
                yield from (bytes(buffer) for buffer in chunk.buffers() if buffer is not None)
    elif data[:2] == b"\x1f\x8b":
        yield zlib.decompress(data, 31)
    elif data[:6] == b"\xfd7zXZ\x00":
        yield lzma.decompress(data)
    elif data[:1] == b"\x78" and data[1:2] in (b"\x01", b"\x5e", b"\x9c", b"\xda"):
        yield zlib.decompress(data)  # a loose object of git
    else:
        yield data


def _forms(text: bytes) -> set[bytes]:
    plain = text.decode("utf-8", "replace")
    return {
        text,
        json.dumps(plain)[1:-1].encode(),
        json.dumps(plain, ensure_ascii=False)[1:-1].encode(),
        html.escape(plain).encode(),
    }


def _slots(words: np.ndarray) -> np.ndarray:
    """The place of each word in the sieve."""
    return ((words * _FACTOR) >> np.uint64(64 - SIEVE)).astype(np.intp)


def _marks(form: bytes) -> np.ndarray:
    """Of each run one block of 8 bytes, chosen by its hash alone: the same wherever the run stands."""
    octets = np.frombuffer(form, np.uint8)
    words = np.ascontiguousarray(sliding_window_view(octets, 8)).view(np.uint64).ravel()
    first = sliding_window_view(words * _FACTOR, RUN - 7).argmin(axis=1)
    return words[np.arange(len(first)) + first]
