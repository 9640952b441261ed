"""Which test records are scored, and which image a record is shown in the wrong-image control.

Both choices go by hashes of the record's id: a record that comes or goes moves no other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from stages.records.identity import rank

Record = dict[str, Any]


def smallest_ranks(records: Iterable[Record], per_slice: int, seed: int) -> list[Record]:
    """The `per_slice` records of every slice with the smallest rank, ordered by (slice, rank).

    A smaller `per_slice` gives a subset of what a larger one gives.
    """
    slices: dict[str, list[tuple[str, Record]]] = defaultdict(list)
    for record in records:
        slices[record["slice"]].append((rank(seed, record["record_id"], "evaluate"), record))
    chosen = []
    for name in sorted(slices):
        chosen += [r for _, r in sorted(slices[name], key=lambda pair: pair[0])[:per_slice]]
    return chosen


def wrong_images(records: Sequence[Record], pool: Sequence[Record], seed: int) -> dict[str, Record]:
    """For each image record, one of `pool` in the same domain, from another file, with another image.

    Records of a domain stand on a circle ordered by rank, and each is shown the next one's image: where each
    has a file of its own this is a derangement. Records of the same source file (variations of one picture)
    and equal images are skipped over; a record that nothing is left for is absent from the answer.
    """
    circles: dict[str, list[Record]] = defaultdict(list)
    for record in sorted(pool, key=lambda r: rank(seed, r["record_id"], "wrong image")):
        circles[record["domain"]].append(record)
    shown: dict[str, Record] = {}
    for record in records:
        circle = circles[record["domain"]]
        place = next(i for i, r in enumerate(circle) if r["record_id"] == record["record_id"])
        for step in range(1, len(circle)):
            other = circle[(place + step) % len(circle)]
            if other["image"] != record["image"] and not set(other["roots"]) & set(record["roots"]):
                shown[record["record_id"]] = other
                break
    return shown
