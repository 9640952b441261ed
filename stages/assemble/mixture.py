"""Sampling weights: how often training should read a record of each slice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from stages.assemble.config import MixtureSection


def weights(slices: Iterable[str], mixture: MixtureSection) -> dict[str, float]:
    """Weight by slice, given the slice of every training record: 1 is a record's natural share.

    A slice's records together weigh in proportion to its share, within the limit up and down. Rounded to four
    digits, so that one record more or less seldom changes a byte.
    """
    counts = Counter(slices)
    whole = sum(mixture.shares[name] for name in counts)
    found = {}
    for name, count in sorted(counts.items()):
        wanted = mixture.shares[name] / whole
        natural = count / counts.total()
        found[name] = float(f"{min(mixture.limit, max(1 / mixture.limit, wanted / natural)):.4g}")
    return found


def slice_name(task: str, domain: str, modality: str) -> str:
    return f"{task}/{domain}/{modality}"
