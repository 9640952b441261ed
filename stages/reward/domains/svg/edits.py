"""Checkers of claims that speak of a change: each sees the picture before and the picture after."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from stages.reward.domains.svg.reading import (
    Evidence,
    Shape,
    boxes_agree,
    called,
    cells,
    fraction_box,
    is_colour,
    matching,
    pairs_kept,
    same_shape,
    share,
    visible,
    wanted,
)

Verdict = tuple[bool, str]


def _recoloured(args: dict[str, Any], after: Evidence, before: Evidence) -> Verdict:
    """Every shape that had the old colour has the new one, and the pixels followed."""
    old, new = wanted(args, "from_"), wanted(args, "to_")
    had = [
        (shape, key)
        for shape in before["shapes"]
        for key in ("fill", "stroke")
        if is_colour(shape[key], *old)
    ]
    followed = sum(
        any(
            is_colour(other[key], *new) and same_shape(shape, other, before, paint=False)
            for other in after["shapes"]
        )
        for shape, key in had
    )
    gain = share(after, *new) - share(before, *new)
    text = f"{followed} of {len(had)} uses of {called(*old)} became {called(*new)}, which gained {gain:+.1%}"
    return bool(had) and followed == len(had) and gain > 0.002, text


def _fresh(before: Evidence, after: Evidence) -> list[Shape]:
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


def _added_shape(args: dict[str, Any], after: Evidence, before: Evidence) -> Verdict:
    only_new = {**after, "shapes": _fresh(before, after)}
    found = matching(only_new, args["tag"], *wanted(args))
    found = [shape for shape in found if visible(shape, after)]
    if "box" in args:
        found = [shape for shape in found if boxes_agree(args["box"], shape["box"], after)]
    if "where" in args:
        found = [shape for shape in found if _in_third(shape, after, args["where"])]
    gain = len(after["shapes"]) - len(before["shapes"])
    what = f"new <{args['tag']}> in {called(*wanted(args))}"
    return bool(found) and gain == 1, f"{len(found)} {what} as asked; {gain:+d} shapes in all"


def _in_third(shape: Shape, evidence: Evidence, where: list[str]) -> bool:
    left, top, right, bottom = fraction_box(shape, evidence)
    order = ({"left": 0, "centre": 1, "right": 2}[where[0]], {"top": 0, "middle": 1, "bottom": 2}[where[1]])
    return all(
        third / 3 - 0.07 <= min(1.0, max(0.0, at)) <= (third + 1) / 3 + 0.07
        for third, at in zip(order, ((left + right) / 2, (top + bottom) / 2), strict=True)
    )


def _removed_shape(args: dict[str, Any], after: Evidence, before: Evidence) -> Verdict:
    def there(evidence: Evidence) -> int:
        return sum(
            shape["tag"] == args["tag"] and boxes_agree(args["box"], shape["box"], before, 0.015)
            for shape in evidence["shapes"]
        )

    loss = len(before["shapes"]) - len(after["shapes"])
    what = f"<{args['tag']}> at {args['box']}"
    text = f"{there(before)} {what} before, {there(after)} after; {-loss:+d} shapes in all"
    return there(after) == there(before) - 1 and loss == 1, text


def _replaced_shape(args: dict[str, Any], after: Evidence, before: Evidence) -> Verdict:
    fresh = [
        shape
        for shape in _fresh(before, after)
        if shape["tag"] == args["to_tag"] and boxes_agree(args["box"], shape["box"], after)
    ]

    def count(evidence: Evidence, tag: str) -> int:
        return sum(shape["tag"] == tag for shape in evidence["shapes"])

    old, new = args["from_tag"], args["to_tag"]
    less, more = count(before, old) - count(after, old), count(after, new) - count(before, new)
    return less == more == 1 and bool(
        fresh
    ), f"{-less:+d} <{old}>, {more:+d} <{new}>, {len(fresh)} of them in its place"


def _moved(args: dict[str, Any], after: Evidence, before: Evidence) -> Verdict:
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
    agree, total = _pictures_agree(cells(before), cells(after), kind, first)
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


def _pictures_agree(
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


def _stroke_added(args: dict[str, Any], after: Evidence, before: Evidence) -> Verdict:
    found = [
        shape
        for shape in after["shapes"]
        if shape["tag"] == args["tag"]
        and boxes_agree(shape["box"], args["box"], before, 0.015)
        and is_colour(shape["stroke"], *wanted(args))
        and abs(shape["stroke_width"] - args["width"]) <= 0.2 * args["width"]
    ]
    gain = share(after, *wanted(args)) - share(before, *wanted(args))
    return bool(
        found
    ) and gain > 0, f"{len(found)} <{args['tag']}> outlined as asked; the colour gained {gain:+.1%}"


def _stroke_width_changed(args: dict[str, Any], after: Evidence, before: Evidence) -> Verdict:
    stroked = [shape for shape in after["shapes"] if shape["stroke"] != "none"]
    good = sum(abs(shape["stroke_width"] - args["to"]) <= 0.1 * args["to"] for shape in stroked)
    painted = after["pixels"]["painted"] - before["pixels"]["painted"]
    right_way = painted > 0 if args["to"] > args["from"] else painted < 0
    return bool(stroked) and good == len(
        stroked
    ) and right_way, f"{good} of {len(stroked)} strokes are {args['to']} wide"


def _background_added(args: dict[str, Any], after: Evidence, before: Evidence) -> Verdict:
    rows = cells(after)
    if not rows:
        return False, "the evidence has no coarse picture"
    gain = share(after, *wanted(args)) - share(before, *wanted(args))
    corners = {rows[0][0], rows[0][-1], rows[-1][0], rows[-1][-1]}
    was = cells(before)
    new = all(corner != was[0][0] for corner in corners)
    return (
        len(corners) == 1 and new and gain > 0.05,
        f"the corners are {sorted(corners)}; {called(*wanted(args))} gained {gain:+.1%}",
    )


def _opacity_changed(args: dict[str, Any], after: Evidence, before: Evidence) -> Verdict:
    free = list(after["shapes"])
    faded = 0
    for shape in before["shapes"]:
        if "box" in args and not (
            shape["tag"] == args["tag"] and boxes_agree(shape["box"], args["box"], before, 0.005)
        ):
            continue
        target = {**shape, "opacity": shape["opacity"] * args["opacity"]}
        match = next((other for other in free if same_shape(target, other, before)), None)
        if match is not None:
            free = [other for other in free if other is not match]
            faded += 1
    return faded >= args[
        "n"
    ], f"{faded} shapes are at {args['opacity']:.0%} of their opacity, wanted {args['n']}"


def _grouped(args: dict[str, Any], after: Evidence, before: Evidence) -> Verdict:
    gain = after["groups"] - before["groups"]
    return gain >= 1, f"{gain:+d} groups"


def _text_added(args: dict[str, Any], after: Evidence, before: Evidence) -> Verdict:
    was = [entry["text"].strip() for entry in before["texts"]]
    found = [
        entry
        for entry in after["texts"]
        if entry["text"].strip() == args["text"]
        and entry["text"].strip() not in was
        and is_colour(entry["fill"], *wanted(args))
        and ("size" not in args or abs(entry["size"] - args["size"]) <= 0.15 * args["size"])
    ]
    gain = share(after, *wanted(args)) - share(before, *wanted(args))
    return bool(
        found
    ) and gain > 0, f"{len(found)} texts {args['text']!r} as asked; the colour gained {gain:+.1%}"


def _unchanged(args: dict[str, Any], after: Evidence, before: Evidence) -> Verdict:
    if args["what"] == "viewbox":
        same = boxes_agree(before["viewbox"], after["viewbox"], before, 0.001)
        return same, f"the viewBox was {before['viewbox']} and is {after['viewbox']}"
    parts = {"shapes": (True, True), "geometry": (True, False), "paint": (False, True)}[args["what"]]
    kept = pairs_kept(before, after, geometry=parts[0], paint=parts[1])
    return kept >= args["n"], f"{kept} shapes kept their {args['what']}, wanted {args['n']}"


CHECKERS: dict[str, Callable[[dict[str, Any], Evidence, Evidence], Verdict]] = {
    "recoloured": _recoloured,
    "added_shape": _added_shape,
    "removed_shape": _removed_shape,
    "replaced_shape": _replaced_shape,
    "moved": _moved,
    "stroke_added": _stroke_added,
    "stroke_width_changed": _stroke_width_changed,
    "background_added": _background_added,
    "opacity_changed": _opacity_changed,
    "grouped": _grouped,
    "text_added": _text_added,
    "unchanged": _unchanged,
}
