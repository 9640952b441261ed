"""Opacity: one shape becomes half transparent."""

from __future__ import annotations

from random import Random

from stages.synthesize.domain import Program
from stages.synthesize.domains.svg import tree


def applies(root: tree.Element, program: Program) -> bool:
    return bool(_solid(root))


def evolve(root: tree.Element, program: Program, rng: Random) -> None:
    rng.choice(_solid(root)).set("opacity", rng.choice(("0.3", "0.4", "0.5", "0.6", "0.7")))


def _solid(root: tree.Element) -> list[tree.Element]:
    """Shapes without an opacity of their own."""
    keys = ("opacity", "fill-opacity", "stroke-opacity")
    return [element for element in tree.drawn(root) if not any(tree.own(element, key) for key in keys)]
