"""What of a picture is really seen: the pixels decide, the shape list only says where to look."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from stages.synthesize.domains.svg.colours import channels, distance, widen
from stages.synthesize.domains.svg.paths import outlines

Box = tuple[float, float, float, float]

SAME = 0.04
"""Colour distance up to which two colours are one in the text (a grid cell is rounded to 16 levels)."""
_FRACTION = 0.004
"""Share of the pixels from which a colour is worth naming."""


@dataclass(frozen=True)
class Seen:
    """A shape that the render shows: the evidence's entry, its box in shares of the viewBox, its colour."""

    index: int
    tag: str
    colour: str
    box: Box
    shape: dict[str, Any]

    @property
    def outlined(self) -> bool:
        """Whether it is drawn by its outline alone."""
        return self.shape["fill"] == "none"

    @property
    def size(self) -> float:
        """Share of the viewBox that its box takes, at most 1."""
        x0, y0, x1, y1 = (min(1.0, max(0.0, value)) for value in self.box)
        return (x1 - x0) * (y1 - y0)

    @property
    def covers(self) -> bool:
        """Whether it is a backdrop: filled from edge to edge, corners included."""
        x0, y0, x1, y1 = self.box
        if self.outlined or not (x0 <= 0.01 and y0 <= 0.01 and x1 >= 0.99 and y1 >= 0.99):
            return False
        left, top, right, bottom = self.shape["box"]
        filled = sum(outline.area for outline in outlines(self.shape.get("d", "")))
        return filled >= 0.97 * (right - left) * (bottom - top)


def colours(evidence: dict[str, Any]) -> list[tuple[str, float]]:
    """Colours that a person would name with their share of the picture, largest first.

    Anti-aliasing makes many near-colours of small share: a colour counts when a shape is painted with it or
    it is the background, and its pixels are there."""
    painted = {shape[kind] for shape in evidence["shapes"] for kind in ("fill", "stroke")}
    painted |= {text["fill"] for text in evidence["texts"]}
    corner = background(evidence)
    found: list[tuple[str, float]] = []
    for colour, share in evidence["pixels"]["colours"]:
        meant = colour in painted or colour == corner
        if meant and share >= _FRACTION and all(distance(colour, other) > SAME for other, _ in found):
            found.append((colour, share))
    return found


def grid(evidence: dict[str, Any]) -> list[list[str]]:
    """Rows of cell colours "#rrggbb" (rounded to 16 levels a channel), or [] where the evidence has none."""
    return _cells(tuple(evidence["pixels"].get("grid", ())))


@lru_cache(maxsize=512)
def _cells(rows: tuple[str, ...]) -> list[list[str]]:
    """Cached: describing one picture asks for its cells dozens of times. Nobody changes the lists."""
    return [[widen(f"#{row[at : at + 3]}") for at in range(0, len(row), 3)] for row in rows]


def background(evidence: dict[str, Any]) -> str | None:
    """The colour that all four corners show, as the pixel colour that a cell means; None if they differ."""
    cells = grid(evidence)
    if not cells:
        return None
    corners = {cells[0][0], cells[0][-1], cells[-1][0], cells[-1][-1]}
    if len(corners) > 1:
        return None
    corner = corners.pop()
    near = [colour for colour, _ in evidence["pixels"]["colours"] if distance(colour, corner) <= SAME]
    return near[0] if near else None


def seen(evidence: dict[str, Any]) -> list[Seen]:
    """The shapes with a plain colour that the pixels confirm, in drawing order."""
    return list(_seen(evidence))


def _seen(evidence: dict[str, Any]) -> Iterator[Seen]:
    x, y, w, h = evidence["viewbox"]
    if w <= 0 or h <= 0:
        return
    cells = grid(evidence)
    for index, shape in enumerate(evidence["shapes"]):
        stroked = shape["stroke"] not in ("none", "url") and shape["stroke_width"] > 0
        colour = shape["fill"] if shape["fill"] != "none" else shape["stroke"] if stroked else "none"
        if not colour.startswith("#") or shape["opacity"] < 0.95:
            continue
        x0, y0, x1, y1 = shape["box"]
        box = ((x0 - x) / w, (y0 - y) / h, (x1 - x) / w, (y1 - y) / h)
        if _shows(colour, box, cells, evidence):
            yield Seen(index, shape["tag"], colour, box, shape)


def _shows(colour: str, box: Box, cells: list[list[str]], evidence: dict[str, Any]) -> bool:
    """Whether a cell inside the box has the colour. A shape between the cells is not claimed."""
    if max(box[0], 0) >= min(box[2], 1) + 1e-9 or max(box[1], 0) >= min(box[3], 1) + 1e-9:
        return False
    for row, cell_row in enumerate(cells):
        for column, cell in enumerate(cell_row):
            cx, cy = (column + 0.5) / len(cell_row), (row + 0.5) / len(cells)
            slack = 0.5 / len(cells)
            within = box[0] - slack <= cx <= box[2] + slack and box[1] - slack <= cy <= box[3] + slack
            if within and near(cell, colour):
                return True
    return False


def near(cell: str, colour: str) -> bool:
    """Whether a grid cell's rounded colour is this colour."""
    return all(abs(a - b) <= 9 for a, b in zip(channels(cell), channels(colour), strict=True))


def changed_cells(before: dict[str, Any], after: dict[str, Any]) -> int:
    """Cells of the grid that differ to the eye."""
    pairs = zip(grid(before), grid(after), strict=False)
    return sum(distance(a, b) > 0.08 for one, two in pairs for a, b in zip(one, two, strict=False))


def changed(before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Whether the two renders differ to the eye."""
    if changed_cells(before, after):
        return True
    shares = dict(map(tuple, before["pixels"]["colours"])), dict(map(tuple, after["pixels"]["colours"]))
    return any(
        abs(shares[0].get(key, 0) - shares[1].get(key, 0)) > 0.004 for key in {**shares[0], **shares[1]}
    )
