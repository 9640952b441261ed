"""Arrays that a graph is made of, in memory or mapped from files: strings, and targets by source."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, overload

import numpy as np

if TYPE_CHECKING:
    import pyarrow as pa


class Strings(Sequence[str]):
    """UTF-8 strings in one block of bytes: `offsets` (n + 1, int64) into `data` (uint8)."""

    def __init__(self, offsets: np.ndarray, data: np.ndarray) -> None:
        self.offsets, self.data = offsets, data
        self._view = memoryview(np.ascontiguousarray(data))  # slices of it cost a tenth of an array's

    @classmethod
    def of(cls, values: pa.ChunkedArray) -> Strings:
        """From an Arrow column of strings without nulls."""
        import pyarrow as pa

        whole = pa.concat_arrays(
            [pa.array([], pa.large_string()), *(c.cast(pa.large_string()) for c in values.chunks)]
        )
        _, offsets, data = whole.buffers()
        count = len(whole)
        return cls(
            np.frombuffer(offsets, np.int64, count + 1, whole.offset * 8),
            np.frombuffer(data, np.uint8) if data is not None else np.empty(0, np.uint8),
        )

    @classmethod
    def open(cls, folder: Path, name: str) -> Strings:
        """Mapped from what `save` wrote."""
        return cls(_mapped(folder / f"{name}.offsets.npy"), _mapped(folder / f"{name}.data.npy"))

    def save(self, folder: Path, name: str) -> None:
        np.save(folder / f"{name}.offsets.npy", self.offsets)
        np.save(folder / f"{name}.data.npy", self.data)

    def __len__(self) -> int:
        return len(self.offsets) - 1

    @overload
    def __getitem__(self, at: int) -> str: ...

    @overload
    def __getitem__(self, at: slice) -> list[str]: ...

    def __getitem__(self, at: int | slice) -> str | list[str]:
        if isinstance(at, slice):
            return self.take(np.arange(len(self))[at])
        if not -len(self) <= at < len(self):
            raise IndexError(at)
        at %= len(self)
        return str(self._view[self.offsets[at] : self.offsets[at + 1]], "utf-8")

    def take(self, positions: np.ndarray) -> list[str]:
        """The strings at `positions`."""
        bounds = zip(self.offsets[positions].tolist(), self.offsets[positions + 1].tolist(), strict=True)
        return [str(self._view[start:end], "utf-8") for start, end in bounds]


class Adjacency:
    """Targets by source in compressed rows: those of node i are `ends[start[i]:start[i + 1]]`, sorted."""

    def __init__(self, start: np.ndarray, ends: np.ndarray) -> None:
        self.start, self.ends = start, ends

    @classmethod
    def of(cls, sources: np.ndarray, targets: np.ndarray, n: int) -> Adjacency:
        """From pairs of positions below n; a pair given twice counts once."""
        pairs = np.unique(sources.astype(np.int64) * max(n, 1) + targets)
        start = np.zeros(n + 1, dtype=np.int64)
        np.cumsum(np.bincount(pairs // max(n, 1), minlength=n), out=start[1:])
        return cls(start, (pairs % max(n, 1)).astype(np.int32))

    @classmethod
    def open(cls, folder: Path, name: str) -> Adjacency:
        """Mapped from what `save` wrote."""
        return cls(_mapped(folder / f"{name}.start.npy"), _mapped(folder / f"{name}.ends.npy"))

    def save(self, folder: Path, name: str) -> None:
        np.save(folder / f"{name}.start.npy", self.start)
        np.save(folder / f"{name}.ends.npy", self.ends)

    def counts(self, nodes: np.ndarray) -> np.ndarray:
        """Number of targets of each of `nodes`."""
        return self.start[nodes + 1] - self.start[nodes]

    def targets(self, nodes: np.ndarray) -> np.ndarray:
        """Targets of all `nodes`, one entry per edge, in the order of `nodes`."""
        counts = self.counts(nodes)
        total = int(counts.sum())
        if not total:
            return np.empty(0, dtype=np.int64)
        shift = np.repeat(self.start[nodes] - np.concatenate([[0], np.cumsum(counts)[:-1]]), counts)
        return self.ends[np.arange(total) + shift].astype(np.int64)

    def step(self, nodes: np.ndarray) -> np.ndarray:
        """Distinct targets of `nodes`, sorted."""
        return np.unique(self.targets(nodes))


def _mapped(path: Path) -> np.ndarray:
    return np.load(path, mmap_mode="r")
