"""Reading SVG evidence for checkers: colours by pixel, shapes by box. What writes claims is not used."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from stages.reward.hues import apart, fits

Evidence = dict[str, Any]
Shape = dict[str, Any]

EXACT = 9.0
"""CIELAB distance within which a colour counts as the hex that was asked for."""
_SLACK = 0.03
"""Share of the longer side of the viewBox by which a coordinate may be off."""


def wanted(args: dict[str, Any], prefix: str = "") -> tuple[str | None, str | None]:
    """(hex, word) of a colour in a claim's arguments, either may be None."""
    return args.get(f"{prefix}colour"), args.get(f"{prefix}name")


def is_colour(value: str, hex_wanted: str | None, word: str | None) -> bool:
    """Whether a paint value is the wanted colour; without a wish every plain colour is."""
    if not value.startswith("#"):
        return False
    if hex_wanted is not None:
        return apart(value, hex_wanted) <= EXACT
    return word is None or fits(word, value)


def called(hex_wanted: str | None, word: str | None) -> str:
    """The colour as an explanation names it."""
    return hex_wanted or word or "any colour"


def share(evidence: Evidence, hex_wanted: str | None, word: str | None) -> float:
    """Share of the pixels, of the common colours, that have the colour."""
    return sum(part for colour, part in evidence["pixels"]["colours"] if is_colour(colour, hex_wanted, word))


def cells(evidence: Evidence) -> list[list[str]]:
    """The coarse picture: rows of "#rrggbb", each channel one of 16 levels; [] if the evidence has none."""
    rows = evidence["pixels"].get("grid", [])
    return [[f"#{''.join(2 * c for c in row[at : at + 3])}" for at in range(0, len(row), 3)] for row in rows]


def matching(
    evidence: Evidence,
    tag: str | None,
    hex_wanted: str | None,
    word: str | None,
    outlined: bool | None = None,
) -> list[Shape]:
    """Shapes of a tag whose fill (stroke, for outlined ones and lines) has the colour."""
    found = []
    for shape in evidence["shapes"]:
        if tag is not None and shape["tag"] != tag:
            continue
        unfilled = shape["fill"] == "none"
        if outlined is not None and unfilled != outlined:
            continue
        if is_colour(shape["stroke"] if unfilled else shape["fill"], hex_wanted, word):
            found.append(shape)
    return found


def boxes_agree(box: list[float], other: list[float], evidence: Evidence, slack: float = _SLACK) -> bool:
    """Whether all four sides agree within a share of the viewBox's longer side."""
    limit = slack * max(evidence["viewbox"][2:])
    return max(abs(p - q) for p, q in zip(box, other, strict=True)) <= limit


def fraction_box(shape: Shape, evidence: Evidence) -> tuple[float, float, float, float]:
    """The shape's box in shares of the viewBox."""
    x, y, w, h = evidence["viewbox"]
    left, top, right, bottom = shape["box"]
    return (left - x) / w, (top - y) / h, (right - x) / w, (bottom - y) / h


def visible(shape: Shape, evidence: Evidence) -> bool:
    """Whether the coarse picture shows the shape's paint where the shape is. True where the paint cannot be
    told (transparent, gradient) or the evidence has no coarse picture."""
    rows = cells(evidence)
    paints = [shape[key] for key in ("fill", "stroke") if shape[key].startswith("#")]
    if not rows or shape["opacity"] < 0.95 or not paints:
        return shape["opacity"] > 0
    return any(apart(cell, paint) <= 14 for cell in _cells_in(shape, evidence, rows) for paint in paints)


def _cells_in(shape: Shape, evidence: Evidence, rows: list[list[str]]) -> Iterator[str]:
    left, top, right, bottom = fraction_box(shape, evidence)
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            inside_x = left * len(row) - 1 <= column <= right * len(row) + 0.5
            inside_y = top * len(rows) - 1 <= at <= bottom * len(rows) + 0.5
            if inside_x and inside_y:
                yield cell


def same_shape(
    first: Shape, second: Shape, evidence: Evidence, *, geometry: bool = True, paint: bool = True
) -> bool:
    """Whether two shapes agree in tag and box, in paint, or in both."""
    if geometry and (
        first["tag"] != second["tag"] or not boxes_agree(first["box"], second["box"], evidence, 0.015)
    ):
        return False
    return not paint or (
        _same_paint(first["fill"], second["fill"])
        and _same_paint(first["stroke"], second["stroke"])
        and abs(first["opacity"] - second["opacity"]) <= 0.05
    )


def _same_paint(first: str, second: str) -> bool:
    if first.startswith("#") and second.startswith("#"):
        return apart(first, second) <= EXACT
    return first == second


def pairs_kept(before: Evidence, after: Evidence, *, geometry: bool = True, paint: bool = True) -> int:
    """How many shapes of `before` stand in `after` too, each of `after` used once, in any order."""
    free = list(after["shapes"])
    kept = 0
    for shape in before["shapes"]:
        match = next(
            (other for other in free if same_shape(shape, other, before, geometry=geometry, paint=paint)),
            None,
        )
        if match is not None:
            free = [other for other in free if other is not match]
            kept += 1
    return kept
