"""Checkers of drawings made of boxes: a frame, the first box of the page, and the boxes in it."""

from __future__ import annotations

import re
from typing import Any

from stages.reward.domains.webui.reading import Box, Evidence, Verdict, is_colour

Args = dict[str, Any]
_PAIR = re.compile(r"(-?[\d.]+)(?:px)? (-?[\d.]+)")
_PIXELS = 4.0


def _boxes(evidence: Evidence) -> list[Box]:
    """The frame and what is in it."""
    return [box for box in evidence["boxes"] if box["tag"] != "body"]


def boxes(args: Args, evidence: Evidence) -> Verdict:
    n = len(_boxes(evidence)) - 1
    return n == args["n"], f"{n} boxes in the frame, wanted {args['n']}"


def frame(args: Args, evidence: Evidence) -> Verdict:
    found = [box["background"] for box in _boxes(evidence)[:1]]
    return any(is_colour(colour, args) for colour in found), f"the frame is {found}"


def drawn_box(args: Args, evidence: Evidence) -> Verdict:
    """A box whose outline, the middle of its border, has these edges."""
    found = []
    for box in _boxes(evidence)[1:]:
        thick = (box.get("border") or [0.0])[0] / 2
        x, y, width, height = box["box"]
        edges = (x + thick, y + thick, x + width - thick, y + height - thick)
        near = all(abs(a - b) <= _PIXELS for a, b in zip(edges, args["box"], strict=True))
        if near and is_colour(_colour(box), args) and "clip" not in box:
            found.append(box.get("radius") == "50%")
    return args["round"] in found, f"boxes there in that colour, round or not: {found}"


def turned_box(args: Args, evidence: Evidence) -> Verdict:
    turns = [b["turn"] for b in _boxes(evidence)[1:] if "turn" in b and is_colour(_colour(b), args)]
    right = any(abs((turn - args["degrees"] + 90) % 180 - 90) <= 1 for turn in turns)
    return right, f"boxes in that colour are turned by {turns}"


def cropped_box(args: Args, evidence: Evidence) -> Verdict:
    """A box cropped to an outline that reaches these edges; curves may bulge less than their points."""
    left, top, right, bottom = args["within"]
    slack = 0.25 * max(right - left, bottom - top) + _PIXELS
    near = []
    for box in _boxes(evidence)[1:]:
        points = [(float(x), float(y)) for x, y in _PAIR.findall(box.get("clip", ""))]
        if not points or not is_colour(_colour(box), args):
            continue
        xs, ys = [x for x, _ in points], [y for _, y in points]
        low = (left - min(xs), top - min(ys), max(xs) - right, max(ys) - bottom)
        near.append(all(-_PIXELS <= beyond <= slack for beyond in low))
    return any(near), f"{sum(near)} of {len(near)} crops in that colour stand there"


def painted(args: Args, evidence: Evidence) -> Verdict:
    """This share of the page's pixels has this colour."""
    shares = [share for colour, share in evidence["pixels"]["colours"] if is_colour(colour, args)]
    return abs(sum(shares) - args["share"]) <= 0.02, f"{args['colour']} has {sum(shares):.3f} of the page"


def _colour(box: Box) -> str | None:
    return box["background"] or (box.get("border") or [0, None])[1]


CHECKERS = {check.__name__: check for check in (boxes, frame, drawn_box, turned_box, cropped_box, painted)}
