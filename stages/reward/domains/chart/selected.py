"""The series that a claim selects, and whether one of them is as wanted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from stages.reward.domains.chart.panels import (
    Json,
    candidates,
    series_of,
)

Verdict = tuple[bool, str]


def any_series(args: Json, evidence: Json, compare: Callable[[Json], Verdict], wanted: str) -> Verdict:
    """Passed when one selected series passes; the explanation shows what was found instead."""
    seen = []
    for axes in candidates(args, evidence):
        for series in series_of(args, axes):
            passed, found = compare(series)
            if passed:
                return True, f"as wanted: {found}"
            seen.append(found)
    if not seen:
        name = args.get("label") or args.get("kind") or "series"
        return False, f"no such series ({name}); wanted {wanted}"
    return False, f"found {' | '.join(seen[:3])}; wanted {wanted}"


def shown(values: list[Any], most: int = 8) -> str:
    shown = [f"{v:.4g}" if isinstance(v, float) else str(v) for v in values[:most]]
    return ", ".join(shown) + (f", ... ({len(values)})" if len(values) > most else "")
