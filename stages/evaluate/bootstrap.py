"""Percentile bootstrap intervals, resampling whole source files.

Test records made from one source file are not independent (a seed gives several samples), so the file is the
unit that is drawn again; an interval over records alone would be too narrow. With one file there is nothing
to resample and an interval has no ends. Where all files agree (no answer draws) the interval has no width:
the bootstrap sees no more than its sample.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from stages.records.identity import content_hash


@dataclass(frozen=True)
class Bootstrap:
    """How intervals are made. `seed`: params.seed."""

    seed: int
    resamples: int
    confidence: float

    def interval(self, values: Sequence[float], files: Sequence[str], *key: Any) -> dict[str, float | None]:
        """Mean of `values` with its interval: {"value", "low", "high"}, 6 significant digits.

        `files` names the source file of each value. `key` names the number (model, variant, slice, metric):
        each has its own random stream, so adding one moves no other.
        """
        value = np.asarray(values, dtype=np.float64)
        names, member = np.unique(np.asarray(files, dtype=object), return_inverse=True)
        mean = significant(value.mean())
        if len(names) < 2:
            return {"value": mean, "low": None, "high": None}
        sums = np.bincount(member, weights=value, minlength=len(names))
        sizes = np.bincount(member, minlength=len(names))
        rng = np.random.default_rng(int(content_hash([self.seed, *key])[:16], 16))
        # how often each file is drawn, (resamples × files)
        drawn = rng.multinomial(len(names), np.full(len(names), 1 / len(names)), size=self.resamples)
        means = (drawn @ sums) / (drawn @ sizes)
        low, high = np.quantile(means, [(1 - self.confidence) / 2, (1 + self.confidence) / 2])
        return {"value": mean, "low": significant(low), "high": significant(high)}

    def difference(
        self, left: Sequence[float], right: Sequence[float], files: Sequence[str], *key: Any
    ) -> dict[str, Any]:
        """Mean of `left - right`, the same records in the same order on both sides (a paired bootstrap)."""
        paired = np.asarray(left, dtype=np.float64) - np.asarray(right, dtype=np.float64)
        found = self.interval(paired, files, "difference", *key)
        low, high = found["low"], found["high"]
        return {**found, "n": len(paired), "excludes_zero": low is not None and (low > 0 or high < 0)}


def significant(value: float, digits: int = 6) -> float:
    """`value` rounded to significant digits: what lies below is noise of the machine, not a result."""
    return float(f"{float(value):.{digits}g}")
