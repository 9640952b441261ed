"""Which concepts the corpus has enough of: weights that would even them out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from statistics import median
from typing import Any

LIMIT = 4.0
"""A concept is weighted at most this much up, and at most this much down."""


def kept_by_concept(samples: Iterable[dict[str, Any]], kept: set[str]) -> dict[str, dict[str, int]]:
    """Domain to concept to its evolutions in the corpus; 0 for a concept that was tried and never kept."""
    counts: dict[str, Counter[str]] = {}
    for sample in samples:
        if sample["strategy"] == "guided_evolution" and sample["task"] == "generation":
            count = counts.setdefault(sample["domain"], Counter())
            count[sample["concept"]] += sample["record_id"] in kept
    return {domain: dict(sorted(count.items())) for domain, count in sorted(counts.items())}


def proposed_weights(counts: dict[str, dict[str, int]]) -> dict[str, float]:
    """`domain/concept` to a weight: the domain's median over the concept's count, within the limit.

    A concept that was never kept gets the least weight: trying it more often would give more refusals.
    """
    weights = {}
    for domain, concepts in counts.items():
        middle = median([n for n in concepts.values() if n] or [1])
        for concept, n in concepts.items():
            wanted = middle / n if n else 1 / LIMIT
            weights[f"{domain}/{concept}"] = float(f"{min(LIMIT, max(1 / LIMIT, wanted)):.2g}")
    return weights
