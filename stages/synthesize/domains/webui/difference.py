"""What an edit changed, as the boxes that went and the boxes that came."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

Box = dict[str, Any]


@dataclass(frozen=True)
class Difference:
    """Boxes of before without a counterpart, and of after; `pairs` are the others, (before, after)."""

    gone: list[Box]
    new: list[Box]
    pairs: list[tuple[Box, Box]]


def look(box: Box, colours: bool = True) -> tuple:
    """What a box is and how it looks, without where it stands."""
    font = box.get("font") or [None, None, None]
    paint = (box.get("colour"), box["background"]) if colours else ()
    return box["tag"], box["role"], box.get("text"), font[1], box.get("level"), *paint


def boxes(evidence: dict[str, Any]) -> list[Box]:
    """The boxes inside the body."""
    return [box for box in evidence["boxes"] if box["tag"] != "body"]


def difference(before: dict[str, Any], after: dict[str, Any], colours: bool = True) -> Difference:
    old, new = boxes(before), boxes(after)
    matcher = SequenceMatcher(None, [look(b, colours) for b in old], [look(b, colours) for b in new], False)
    went, came, pairs = [], [], []
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal":
            pairs += zip(old[i:j], new[k:m], strict=True)
        else:
            went += old[i:j]
            came += new[k:m]
    return Difference(went, came, pairs)


def moved(pair: tuple[Box, Box], by: float = 1.0) -> bool:
    """Whether a box stands elsewhere or has another size, by more than `by` pixels."""
    return any(abs(a - b) > by for a, b in zip(pair[0]["box"], pair[1]["box"], strict=True))


def named(box: Box) -> dict[str, Any]:
    """How claims name a box."""
    return {"tag": box["tag"], "text": box.get("text", "")}
