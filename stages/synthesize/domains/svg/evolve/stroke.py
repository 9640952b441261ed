"""Stroke: a filled shape gets an outline, or the outlines of line art change their width."""

from __future__ import annotations

from random import Random

from stages.synthesize.domain import NotApplicable, Program
from stages.synthesize.domains.svg import tree
from stages.synthesize.domains.svg.colours import PALETTE, contrasting, short
from stages.synthesize.domains.svg.sight import seen


def applies(root: tree.Element, program: Program) -> bool:
    return bool(_filled(root)) or _line_art(program)


def evolve(root: tree.Element, program: Program, rng: Random) -> None:
    if _line_art(program):
        _rescale(root, rng)
        return
    _, _, w, h = tree.viewbox(root)
    unit = max(w, h) / 64
    present = [colour for colour, _ in program.evidence["pixels"]["colours"]]
    colours = contrasting(present, list(PALETTE.values()))
    if not colours:
        raise NotApplicable("every colour of the palette is near one in the picture")
    element = rng.choice(_filled(root))
    tree.put(element, "stroke", short(rng.choice(colours)))
    tree.put(element, "stroke-width", tree.number(rng.choice((2, 3, 4)) * unit))


def _filled(root: tree.Element) -> list[tree.Element]:
    """Shapes without an outline and without a transform, which would scale it."""
    return [
        element
        for element in tree.drawn(root)
        if tree.resolved(element, "fill", "#000") != "none"
        and tree.resolved(element, "stroke", "none") == "none"
        and not any(at.get("transform") for at in (element, *element.iterancestors()))
    ]


def _line_art(program: Program) -> bool:
    shapes = seen(program.evidence)
    return bool(shapes) and all(shape.outlined for shape in shapes)


def _rescale(root: tree.Element, rng: Random) -> None:
    factor = rng.choice((0.5, 1.5, 2.0))
    stated = [element for element in root.iter() if tree.name(element) and tree.own(element, "stroke-width")]
    for element in stated:
        try:
            width = float(tree.own(element, "stroke-width") or "")
        except ValueError as error:
            raise NotApplicable("a stroke width is no plain number") from error
        rescaled = max(1.0, round(width * factor)) if width >= 4 else width * factor
        tree.put(element, "stroke-width", tree.number(rescaled))
    if not stated:
        root.set("stroke-width", tree.number(2 * factor) if factor != 0.5 else "0.5")
