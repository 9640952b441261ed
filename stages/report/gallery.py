"""Which records the page shows, by a rule that does not look for the pretty ones alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from typing import Any

from stages.records.identity import rank
from stages.report.tables import Row

BEST, DRAWN = "best of its slice", "drawn by hash"


def choose_answers(predictions: Iterable[Row], slices: dict[str, str], count: int) -> list[dict[str, Any]]:
    """`count` model answers, spread evenly over (model, slice): half are the best there, half drawn by hash.

    Best: most criteria passed, then most alike. `slices`: corpus id to slice. Each is `{"row", "why"}`.
    """
    groups: dict[Hashable, list[Row]] = defaultdict(list)
    for row in predictions:
        if row["variant"] == "model" and row["decision"] == "keep":
            groups[row["model"], slices[row["corpus_id"]]].append(row)
    queues = []
    for key in sorted(groups):
        best = sorted(groups[key], key=lambda r: (*_merit(r), r["record_id"]))
        drawn = sorted(groups[key], key=lambda r: rank(r["record_id"], "gallery"))
        queues.append(_alternate(best, drawn))
    chosen = _round_robin(queues, count)
    return sorted(chosen, key=lambda c: (c["row"]["model"], slices[c["row"]["corpus_id"]]))


def choose_samples(corpus: Iterable[Row], count: int) -> list[Row]:
    """`count` kept corpus records, spread evenly over slices, each slice by hash."""
    groups: dict[Hashable, list[Row]] = defaultdict(list)
    for row in corpus:
        if row["decision"] == "keep":
            groups[row["slice"]].append(row)
    queues = [
        iter(sorted(groups[key], key=lambda r: rank(r["record_id"], "gallery"))) for key in sorted(groups)
    ]
    chosen = _round_robin(queues, count)
    return sorted(chosen, key=lambda r: r["slice"])


def _merit(row: Row) -> tuple[float, ...]:
    return (
        -row["executed"],
        -row["criteria_passed"],
        -(row["ssim"] or 0.0) - (row["colour_similarity"] or 0.0),
    )


def _alternate(best: list[Row], drawn: list[Row]) -> Iterator[dict[str, Any]]:
    """The best and the first by hash in turn, each row once."""
    seen: set[str] = set()
    orders = [(iter(best), BEST), (iter(drawn), DRAWN)]
    for _ in range(len(best)):
        order, why = orders[len(seen) % 2]
        row = next(r for r in order if r["record_id"] not in seen)
        seen.add(row["record_id"])
        yield {"row": row, "why": why}


def _round_robin(queues: list[Any], count: int) -> list[Any]:
    """One of each queue in turn until `count` are taken or all queues are empty."""
    taken: list[Any] = []
    queues = [iter(q) for q in queues]
    while queues and len(taken) < count:
        for queue in list(queues):
            item = next(queue, None)
            if item is None:
                queues.remove(queue)
            elif len(taken) < count:
                taken.append(item)
    return taken
