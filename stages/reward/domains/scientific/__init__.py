"""Criteria of scientific languages: claims of charts, diagrams and drawings, decided from what was drawn.

A series is named by `kind` and `index` (its place among that kind). Numbers agree within 1% or 0.5% of the
span of their list, colours within 14 of 255 in each channel, texts after white space is normalised.
"""

from __future__ import annotations

from typing import Any

from stages.errors import JanusError
from stages.reward.domains.scientific import charts, diagrams, schematics

RUNTIMES = ("octave", "r", "gnuplot", "vega-lite")
JUDGES = (
    *(("scientific", runtime) for runtime in RUNTIMES),
    ("scientific", "mermaid"),
    ("scientific", "python"),
)
VERSION = "1"
CHECKERS = {**charts.CHECKERS, **diagrams.CHECKERS, **schematics.CHECKERS}


def check(
    claim: dict[str, Any], evidence: dict[str, Any], before: dict[str, Any] | None = None
) -> tuple[bool, str]:
    """(passed, what was found). Raises JanusError for a kind of claim that is not known."""
    kind, args = claim["kind"], claim["args"]
    if kind == "changed":
        passed, seen = check(args, evidence)
        held, _ = (False, "") if before is None else check(args, before)
        return passed and not held, f"{seen}; before it {'held already' if held else 'did not hold'}"
    if kind == "unchanged":
        return charts.unchanged(args, evidence, before)
    if kind not in CHECKERS:
        raise JanusError(
            f"no checker for a claim of kind {kind!r}",
            where="stages/reward/domains/scientific",
            do="write one in CHECKERS",
        )
    return CHECKERS[kind](args, evidence)
