"""What a picture shows, as claims that a checker can decide. Most important first."""

from __future__ import annotations

from collections import Counter
from typing import Any

from stages.synthesize.domain import Claim
from stages.synthesize.domains.svg.colours import name
from stages.synthesize.domains.svg.sight import Seen, background, colours, grid, near, seen
from stages.synthesize.domains.svg.words import place

_LISTED = 12
"""Shapes of which single ones are worth naming; more is an illustration."""


def facts(evidence: dict[str, Any]) -> tuple[Claim, ...]:
    """Everything checkable."""
    found: list[Claim] = []
    shapes = seen(evidence)
    stripe = stripes(evidence)
    if stripe:
        found.append(Claim("stripes", {"direction": stripe[0], "colours": stripe[1]}, 2.0))
    found += [Claim("text", {"text": text}, 2.0) for text in texts(evidence)]
    found += [shape_claim(shape, {"colour": shape.colour}, box=True) for shape in shapes[:_LISTED]]
    shares = colours(evidence)
    found += [Claim("colour", {"colour": colour}) for colour, _ in shares]
    if leading(shares):
        found.append(Claim("dominant_colour", {"colour": shares[0][0]}))
    empty = background(evidence)
    if empty and not stripe:
        found.append(Claim("background", {"colour": empty}))
    if line_art(evidence, shapes):
        found.append(Claim("outline_only", {}, 1.5))
    if evidence.get("n", 0) <= len(evidence["shapes"]):  # a long list is cut in the evidence
        found.append(Claim("shape_count", {"n": len(evidence["shapes"])}))
        found += [Claim("tag_count", {"tag": tag, "n": n}) for tag, n in tags(evidence)]
    found.append(Claim("viewbox", {"box": evidence["viewbox"]}))
    if evidence["gradients"] and gradient_filled(evidence):
        found.append(Claim("gradient", {}))
    if round_crop(evidence):
        found.append(Claim("round_crop", {}))
    found += [Claim("symmetric", {"axis": axis}, 0.5) for axis in symmetries(evidence)]
    return tuple(found)


def shape_claim(
    shape: Seen,
    colour: dict[str, str],
    *,
    box: bool = False,
    where: bool = False,
    n: int = 1,
    any_path: bool = False,
) -> Claim:
    """At least `n` shapes of this tag and colour, at its box (viewBox units) or place where the text says so.
    With `any_path` a path is claimed as a shape of any tag, as the text calls it."""
    tag = None if any_path and shape.tag == "path" else shape.tag
    args: dict[str, Any] = {"tag": tag, **colour, "outlined": shape.outlined}
    if box:
        args["box"] = shape.shape["box"]
    if where:
        args["where"] = place(shape.box)[1]
    if n > 1:
        args["n"] = n
    return Claim("shape", args, 2.0 if box or where else 1.5)


def leading(shares: list[tuple[str, float]]) -> bool:
    """Whether the first colour leads so clearly that "mostly" is true."""
    return bool(shares) and shares[0][1] > 0.4 and (len(shares) == 1 or shares[0][1] > 1.4 * shares[1][1])


def tags(evidence: dict[str, Any]) -> list[tuple[str, int]]:
    """Tags with their counts, most frequent first."""
    counted = Counter(shape["tag"] for shape in evidence["shapes"])
    return sorted(counted.items(), key=lambda entry: (-entry[1], entry[0]))


def line_art(evidence: dict[str, Any], shapes: list[Seen]) -> bool:
    """Whether outlines alone make the picture."""
    return bool(shapes) and all(shape["fill"] == "none" for shape in evidence["shapes"])


def gradient_filled(evidence: dict[str, Any]) -> bool:
    return any(shape["fill"] == "url" and shape["opacity"] >= 0.95 for shape in evidence["shapes"])


def texts(evidence: dict[str, Any]) -> list[str]:
    """Short texts in a colour of their own that the pixels show: without a font nothing is drawn."""
    painted = {shape[kind] for shape in evidence["shapes"] for kind in ("fill", "stroke")}
    shown = {colour for colour, _ in evidence["pixels"]["colours"]} - painted - {background(evidence)}
    return [text["text"] for text in evidence["texts"] if text["fill"] in shown and len(text["text"]) <= 24]


def round_crop(evidence: dict[str, Any]) -> bool:
    """Whether the picture is a disc: white corners, and paint at the middle of all four sides."""
    cells = grid(evidence)
    if not cells or background(evidence) != "#ffffff" or len(cells) != len(cells[0]):
        return False
    last, middle = len(cells) - 1, len(cells) // 2
    sides = (cells[0][middle], cells[last][middle], cells[middle][0], cells[middle][last])
    cut = all(shape.get("clip") for shape in evidence["shapes"])
    disc = any(
        shape["tag"] == "circle" and _full(shape["box"], evidence["viewbox"]) for shape in evidence["shapes"]
    )
    return (cut or disc) and all(not near(cell, "#ffffff") for cell in sides)


def _full(box: list[float], view: list[float]) -> bool:
    x, y, w, h = view
    return all(abs(a - b) <= 0.03 * max(w, h) for a, b in zip(box, (x, y, x + w, y + h), strict=True))


def stripes(evidence: dict[str, Any]) -> tuple[str, list[str]] | None:
    """Direction and exact colours, top to bottom or left to right, where nothing but stripes is seen."""
    cells = grid(evidence)
    if not cells:
        return None
    shown = [colour for colour, _ in evidence["pixels"]["colours"]]
    for direction, lines in (
        ("horizontal", cells),
        ("vertical", [list(line) for line in zip(*cells, strict=True)]),
    ):
        colours_down: list[str] = []
        sizes: list[int] = []
        for line in lines:
            if any(cell != line[0] for cell in line):
                break
            exact = next((colour for colour in shown if near(line[0], colour)), None)
            if exact is None:
                break
            if colours_down and colours_down[-1] == exact:
                sizes[-1] += 1
            else:
                colours_down.append(exact)
                sizes.append(1)
        else:
            if 2 <= len(colours_down) <= 6 and min(sizes) >= 2:
                return direction, colours_down
    return None


def symmetries(evidence: dict[str, Any]) -> list[str]:
    """Axes of mirror symmetry of the grid: "vertical" maps left to right, "horizontal" top to bottom."""
    cells = grid(evidence)
    if not cells or len({cell for row in cells for cell in row}) < 2:
        return []
    found = []
    if all(row == row[::-1] for row in cells):
        found.append("vertical")
    if cells == cells[::-1]:
        found.append("horizontal")
    return found


def same_kind(shapes: list[Seen]) -> list[list[Seen]]:
    """Seen shapes in groups of one tag, colour name and way of drawing, largest group's area first."""
    groups: dict[tuple[str, str, bool], list[Seen]] = {}
    for shape in shapes:
        groups.setdefault((shape.tag, name(shape.colour), shape.outlined), []).append(shape)
    return sorted(groups.values(), key=lambda group: -sum(shape.size for shape in group))
