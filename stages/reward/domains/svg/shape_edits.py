"""Checkers of edits that bring, take or move shapes: the picture before against the picture after."""

from __future__ import annotations

from typing import Any

from stages.reward.domains.svg.reading import (
    Evidence,
    Shape,
    boxes_agree,
    called,
    cells,
    fraction_box,
    matching,
    same_shape,
    visible,
    wanted,
)

Verdict = tuple[bool, str]


def new_shapes(before: Evidence, after: Evidence) -> list[Shape]:
    """Shapes of `after` that `before` does not have."""
    free = list(before["shapes"])
    fresh = []
    for shape in after["shapes"]:
        match = next((other for other in free if same_shape(shape, other, before)), None)
        if match is None:
            fresh.append(shape)
        else:
            free = [other for other in free if other is not match]
    return fresh


def added_shape(args: dict[str, Any], after: Evidence, before: Evidence) -> Verdict:
    only_new = {**after, "shapes": new_shapes(before, after)}
    found = matching(only_new, args["tag"], *wanted(args))
    found = [shape for shape in found if visible(shape, after)]
    if "box" in args:
        found = [shape for shape in found if boxes_agree(args["box"], shape["box"], after)]
    if "where" in args:
        found = [shape for shape in found if in_third(shape, after, args["where"])]
    gain = len(after["shapes"]) - len(before["shapes"])
    what = f"new <{args['tag']}> in {called(*wanted(args))}"
    return bool(found) and gain == 1, f"{len(found)} {what} as asked; {gain:+d} shapes in all"


def in_third(shape: Shape, evidence: Evidence, where: list[str]) -> bool:
    left, top, right, bottom = fraction_box(shape, evidence)
    order = ({"left": 0, "centre": 1, "right": 2}[where[0]], {"top": 0, "middle": 1, "bottom": 2}[where[1]])
    return all(
        third / 3 - 0.07 <= min(1.0, max(0.0, at)) <= (third + 1) / 3 + 0.07
        for third, at in zip(order, ((left + right) / 2, (top + bottom) / 2), strict=True)
    )


def removed_shape(args: dict[str, Any], after: Evidence, before: Evidence) -> Verdict:
    def there(evidence: Evidence) -> int:
        return sum(
            shape["tag"] == args["tag"] and boxes_agree(args["box"], shape["box"], before, 0.015)
            for shape in evidence["shapes"]
        )

    loss = len(before["shapes"]) - len(after["shapes"])
    what = f"<{args['tag']}> at {args['box']}"
    text = f"{there(before)} {what} before, {there(after)} after; {-loss:+d} shapes in all"
    return there(after) == there(before) - 1 and loss == 1, text


def replaced_shape(args: dict[str, Any], after: Evidence, before: Evidence) -> Verdict:
    fresh = [
        shape
        for shape in new_shapes(before, after)
        if shape["tag"] == args["to_tag"] and boxes_agree(args["box"], shape["box"], after)
    ]

    def count(evidence: Evidence, tag: str) -> int:
        return sum(shape["tag"] == tag for shape in evidence["shapes"])

    old, new = args["from_tag"], args["to_tag"]
    less, more = count(before, old) - count(after, old), count(after, new) - count(before, new)
    return less == more == 1 and bool(
        fresh
    ), f"{-less:+d} <{old}>, {more:+d} <{new}>, {len(fresh)} of them in its place"


def moved_shape(args: dict[str, Any], after: Evidence, before: Evidence) -> Verdict:
    """Boxes are moved on paper and looked for; a turn or mirror of everything must show in the pixels too."""
    kind, first, second = args["motion"]
    free = list(after["shapes"])
    arrived = 0
    movers = before["shapes"]
    if "box" in args:
        movers = [
            shape
            for shape in movers
            if shape["tag"] == args["tag"] and boxes_agree(shape["box"], args["box"], before, 0.005)
        ]
    for shape in movers:
        target = {**shape, "box": _carry(shape["box"], kind, first, second, before["viewbox"])}
        match = next((other for other in free if same_shape(target, other, before)), None)
        if match is not None:
            free = [other for other in free if other is not match]
            arrived += 1
    good = arrived >= args["n"]
    text = f"{arrived} of {args['n']} shapes stand where the {kind} takes them"
    if kind not in ("turn", "mirror"):
        return good, text
    stayed = sum(
        a == b
        for one, two in zip(cells(before), cells(after), strict=False)
        for a, b in zip(one, two, strict=False)
    )
    if "box" in args:
        total = sum(len(row) for row in cells(after))
        return good and stayed < total, f"{text}; {total - stayed} cells of the picture changed"
    agree, total = pictures_agree(cells(before), cells(after), kind, first)
    good = good and agree >= 0.9 * total and agree > stayed
    return good, f"{text}; {agree} of {total} cells of the picture follow, {stayed} stayed"


def _carry(box: list[float], kind: str, first: float, second: float, view: list[float]) -> list[float]:
    left, top, right, bottom = box
    x, y, w, h = view
    if kind == "shift":
        return [left + first, top + second, right + first, bottom + second]
    if kind == "mirror":
        if first:
            return [2 * x + w - right, top, 2 * x + w - left, bottom]
        return [left, 2 * y + h - bottom, right, 2 * y + h - top]
    mx, my = x + w / 2, y + h / 2
    if kind == "scale":
        return [
            mx + (left - mx) * first,
            my + (top - my) * first,
            mx + (right - mx) * first,
            my + (bottom - my) * first,
        ]
    for _ in range(round(first / 90)):
        left, top, right, bottom = mx - (bottom - my), my + (left - mx), mx - (top - my), my + (right - mx)
    return [left, top, right, bottom]


def pictures_agree(
    before: list[list[str]], after: list[list[str]], kind: str, first: float
) -> tuple[int, int]:
    if kind == "mirror":
        target = [row[::-1] for row in before] if first else before[::-1]
    else:
        target = before
        for _ in range(round(first / 90)):
            target = [list(row) for row in zip(*target[::-1], strict=True)]
    pairs = [(a, b) for one, two in zip(target, after, strict=False) for a, b in zip(one, two, strict=False)]
    return sum(a == b for a, b in pairs), len(pairs)
