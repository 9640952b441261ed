"""Checkers of claims that speak of a change: each sees the picture before and the picture after."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from stages.reward.domains.svg.reading import (
    Evidence,
    boxes_agree,
    called,
    cells,
    is_colour,
    pairs_kept,
    same_shape,
    share,
    wanted,
)
from stages.reward.domains.svg.shape_edits import (
    Verdict,
    added_shape,
    moved_shape,
    removed_shape,
    replaced_shape,
)


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
    "added_shape": added_shape,
    "removed_shape": removed_shape,
    "replaced_shape": replaced_shape,
    "moved": moved_shape,
    "stroke_added": _stroke_added,
    "stroke_width_changed": _stroke_width_changed,
    "background_added": _background_added,
    "opacity_changed": _opacity_changed,
    "grouped": _grouped,
    "text_added": _text_added,
    "unchanged": _unchanged,
}
