"""Words for what a picture shows: nouns of shapes, places, numbers, lists."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

from stages.synthesize.domains.svg.colours import name, spelled
from stages.synthesize.domains.svg.paths import outlines
from stages.synthesize.domains.svg.sight import Box, Seen
from stages.synthesize.domains.svg.tree import number

NOUNS = {"rect": "rectangle"}
_COUNTS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
_PLACES = {
    ("left", "top"): "at the top left",
    ("centre", "top"): "at the top",
    ("right", "top"): "at the top right",
    ("left", "middle"): "on the left",
    ("centre", "middle"): "in the middle",
    ("right", "middle"): "on the right",
    ("left", "bottom"): "at the bottom left",
    ("centre", "bottom"): "at the bottom",
    ("right", "bottom"): "at the bottom right",
}


def noun(tag: str) -> str:
    """ "rectangle" for rect, and so on."""
    return NOUNS.get(tag, tag)


def plain_noun(tag: str) -> str:
    """The same, but "shape" for a path: what people see of one is no path."""
    return "shape" if tag == "path" else noun(tag)


def count(n: int, thing: str) -> str:
    """ "three circles"; digits from thirteen."""
    return f"{_COUNTS[n] if n < len(_COUNTS) else n} {thing if n == 1 else thing + 's'}"


def article(phrase: str) -> str:
    """The phrase with a or an."""
    return f"{'an' if phrase[0] in 'aeio' else 'a'} {phrase}"


def listed(items: Sequence[str], last: str = "and") -> str:
    """ "a, b and c"."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {last} {items[-1]}"


def colour_words(colour: str, exact: bool, rng: Random) -> tuple[str, dict[str, str]]:
    """How the text names a colour, and the claim's arguments: the hex where the text gives it."""
    if not exact:
        return name(colour), {"name": name(colour)}
    form = f"{name(colour)} ({spelled(colour)})" if rng.random() < 0.6 else spelled(colour)
    return form, {"colour": colour}


def place(box: Box) -> tuple[str, list[str]]:
    """Where a box's centre lies on a three by three board: the words, and [column, row] for the claim."""
    cx, cy = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    column = "left" if cx < 0.36 else "right" if cx > 0.64 else "centre"
    row = "top" if cy < 0.36 else "bottom" if cy > 0.64 else "middle"
    return _PLACES[column, row], [column, row]


def point(x: float, y: float) -> str:
    return f"({number(x)}, {number(y)})"


def geometry(shape: Seen, rng: Random) -> str:
    """The shape's geometry in viewBox units, as far as words can carry it."""
    x0, y0, x1, y1 = shape.shape["box"]
    cx, cy, w, h = (x0 + x1) / 2, (y0 + y1) / 2, x1 - x0, y1 - y0
    n = number
    if shape.tag == "circle":
        return rng.choice(
            (f"centred at {point(cx, cy)} with radius {n(w / 2)}", f"of radius {n(w / 2)} at {point(cx, cy)}")
        )
    if shape.tag == "ellipse":
        return f"centred at {point(cx, cy)} with radii {n(w / 2)} and {n(h / 2)}"
    if shape.tag == "rect":
        return rng.choice(
            (
                f"at {point(x0, y0)}, {n(w)} wide and {n(h)} high",
                f"from {point(x0, y0)} to {point(x1, y1)}",
                f"of {n(w)} by {n(h)} with its top left corner at {point(x0, y0)}",
            )
        )
    corners = _corners(shape.shape)
    if shape.tag == "line" and len(corners) == 2:
        return f"from {corners[0]} to {corners[1]}"
    if shape.tag in ("polygon", "polyline") and 3 <= len(corners) <= 7:
        return f"through {listed(corners)}"
    return rng.choice(
        (f"spanning {point(x0, y0)} to {point(x1, y1)}", f"inside the box {point(x0, y0)} to {point(x1, y1)}")
    )


def _corners(shape: dict[str, Any]) -> list[str]:
    found = outlines(shape.get("d", ""))
    return [point(x, y) for x, y in found[0].points] if len(found) == 1 else []
