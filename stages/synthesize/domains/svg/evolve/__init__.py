"""Guided evolution of SVG: one module a concept.

Each has `applies(root, program)` and `evolve(root, program, rng)`; `evolve` changes the tree in
place or raises NotApplicable.
"""

from __future__ import annotations

from random import Random
from types import ModuleType

from stages.synthesize.domain import NotApplicable, Program
from stages.synthesize.domains.svg import tree
from stages.synthesize.domains.svg.evolve import (
    backdrop,
    grouping,
    label,
    opacity,
    recolour,
    shape,
    stroke,
    transform,
)

CONCEPTS: dict[str, ModuleType] = {
    "shape": shape,
    "colour": recolour,
    "transform": transform,
    "grouping": grouping,
    "stroke": stroke,
    "background": backdrop,
    "opacity": opacity,
    "label": label,
}


def applicable(program: Program) -> list[str]:
    """Concepts that this program has something for; none for a text that is no SVG."""
    try:
        root = tree.parse(program.code)
        tree.viewbox(root)
    except NotApplicable:
        return []
    return [concept for concept, module in CONCEPTS.items() if module.applies(root, program)]


def evolved(program: Program, concept: str, rng: Random) -> str:
    """The program changed by the concept. Raises NotApplicable."""
    if concept not in CONCEPTS:
        raise NotApplicable(f"unknown concept {concept!r}")
    root = tree.parse(program.code)
    module = CONCEPTS[concept]
    if not module.applies(root, program):
        raise NotApplicable(f"{concept} has nothing to work on here")
    module.evolve(root, program, rng)
    code = tree.write(root)
    if code.strip() == program.code.strip():
        raise NotApplicable(f"{concept} changed nothing")
    return code
