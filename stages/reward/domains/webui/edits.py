"""Checkers of changes: what was asked for, and that nothing else differs from the page before."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Any

from stages.reward.domains.webui.page import beside, order
from stages.reward.domains.webui.reading import Box, Evidence, Verdict, described, identity, plain, saying

Args = dict[str, Any]
_STILL = 1.5
"""Pixels that a box may move where nothing is to move."""


def rest_same(args: Args, evidence: Evidence, before: Evidence) -> Verdict:
    """But for the boxes named in `gone` and `new`, both pages show the same boxes in the same order.

    `still`: at the same places too. `colours` false: whatever their colours.
    """
    old, missing = _without(before, args["gone"])
    new, lacking = _without(evidence, args["new"])
    if missing or lacking:
        return False, f"{(missing or lacking)[0]} is not there"
    colours = args.get("colours", True)
    first, second = ([identity(box, colours) for box in page] for page in (old, new))
    for kind, i, j, k, m in SequenceMatcher(None, first, second, False).get_opcodes():
        if kind != "equal":
            was = described(old[i]) if i < j else "nothing"
            now = described(new[k]) if k < m else "nothing"
            return False, f"{was} became {now}"
    if args["still"]:
        for a, b in zip(old, new, strict=True):
            if any(abs(p - q) > _STILL for p, q in zip(a["box"], b["box"], strict=True)):
                return False, f"{described(a)} moved from {a['box']} to {b['box']}"
    return True, f"{len(new)} other boxes are the same"


def _without(evidence: Evidence, named: list[dict[str, str]]) -> tuple[list[Box], list[str]]:
    """The boxes inside the body but for the named ones, and what was named and is not there.

    Where several boxes answer a name, the last one goes: additions come last.
    """
    boxes = [box for box in evidence["boxes"] if box["tag"] != "body"]
    missing = []
    for name in named:
        at = [
            i
            for i, box in enumerate(boxes)
            if box["tag"] == name["tag"] and plain(box.get("text")) == plain(name["text"])
        ]
        if at:
            del boxes[at[-1]]
        else:
            missing.append(f"<{name['tag']}> {name['text']!r}")
    return boxes, missing


def colour_changed(args: Args, evidence: Evidence, before: Evidence) -> Verdict:
    key = "background" if args["of"] == "background" else "colour"
    was, now = ({box.get(key) for box in saying(page, args["text"])} for page in (before, evidence))
    return bool(
        now
    ) and was != now, f"{args['of']} of {args['text']!r}: {sorted(map(str, was))} to {sorted(map(str, now))}"


def was_other_way(args: Args, evidence: Evidence, before: Evidence) -> Verdict:
    """The two stood the other way round before."""
    turned = {"texts": args["texts"][::-1]}
    right = beside(turned, before)[0] or order(turned, before)[0]
    return right, f"{args['texts'][1]!r} {'came' if right else 'did not come'} before {args['texts'][0]!r}"


def further_apart(args: Args, evidence: Evidence, before: Evidence) -> Verdict:
    """The gap between two texts, one above the other, grew by `px`."""
    gaps = []
    for page in (before, evidence):
        upper, lower = (saying(page, said) for said in args["texts"])
        if not upper or not lower:
            return False, "one of the two is not there"
        gaps.append(lower[0]["box"][1] - upper[0]["box"][1] - upper[0]["box"][3])
    grown = gaps[1] - gaps[0]
    return abs(grown - args["px"]) <= 2, f"the gap grew by {grown:g} pixels, wanted {args['px']}"


CHECKERS = {check.__name__: check for check in (rest_same, colour_changed, was_other_way, further_apart)}
