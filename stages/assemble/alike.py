"""Pairs of programs that are almost the same: MinHash proposes, exact Jaccard similarity decides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stages.assemble.tokens import jaccard

ROWS = 8
"""Hash values in a band: with 64 permutations a pair at 0.95 is proposed with probability 0.9998."""


def alike(sets: Sequence[frozenset[int]], threshold: float, permutations: int) -> Iterator[tuple[int, int]]:
    """Pairs (i, j), i < j, of different sets whose Jaccard similarity is at least `threshold`."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(num_perm=permutations, params=(permutations // ROWS, ROWS))
    first = MinHash(num_perm=permutations, seed=1, hashfunc=int, scheme="affine32")
    for place, members in enumerate(sets):
        signature = first.copy()
        signature.update_batch(sorted(members))
        for other in sorted(index.query(signature)):
            small, large = sorted((len(members), len(sets[other])))
            if small >= threshold * large and jaccard(members, sets[other]) >= threshold:
                yield other, place
        index.insert(place, signature)
