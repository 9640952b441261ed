"""Shape: one shape is replaced by another, added, or taken away."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from stages.synthesize.domain import Program
from stages.synthesize.domains.svg import tree
from stages.synthesize.domains.svg.colours import PALETTE, contrasting, short
from stages.synthesize.domains.svg.evolve.pieces import piece, place
from stages.synthesize.domains.svg.sight import seen

_PLAIN = ("circle", "rect", "ellipse", "polygon")
_GEOMETRY = ("cx", "cy", "r", "rx", "ry", "x", "y", "width", "height")


def applies(root: tree.Element, program: Program) -> bool:
    return bool(_additions(program)) or bool(_replaceable(root, program)) or bool(_removable(root))


def evolve(root: tree.Element, program: Program, rng: Random) -> None:
    ways: list[Callable[[], None]] = []
    if _replaceable(root, program):
        ways.append(lambda: _replace(root, program, rng))
    if _removable(root):
        ways.append(lambda: _remove(root, rng))
    if _additions(program):
        ways.append(lambda: _add(root, program, rng))
    rng.choice(ways)()


def _replaceable(root: tree.Element, program: Program) -> list[tree.Element]:
    """Plain shapes that are no backdrop."""
    view = tree.viewbox(root)
    found = []
    for element in tree.drawn(root):
        box = local_box(element) if tree.name(element) in _PLAIN else None
        if box and element.get("style") is None and box[2] - box[0] < 0.9 * view[2] and box[3] > box[1]:
            found.append(element)
    return found


def _replace(root: tree.Element, program: Program, rng: Random) -> None:
    old = rng.choice(_replaceable(root, program))
    x0, y0, x1, y1 = local_box(old) or (0.0, 0.0, 0.0, 0.0)
    long = max(x1 - x0, y1 - y0) > 1.4 * min(x1 - x0, y1 - y0)
    choices = ["rect", "ellipse", "polygon"] if long else ["circle", "rect", "polygon"]
    round_now = tree.name(old) in ("circle", "ellipse")
    tags = [tag for tag in choices if tag != tree.name(old) and not (round_now and tag == "ellipse")]
    fresh = piece(rng.choice(tags), x0, y0, x1, y1, "none")
    fresh.attrib.pop("fill")
    for key, value in old.attrib.items():
        if key not in (*_GEOMETRY, "points"):
            fresh.set(key, value)
    fresh.tail = old.tail
    old.getparent().replace(old, fresh)


def _removable(root: tree.Element) -> list[tree.Element]:
    """All but the first shape, which is often what the others stand on."""
    found = list(tree.drawn(root))
    return found[1:] if len(found) >= 3 else []


def _remove(root: tree.Element, rng: Random) -> None:
    tree.remove(rng.choice(_removable(root)))


def _additions(program: Program) -> list[str]:
    present = [colour for colour, _ in program.evidence["pixels"]["colours"]]
    used = [shape.colour for shape in seen(program.evidence)]
    return contrasting(present + used, list(PALETTE.values()))


def _add(root: tree.Element, program: Program, rng: Random) -> None:
    view = tree.viewbox(root)
    tag = rng.choice(("circle", "rect", "polygon"))
    fresh = piece(tag, *place(view, rng, (0.15, 0.2, 0.25, 0.3)), short(rng.choice(_additions(program))))
    if tree.resolved(root, "stroke", "none") != "none":
        fresh.set("stroke", "none")
    tree.insert(root, len(root), fresh)


def local_box(element: tree.Element) -> tuple[float, float, float, float] | None:
    """Box of a plain shape in its own coordinates; None where a number is missing or has a unit."""
    try:
        get = {key: float(value) for key, value in element.attrib.items() if key in _GEOMETRY}
        points = [float(value) for value in re.split(r"[\s,]+", element.get("points", "").strip()) if value]
    except ValueError:
        return None
    tag = tree.name(element)
    if tag in ("circle", "ellipse"):
        rx, ry = get.get("r", get.get("rx", 0)), get.get("r", get.get("ry", 0))
        cx, cy = get.get("cx", 0), get.get("cy", 0)
        return (cx - rx, cy - ry, cx + rx, cy + ry) if rx > 0 and ry > 0 else None
    if tag == "rect":
        x, y, w, h = (get.get(key, 0) for key in ("x", "y", "width", "height"))
        return (x, y, x + w, y + h) if w > 0 and h > 0 else None
    if len(points) >= 6:
        xs, ys = points[::2], points[1::2]
        return min(xs), min(ys), max(xs), max(ys)
    return None
