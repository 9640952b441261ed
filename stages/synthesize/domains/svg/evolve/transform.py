"""Transform: the whole picture or one of its top-level parts is turned, mirrored, shrunk or moved."""

from __future__ import annotations

from random import Random

from stages.synthesize.domain import NotApplicable, Program
from stages.synthesize.domains.svg import tree
from stages.synthesize.domains.svg.tree import number


def applies(root: tree.Element, program: Program) -> bool:
    return bool(_parts(root))


def evolve(root: tree.Element, program: Program, rng: Random) -> None:
    x, y, w, h = tree.viewbox(root)
    cx, cy = number(x + w / 2), number(y + h / 2)
    whole = len(_parts(root)) < 2 or rng.random() < 0.6
    ways = [
        f"rotate(180 {cx} {cy})",
        f"matrix(-1 0 0 1 {number(2 * x + w)} 0)",
        f"matrix(1 0 0 -1 0 {number(2 * y + h)})",
    ]
    if abs(w - h) < 0.01 * w:
        ways += [f"rotate(90 {cx} {cy})", f"rotate(270 {cx} {cy})"]
    if whole:
        for factor in (0.5, 0.75):
            shift = f"translate({number((x + w / 2) * (1 - factor))} {number((y + h / 2) * (1 - factor))})"
            ways.append(f"{shift} scale({number(factor)})")
    for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        step = rng.choice((8, 12, 16)) * max(w, h) / 64
        ways.append(f"translate({number(dx * step)} {number(dy * step)})")
    change = rng.choice(ways)
    if whole:
        at = tree.first_painted(root)
        tree.wrap(
            [child for child in root[at:] if tree.name(child) not in ("title", "desc")],
            tree.new("g", transform=change),
        )
        return
    part = rng.choice(_parts(root)[1:])
    if tree.own(part, "transform") or tree.own(part, "clip-path") or tree.own(part, "mask"):
        raise NotApplicable("the part is already transformed or cropped")
    part.set("transform", change)


def _parts(root: tree.Element) -> list[tree.Element]:
    """Drawn children of the root, or of its only group."""
    parts = [child for child in root if tree.name(child) in (*tree.SHAPES, "g", "use")]
    if len(parts) == 1 and tree.name(parts[0]) == "g":
        return [child for child in parts[0] if tree.name(child) in (*tree.SHAPES, "g")] or parts
    return parts
