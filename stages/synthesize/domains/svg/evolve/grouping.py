"""Grouping: neighbouring shapes are put into one group that changes them together."""

from __future__ import annotations

from random import Random

from stages.synthesize.domain import Program
from stages.synthesize.domains.svg import tree


def applies(root: tree.Element, program: Program) -> bool:
    return bool(_runs(root))


def evolve(root: tree.Element, program: Program, rng: Random) -> None:
    run = rng.choice(_runs(root))
    count = rng.randrange(2, len(run) + 1)
    start = rng.randrange(len(run) - count + 1)
    tree.wrap(run[start : start + count], tree.new("g", opacity=rng.choice(("0.3", "0.4", "0.5", "0.6"))))


def _runs(root: tree.Element) -> list[list[tree.Element]]:
    """Runs of at least two neighbouring shapes with one parent, without the picture's first shape."""
    shapes = list(tree.drawn(root))
    runs: list[list[tree.Element]] = []
    for shape in shapes[1:] if len(shapes) > 2 else []:
        if runs and runs[-1][-1].getnext() is shape:
            runs[-1].append(shape)
        else:
            runs.append([shape])
    return [run for run in runs if len(run) > 1]
