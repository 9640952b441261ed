"""Which record is read when: a function of record ids and the seed, so that dropping one moves few others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from stages.records.identity import rank


@dataclass(frozen=True)
class Candidate:
    """A record that training may read."""

    index: int
    record_id: str
    weight: float  # expected readings an epoch
    canonical: bool


@dataclass(frozen=True)
class Visit:
    """One reading of a record: its place in the order and the epoch of its group."""

    offset: int
    epoch: int
    index: int


def epoch_order(candidates: Sequence[Candidate], seed: int, epoch: int) -> list[Candidate]:
    """One epoch: each record `floor(weight)` times and once more with the rest as its chance, by rank."""
    drawn = []
    for candidate in candidates:
        draw = int(rank(seed, candidate.record_id, epoch, "weight")[:8], 16) / 16**8
        for copy in range(int(candidate.weight + draw)):
            drawn.append((rank(seed, candidate.record_id, epoch, copy), candidate))
    return [candidate for _, candidate in sorted(drawn, key=lambda pair: pair[0])]


def _endless(candidates: Sequence[Candidate], seed: int) -> Iterator[tuple[int, Candidate]]:
    for epoch in count():
        yield from ((epoch, candidate) for candidate in epoch_order(candidates, seed, epoch))


def training_order(
    candidates: Sequence[Candidate], seed: int, *, epochs: float | None, canonical_share: float | None
) -> Iterator[Visit]:
    """Visits without end, or `epochs` passes. `canonical_share` mixes canonical and source forms evenly."""
    if epochs is not None:
        visits = [(e, c) for e in range(int(epochs) + 1) for c in epoch_order(candidates, seed, e)]
        length = round(epochs * sum(c.weight for c in candidates))
        for offset, (epoch, candidate) in enumerate(visits[:length]):
            yield Visit(offset, epoch, candidate.index)
        return
    groups = [[c for c in candidates if c.canonical is kind and c.weight > 0] for kind in (False, True)]
    if canonical_share is None or not all(groups):
        groups, canonical_share = [[], [c for c in candidates if c.weight > 0]], 1.0
    streams = [_endless(group, seed) for group in groups]
    for offset in count():
        canonical = int((offset + 1) * canonical_share) > int(offset * canonical_share)
        epoch, candidate = next(streams[canonical])
        yield Visit(offset, epoch, candidate.index)
