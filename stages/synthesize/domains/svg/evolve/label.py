"""Label: a short word is written into the picture."""

from __future__ import annotations

from random import Random

from stages.synthesize.domain import Program
from stages.synthesize.domains.svg import tree
from stages.synthesize.domains.svg.colours import PALETTE, contrasting, short

WORDS = (
    "NEW",
    "OK",
    "GO",
    "HI",
    "TOP",
    "BETA",
    "SALE",
    "PLAY",
    "STOP",
    "HOME",
    "OPEN",
    "HELP",
    "A1",
    "42",
    "YES",
    "NO",
)


def applies(root: tree.Element, program: Program) -> bool:
    return not program.evidence["texts"] and bool(_choices(program))


def evolve(root: tree.Element, program: Program, rng: Random) -> None:
    x, y, w, h = tree.viewbox(root)
    unit = max(w, h) / 64
    size = rng.choice((12, 14, 16)) * unit
    baseline = y + rng.choice((0.28, 0.6, 0.94)) * h
    label = tree.new("text", x=tree.number(x + w / 2), y=tree.number(round(baseline / unit) * unit))
    label.set("font-size", tree.number(size))
    label.set("text-anchor", "middle")
    label.set("fill", short(rng.choice(_choices(program))))
    if tree.resolved(root, "stroke", "none") != "none":
        label.set("stroke", "none")
    label.text = rng.choice(WORDS)
    tree.insert(root, len(root), label)


def _choices(program: Program) -> list[str]:
    """A colour of its own, so that the pixels prove that the word was drawn (a font may be missing)."""
    present = [colour for colour, _ in program.evidence["pixels"]["colours"]]
    painted = [shape["fill"] for shape in program.evidence["shapes"] if shape["fill"].startswith("#")]
    return contrasting(present + painted, list(PALETTE.values()))
