"""Checkers of the SVG domain: does a picture show what a claim says? From evidence and pixels alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from stages.reward.domains.svg import edits
from stages.reward.domains.svg.reading import (
    Evidence,
    apart,
    boxes_agree,
    called,
    cells,
    fraction_box,
    is_colour,
    matching,
    share,
    visible,
    wanted,
)

JUDGES = (("svg", "svg"),)
VERSION = "1"
"""Raised when a checker judges differently; part of every criterion it decides."""
Verdict = tuple[bool, str]
_CELL = 14.0
"""CIELAB distance of a cell (16 levels a channel) from the colour it stands for."""
_LEAST = 0.003
"""Share of the pixels from which a colour is there."""


def check(claim: dict[str, Any], evidence: Evidence, before: Evidence | None) -> Verdict:
    """(passed, explanation) of one claim. `before` is the evidence of the program that an edit started from.

    A kind that is not in CHECKERS is a mistake of the claim's producer and raises KeyError.
    """
    kind, args = claim["kind"], claim["args"]
    if kind in edits.CHECKERS:
        if before is None:
            return False, f"{kind} speaks of a change, and there is no picture from before"
        return edits.CHECKERS[kind](args, evidence, before)
    return _STATES[kind](args, evidence)


def _viewbox(args: dict[str, Any], evidence: Evidence) -> Verdict:
    x = evidence["viewbox"]
    return boxes_agree(
        args["box"], x, {"viewbox": args["box"]}, 0.005
    ), f"the viewBox is {x}, wanted {args['box']}"


def _shape_count(args: dict[str, Any], evidence: Evidence) -> Verdict:
    n = evidence.get("n", len(evidence["shapes"]))
    return n == args["n"], f"{n} shapes are drawn, wanted {args['n']}"


def _tag_count(args: dict[str, Any], evidence: Evidence) -> Verdict:
    n = Counter(shape["tag"] for shape in evidence["shapes"])[args["tag"]]
    return n == args["n"], f"{n} <{args['tag']}> are drawn, wanted {args['n']}"


def _colour(args: dict[str, Any], evidence: Evidence) -> Verdict:
    part = share(evidence, *wanted(args))
    return part >= _LEAST, f"{called(*wanted(args))} covers {part:.1%} of the picture"


def _dominant_colour(args: dict[str, Any], evidence: Evidence) -> Verdict:
    common = evidence["pixels"]["colours"]
    first = common[0][0] if common else "#ffffff"
    return bool(common) and is_colour(
        first, *wanted(args)
    ), f"the most common colour is {first}, wanted {called(*wanted(args))}"


def _background(args: dict[str, Any], evidence: Evidence) -> Verdict:
    rows = cells(evidence)
    if not rows:
        return False, "the evidence has no coarse picture"
    corners = (rows[0][0], rows[0][-1], rows[-1][0], rows[-1][-1])
    hex_wanted, word = wanted(args)
    right = sum(
        apart(corner, hex_wanted) <= _CELL if hex_wanted else _near_word(corner, word, evidence)
        for corner in corners
    )
    return right == 4, f"{right} of 4 corners are {called(hex_wanted, word)}"


def _near_word(cell: str, word: str | None, evidence: Evidence) -> bool:
    """A cell is rounded: the common pixel colour that it stands for is named, not the cell."""
    meant = [colour for colour, _ in evidence["pixels"]["colours"] if apart(cell, colour) <= _CELL]
    return any(is_colour(colour, None, word) for colour in meant or [cell])


def _shape(args: dict[str, Any], evidence: Evidence) -> Verdict:
    hex_wanted, word = wanted(args)
    found = matching(evidence, args["tag"], hex_wanted, word, args.get("outlined"))
    what = f"<{args['tag'] or 'any'}> in {called(hex_wanted, word)}"
    if "box" in args:
        found = [shape for shape in found if boxes_agree(args["box"], shape["box"], evidence)]
        what += f" at {args['box']}"
    if "where" in args:
        found = [shape for shape in found if on_board(fraction_box(shape, evidence), args["where"])]
        what += f" {' '.join(args['where'])}"
    if "stroke_width" in args:
        wide = args["stroke_width"]
        found = [shape for shape in found if abs(shape["stroke_width"] - wide) <= 0.2 * wide]
        what += f" with stroke width {wide}"
    if "stroke" in args:
        found = [shape for shape in found if is_colour(shape["stroke"], args["stroke"], None)]
        what += f" outlined in {args['stroke']}"
    found = [shape for shape in found if visible(shape, evidence)]
    least = args.get("n", 1)
    return len(found) >= least, f"{len(found)} visible {what}, wanted at least {least}"


def on_board(box: tuple[float, float, float, float], where: list[str]) -> bool:
    """Whether the centre of a box (shares of the viewBox) lies in the named third, or close to it."""
    thirds = {
        "left": (-1.0, 0.4), "top": (-1.0, 0.4), "centre": (0.3, 0.7), "middle": (0.3, 0.7),
        "right": (0.6, 2.0), "bottom": (0.6, 2.0),
    }  # fmt: skip
    centre = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return all(thirds[word][0] <= at <= thirds[word][1] for word, at in zip(where, centre, strict=True))


def _stripes(args: dict[str, Any], evidence: Evidence) -> Verdict:
    """Along three lines across the stripes the colours must follow each other as told."""
    rows = cells(evidence)
    if not rows:
        return False, "the evidence has no coarse picture"
    across = rows if args["direction"] == "vertical" else [list(line) for line in zip(*rows, strict=True)]
    told = (
        [(colour, None) for colour in args["colours"]]
        if "colours" in args
        else [(None, n) for n in args["names"]]
    )
    for part in (0.2, 0.5, 0.8):
        line = across[int(part * len(across))]
        runs = [cell for at, cell in enumerate(line) if at == 0 or apart(cell, line[at - 1]) > 5]
        good = len(runs) == len(told) and all(
            apart(cell, hex_wanted) <= _CELL if hex_wanted else _near_word(cell, word, evidence)
            for cell, (hex_wanted, word) in zip(runs, told, strict=True)
        )
        if not good:
            return (
                False,
                f"{part:.0%} across, the colours are {runs}, wanted {[called(*one) for one in told]}",
            )
    return True, f"{len(told)} {args['direction']} stripes as told"


def _outline_only(args: dict[str, Any], evidence: Evidence) -> Verdict:
    filled = sum(shape["fill"] != "none" for shape in evidence["shapes"])
    return filled == 0 and bool(
        evidence["shapes"]
    ), f"{filled} of {len(evidence['shapes'])} shapes are filled"


def _stroke(args: dict[str, Any], evidence: Evidence) -> Verdict:
    good = sum(
        is_colour(shape["stroke"], *wanted(args))
        and abs(shape["stroke_width"] - args["width"]) <= 0.2 * args["width"]
        for shape in evidence["shapes"]
    )
    n = len(evidence["shapes"])
    return (
        good == n > 0,
        f"{good} of {n} shapes have the stroke {called(*wanted(args))}, {args['width']} wide",
    )


def _text(args: dict[str, Any], evidence: Evidence) -> Verdict:
    there = [" ".join(entry["text"].split()) for entry in evidence["texts"]]
    return " ".join(args["text"].split()) in there, f"the texts are {there}, wanted {args['text']!r}"


def _gradient(args: dict[str, Any], evidence: Evidence) -> Verdict:
    used = sum(shape["fill"] == "url" for shape in evidence["shapes"])
    return used > 0 and evidence["gradients"] > 0, f"{used} shapes are filled by a gradient or pattern"


def _round_crop(args: dict[str, Any], evidence: Evidence) -> Verdict:
    """White corners and paint at the middle of the sides, as a disc has."""
    rows = cells(evidence)
    if not rows:
        return False, "the evidence has no coarse picture"
    size = len(rows)
    corners = (rows[0][0], rows[0][-1], rows[-1][0], rows[-1][-1])
    sides = (rows[0][size // 2], rows[-1][size // 2], rows[size // 2][0], rows[size // 2][-1])
    bare, painted = sum(cell == "#ffffff" for cell in corners), sum(cell != "#ffffff" for cell in sides)
    return bare == painted == 4, f"{bare} of 4 corners are bare, {painted} of 4 sides are painted"


def _symmetric(args: dict[str, Any], evidence: Evidence) -> Verdict:
    rows = cells(evidence)
    mirrored = [row[::-1] for row in rows] if args["axis"] == "vertical" else rows[::-1]
    pairs = [(a, b) for one, two in zip(rows, mirrored, strict=True) for a, b in zip(one, two, strict=True)]
    same = sum(apart(a, b) <= _CELL for a, b in pairs)
    flat = len({cell for row in rows for cell in row}) < 2
    return bool(pairs) and not flat and same >= 0.96 * len(
        pairs
    ), f"{same} of {len(pairs)} cells agree with their mirror image"


_STATES: dict[str, Callable[[dict[str, Any], Evidence], Verdict]] = {
    "viewbox": _viewbox,
    "shape_count": _shape_count,
    "tag_count": _tag_count,
    "colour": _colour,
    "dominant_colour": _dominant_colour,
    "background": _background,
    "shape": _shape,
    "stripes": _stripes,
    "outline_only": _outline_only,
    "stroke": _stroke,
    "text": _text,
    "gradient": _gradient,
    "round_crop": _round_crop,
    "symmetric": _symmetric,
}
CHECKERS: dict[str, Callable[..., Verdict]] = {**_STATES, **edits.CHECKERS}
"""All kinds of claims of this domain; those of a change take (args, evidence, before)."""
