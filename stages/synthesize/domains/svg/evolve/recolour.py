"""Colour: one colour of the picture becomes another, wherever it is used."""

from __future__ import annotations

from random import Random

from stages.synthesize.domain import NotApplicable, Program
from stages.synthesize.domains.svg import tree
from stages.synthesize.domains.svg.colours import PALETTE, contrasting, short
from stages.synthesize.domains.svg.sight import background, colours, seen

_VISIBLE = 0.01
"""Share of the pixels from which a change of colour is seen at once."""


def applies(root: tree.Element, program: Program) -> bool:
    return bool(_choices(program)) and root.find(f".//{{{tree.NAMESPACE}}}style") is None


def evolve(root: tree.Element, program: Program, rng: Random) -> None:
    present = [colour for colour, _ in program.evidence["pixels"]["colours"]]
    old = rng.choice(_choices(program))
    fresh = contrasting(present, list(PALETTE.values()))
    if not fresh:
        raise NotApplicable("every colour of the palette is near one in the picture")
    new = short(rng.choice(fresh))
    painted = list(tree.drawn(root))
    changed = 0
    for element in painted:
        for key, default in (("fill", "#000000"), ("stroke", "none")):
            if tree.hex_of(tree.resolved(element, key, default)) == old:
                tree.put(_stated_at(element, key), key, new)
                changed += 1
    if not changed:
        raise NotApplicable(f"no drawn shape states {old}")


def _choices(program: Program) -> list[str]:
    """Colours of seen shapes, the picture's background included where a shape paints it."""
    used = {shape.shape[key] for shape in seen(program.evidence) for key in ("fill", "stroke")}
    shares = [colour for colour, share in colours(program.evidence) if share >= _VISIBLE and colour in used]
    empty = background(program.evidence)
    covered = any(shape.covers for shape in seen(program.evidence))
    return [colour for colour in shares if colour != empty or covered]


def _stated_at(element: tree.Element, key: str) -> tree.Element:
    """The element or ancestor that states the property; the element itself where none does."""
    at: tree.Element | None = element
    while at is not None:
        if tree.own(at, key) is not None:
            return at
        at = at.getparent()
    return element
