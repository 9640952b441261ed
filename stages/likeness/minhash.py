"""Pairs of token sequences that are almost the same: MinHash proposes, exact Jaccard similarity decides.

All sequences at once, in arrays: shingles, signatures and bands take no loop over records.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

MISSED = 0.001
"""Most of the pairs right at the threshold that may go unproposed; of pairs above it fewer do."""
_PRIME = np.uint32(0x9E3779B1)


@dataclass(frozen=True)
class Sets:
    """Sets of shingles, one behind the other: set i is `members[starts[i]:starts[i + 1]]`, sorted uint32."""

    members: np.ndarray
    starts: np.ndarray

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, place: int) -> np.ndarray:
        return self.members[self.starts[place] : self.starts[place + 1]]


def shingle_sets(sequences: Sequence[np.ndarray], size: int) -> Sets:
    """The set of hashes of all runs of `size` tokens of each sequence; a shorter one is a single shingle.

    `sequences`: arrays of uint32 token hashes; an empty one has the hash of nothing as its shingle.
    """
    # Filling up with zeros makes short sequences one shingle long.
    filled = [s if len(s) >= size else np.pad(s, (0, size - len(s))) for s in sequences]
    lengths = np.array([len(s) for s in filled], dtype=np.int64)
    if not len(lengths):
        return Sets(np.empty(0, np.uint32), np.zeros(1, np.int64))
    tokens = np.concatenate(filled).astype(np.uint32)
    owner = np.repeat(np.arange(len(filled), dtype=np.uint64), lengths)
    runs = len(tokens) - size + 1
    hashes = np.zeros(runs, np.uint32)
    for place in range(size):
        hashes = _mixed(hashes * _PRIME + tokens[place : place + runs])
    inside = owner[:runs] == owner[size - 1 :]
    pairs = (owner[:runs][inside] << np.uint64(32)) | hashes[inside]
    pairs.sort()  # several times as fast as np.unique
    pairs = pairs[np.concatenate([[True], pairs[1:] != pairs[:-1]])]
    starts = np.searchsorted(pairs >> np.uint64(32), np.arange(len(filled) + 1, dtype=np.uint64))
    return Sets(pairs.astype(np.uint32), starts)


def _mixed(values: np.ndarray) -> np.ndarray:
    """A bijection of uint32 that spreads every bit (the finalizer of MurmurHash3)."""
    values = values ^ (values >> np.uint32(16))
    values = values * np.uint32(0x85EBCA6B)
    values ^= values >> np.uint32(13)
    values *= np.uint32(0xC2B2AE35)
    values ^= values >> np.uint32(16)
    return values


def signatures(sets: Sets, permutations: int) -> np.ndarray:
    """MinHash signatures, one row a set: (sets, permutations) uint32."""
    found = np.empty((len(sets), permutations), np.uint32)
    keys = _mixed(np.arange(1, permutations + 1, dtype=np.uint32))
    for place, key in enumerate(keys):
        permuted = (sets.members ^ key) * _PRIME
        permuted ^= permuted >> np.uint32(15)
        permuted *= np.uint32(0x85EBCA6B)
        found[:, place] = np.minimum.reduceat(permuted, sets.starts[:-1])
    return found


@dataclass(frozen=True)
class Alike:
    """Which sets are alike, equal ones told apart from the others."""

    first: np.ndarray
    """For each set the place of the first equal one, its own where there is none before it."""
    pairs: list[tuple[int, int]]
    """Pairs (i, j), i < j, of first ones whose Jaccard similarity is at least the threshold, in order."""

    def links(self) -> Iterator[tuple[int, int]]:
        """As few pairs as join all sets that are alike."""
        yield from ((int(f), place) for place, f in enumerate(self.first) if f != place)
        yield from self.pairs

    def across(self, known: int) -> Iterator[tuple[int, int]]:
        """All pairs (i, j - known) of alike sets with i among the first `known` and j among the rest."""
        equal: dict[int, list[int]] = {}
        for place, f in enumerate(self.first.tolist()):
            equal.setdefault(f, []).append(place)
        for one, other in (*((f, f) for f in equal), *self.pairs, *((j, i) for i, j in self.pairs)):
            for i in (i for i in equal[one] if i < known):
                yield from ((i, j - known) for j in equal[other] if j >= known)


def alike(sets: Sets, threshold: float, permutations: int) -> Alike:
    """Which sets have a Jaccard similarity of at least `threshold`.

    MinHash misses a pair with a probability of at most `MISSED` (and 0 where the sets are equal).
    """
    if not len(sets):
        return Alike(np.empty(0, np.int64), [])
    rows = signatures(sets, permutations)
    first = _first_equal(sets, rows)
    kept = np.flatnonzero(first == np.arange(len(sets)))
    sizes = np.diff(sets.starts)
    pairs = []
    for one, other in _proposed(rows[kept], kept, band_rows(threshold, permutations)):
        small, large = sorted((sizes[one], sizes[other]))
        if small >= threshold * large and jaccard(sets[one], sets[other]) >= threshold:
            pairs.append((one, other))
    return Alike(first, pairs)


def band_rows(threshold: float, permutations: int) -> int:
    """Hash values in a band: the more, the fewer proposals, as long as `MISSED` holds."""
    for rows in (8, 4, 2):
        if (1 - threshold**rows) ** (permutations // rows) <= MISSED:
            return rows
    return 1


def jaccard(one: np.ndarray, other: np.ndarray) -> float:
    """Size of the intersection over size of the union, of sorted arrays without repetition."""
    common = len(np.intersect1d(one, other, assume_unique=True))
    return common / max(1, len(one) + len(other) - common)


def _first_equal(sets: Sets, rows: np.ndarray) -> np.ndarray:
    """For each set the place of the first equal one (itself, where there is none before it)."""
    seen: dict[bytes, list[int]] = {}
    found = np.arange(len(sets))
    for place, row in enumerate(rows):
        candidates = seen.setdefault(row.tobytes(), [])
        for other in candidates:
            if np.array_equal(sets[other], sets[place]):
                found[place] = other
                break
        else:
            candidates.append(place)
    return found


def _proposed(rows: np.ndarray, names: np.ndarray, band_rows: int) -> list[tuple[int, int]]:
    """Pairs of names, in order, whose signatures agree in a whole band."""
    pairs: set[tuple[int, int]] = set()
    for band in range(0, rows.shape[1], band_rows):
        buckets: dict[bytes, list[int]] = {}
        keys = np.ascontiguousarray(rows[:, band : band + band_rows])
        for name, key in zip(names.tolist(), keys, strict=True):
            bucket = buckets.setdefault(key.tobytes(), [])
            pairs.update((other, name) for other in bucket)
            bucket.append(name)
    return sorted(pairs)
