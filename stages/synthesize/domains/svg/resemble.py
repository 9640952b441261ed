"""Whether a canonical program's render still shows the seed's picture in the main."""

from __future__ import annotations

from typing import Any

from stages.synthesize.domains.svg.colours import distance
from stages.synthesize.domains.svg.sight import grid

_NEAR = 0.12
"""Colour distance up to which two cells or colours are taken as the same (rounding and gradients)."""
_CELLS = 0.16
"""Share of the grid's cells that may differ: an edge that moved by half a unit changes a cell or two."""
_OF_PAINTED = 0.35
"""Share of the seed's cells off the background that may differ: on line art most cells are background."""
_SHARE = 0.03
"""Share of the pixels from which a seed's colour must be found again."""
_FOUND = 0.65
"""Share of a main colour's area that must be found again."""


def resembles(seed: dict[str, Any], canonical: dict[str, Any]) -> tuple[bool, str]:
    """Colours and a coarse grid of cells are compared; the reason says what is off."""
    there = canonical["pixels"]["colours"]
    for colour, share in _main(seed):
        found = sum(other_share for other, other_share in there if distance(colour, other) <= _NEAR)
        if found < _FOUND * share:
            return False, f"the colour {colour} covers {share:.0%} of the seed's picture and {found:.0%} here"
    first, second = grid(seed), grid(canonical)
    pairs = [(a, b) for one, two in zip(first, second, strict=False) for a, b in zip(one, two, strict=False)]
    if not pairs:
        return False, "the evidence has no coarse picture to compare"
    corner = first[0][0]
    off = sum(distance(a, b) > _NEAR for a, b in pairs)
    painted = sum(distance(a, corner) > _NEAR or distance(b, corner) > _NEAR for a, b in pairs)
    if off > _CELLS * len(pairs) or off > _OF_PAINTED * max(painted, 4):
        return False, f"{off} of {len(pairs)} cells differ ({painted} painted)"
    return True, ""


def _main(evidence: dict[str, Any]) -> list[tuple[str, float]]:
    """Colours with a share that matters, neighbours added to the larger of them."""
    merged: list[list[Any]] = []
    for colour, share in evidence["pixels"]["colours"]:
        for entry in merged:
            if distance(colour, entry[0]) <= _NEAR:
                entry[1] += share
                break
        else:
            merged.append([colour, share])
    return [(colour, share) for colour, share in merged if share >= _SHARE]
