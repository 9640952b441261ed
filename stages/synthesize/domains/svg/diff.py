"""What changed between two runs, shape by shape, read from their evidence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from stages.synthesize.domains.svg.paths import Point

Shape = dict[str, Any]
Motion = tuple[str, float, float]
"""("turn", degrees clockwise, 0), ("mirror", 1 for left-right or 0 for top-bottom, 0), ("scale", factor, 0)
or ("shift", dx, dy)."""


@dataclass(frozen=True)
class Difference:
    """Shapes that stayed (by value, in order), changed in place (before, after), came and went."""

    kept: tuple[Shape, ...]
    changed: tuple[tuple[Shape, Shape], ...]
    added: tuple[Shape, ...]
    removed: tuple[Shape, ...]


def difference(before: dict[str, Any], after: dict[str, Any]) -> Difference:
    """Equal shapes are aligned first; a gap of the same length on both sides is read as changes in place."""
    old, new = before["shapes"], after["shapes"]
    kept: list[Shape] = []
    changed: list[tuple[Shape, Shape]] = []
    added: list[Shape] = []
    removed: list[Shape] = []
    matcher = SequenceMatcher(
        None, [_key(shape) for shape in old], [_key(shape) for shape in new], autojunk=False
    )
    for tag, a0, a1, b0, b1 in matcher.get_opcodes():
        if tag == "equal":
            kept += old[a0:a1]
        elif tag == "replace" and a1 - a0 == b1 - b0:
            changed += zip(old[a0:a1], new[b0:b1], strict=True)
        else:
            removed += old[a0:a1]
            added += new[b0:b1]
    return Difference(tuple(kept), tuple(changed), tuple(added), tuple(removed))


def _key(shape: Shape) -> str:
    keys = ("tag", "fill", "stroke", "stroke_width", "opacity", "box", "d")
    return repr([shape.get(key) for key in keys])


def repainted(pairs: tuple[tuple[Shape, Shape], ...]) -> dict[str, str]:
    """Old colour → new colour over the pairs; {} where geometry changed too or one colour became two."""
    found: dict[str, str] = {}
    for old, new in pairs:
        if old["tag"] != new["tag"] or not same_box(old["box"], new["box"]):
            return {}
        for key in ("fill", "stroke"):
            if old[key] != new[key] and found.setdefault(old[key], new[key]) != new[key]:
                return {}
    return found


def same_box(first: list[float], second: list[float], slack: float = 0.01) -> bool:
    scale = max(1.0, *(abs(value) for value in first))
    return all(abs(a - b) <= slack * scale for a, b in zip(first, second, strict=True))


def carried(points: list[Point], move: Motion, view: list[float]) -> list[Point]:
    """Points after a motion about the middle of the view."""
    kind, first, second = move
    cx, cy = view[0] + view[2] / 2, view[1] + view[3] / 2
    if kind == "turn":
        c, s = {90.0: (0, 1), 180.0: (-1, 0), 270.0: (0, -1)}[first]
        return [(cx + c * (x - cx) - s * (y - cy), cy + s * (x - cx) + c * (y - cy)) for x, y in points]
    if kind == "mirror":
        return [(2 * cx - x, y) if first else (x, 2 * cy - y) for x, y in points]
    if kind == "scale":
        return [(cx + first * (x - cx), cy + first * (y - cy)) for x, y in points]
    return [(x + first, y + second) for x, y in points]


def motion(pairs: tuple[tuple[Shape, Shape], ...], view: list[float]) -> Motion | None:
    """The one plain motion that takes every old outline to its new one, None where there is none."""
    outlines = [(_points(old), _points(new)) for old, new in pairs]
    if not outlines or any(len(old) != len(new) or not old for old, new in outlines):
        return None
    if any(old["fill"] != new["fill"] or old["stroke"] != new["stroke"] for old, new in pairs):
        return None
    (ox, oy), (nx, ny) = outlines[0][0][0], outlines[0][1][0]
    guesses: list[Motion] = [("shift", nx - ox, ny - oy)]
    guesses += [("scale", factor, 0.0) for factor in (0.5, 0.75, 1.25, 1.5, 2.0)]
    guesses += [("mirror", 1.0, 0.0), ("mirror", 0.0, 0.0)]
    guesses += [("turn", degrees, 0.0) for degrees in (180.0, 90.0, 270.0)]
    slack = 0.01 * max(view[2], view[3])
    for guess in guesses:
        if all(_together(carried(old, guess, view), new, slack) for old, new in outlines):
            return guess
    return None


def _points(shape: Shape) -> list[Point]:
    values = [float(found) for found in re.findall(r"-?\d*\.?\d+(?:e[-+]?\d+)?", shape.get("d", ""))]
    return list(zip(values[::2], values[1::2], strict=False))


def _together(first: list[Point], second: list[Point], slack: float) -> bool:
    return all(
        abs(a - c) <= slack and abs(b - d) <= slack for (a, b), (c, d) in zip(first, second, strict=True)
    )
