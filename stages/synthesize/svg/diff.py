"""What changed between two runs, shape by shape, read from their evidence."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

Shape = dict[str, Any]


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
    matcher = SequenceMatcher(None, [_key(shape) for shape in old], [_key(shape) for shape in new], autojunk=False)
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


def moved(box: list[float], motion: tuple[str, float, float], view: list[float]) -> list[float]:
    """The box after a motion about the middle of the view: ("turn", degrees clockwise, 0), ("mirror", 1 or 0 for
    left-right or top-bottom, 0), ("scale", factor, 0), ("shift", dx, dy)."""
    kind, first, second = motion
    x, y, w, h = view
    cx, cy = x + w / 2, y + h / 2
    corners = [(box[0], box[1]), (box[2], box[3])]
    if kind == "turn":
        c, s = {90.0: (0, 1), 180.0: (-1, 0), 270.0: (0, -1)}[first]
        turned = [(cx + c * (px - cx) - s * (py - cy), cy + s * (px - cx) + c * (py - cy)) for px, py in corners]
    elif kind == "mirror":
        turned = [(2 * cx - px, py) if first else (px, 2 * cy - py) for px, py in corners]
    elif kind == "scale":
        turned = [(cx + first * (px - cx), cy + first * (py - cy)) for px, py in corners]
    else:
        turned = [(px + first, py + second) for px, py in corners]
    xs, ys = [px for px, _ in turned], [py for _, py in turned]
    return [min(xs), min(ys), max(xs), max(ys)]


def motion(pairs: tuple[tuple[Shape, Shape], ...], view: list[float]) -> tuple[str, float, float] | None:
    """The one plain motion that takes every old box to its new one."""
    if not pairs:
        return None
    (ox0, oy0, ox1, oy1), (nx0, ny0, nx1, ny1) = pairs[0][0]["box"], pairs[0][1]["box"]
    guesses: list[tuple[str, float, float]] = [("shift", nx0 - ox0, ny0 - oy0)]
    guesses += [("scale", factor, 0.0) for factor in _ratio(ox1 - ox0, nx1 - nx0) + _ratio(oy1 - oy0, ny1 - ny0)]
    guesses += [("mirror", 1.0, 0.0), ("mirror", 0.0, 0.0)]
    guesses += [("turn", degrees, 0.0) for degrees in (180.0, 90.0, 270.0)]
    for guess in guesses:
        if all(same_box(moved(old["box"], guess, view), new["box"]) for old, new in pairs):
            return guess
    return None


def _ratio(old: float, new: float) -> list[float]:
    return [round(new / old, 4)] if old > 0 and new > 0 else []
