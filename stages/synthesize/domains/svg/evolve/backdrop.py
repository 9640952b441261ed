"""Background: a coloured backdrop behind a picture that has none."""

from __future__ import annotations

from random import Random

from stages.synthesize.domain import Program
from stages.synthesize.domains.svg import tree
from stages.synthesize.domains.svg.colours import PALETTE, contrasting, short
from stages.synthesize.domains.svg.sight import background, seen


def applies(root: tree.Element, program: Program) -> bool:
    empty = background(program.evidence) == "#ffffff" and program.evidence["pixels"]["painted"] < 0.9
    return empty and not any(shape.covers for shape in seen(program.evidence)) and bool(_choices(program))


def evolve(root: tree.Element, program: Program, rng: Random) -> None:
    x, y, w, h = tree.viewbox(root)
    n = tree.number
    rect = tree.new("rect", **({"x": n(x), "y": n(y)} if x or y else {}), width=n(w), height=n(h))
    rect.set("fill", short(rng.choice(_choices(program))))
    if tree.resolved(root, "stroke", "none") != "none":
        rect.set("stroke", "none")
    tree.insert(root, tree.first_painted(root), rect)


def _choices(program: Program) -> list[str]:
    """Colours that no painted colour comes near: shapes must stay to be seen on it."""
    painted = [shape[key] for shape in program.evidence["shapes"] for key in ("fill", "stroke")]
    painted += [text["fill"] for text in program.evidence["texts"]] + ["#ffffff"]
    return contrasting([colour for colour in painted if colour.startswith("#")], list(PALETTE.values()))
