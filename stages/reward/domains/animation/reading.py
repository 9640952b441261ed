"""Evidence of an animation, read: mobjects of a frame, animations in their order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from stages.reward.hues import fits

Evidence = dict[str, Any]
Verdict = tuple[bool, str]
_NEAR = 0.12
"""Scene units by which a place or size may miss what was said."""
SECONDS = 0.15
"""By which a time may miss it."""
_JOINED = ("AnimationGroup", "Succession", "LaggedStart", "LaggedStartMap")


def leaves(tree: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Every mobject of a tree, groups and their parts alike."""
    for entry in tree:
        yield entry
        yield from leaves(entry.get("parts", []))


def plays(evidence: Evidence) -> list[dict[str, Any]]:
    return [play for scene in evidence["scenes"] for play in scene["plays"]]


def frames(evidence: Evidence) -> list[list[dict[str, Any]]]:
    ends = [list(leaves(scene["mobjects"])) for scene in evidence["scenes"]]
    return [list(leaves(play["mobjects"])) for play in plays(evidence)] + ends


def end_of(evidence: Evidence) -> list[dict[str, Any]]:
    return list(leaves(evidence["scenes"][-1]["mobjects"]))


def played(animations: list[dict[str, Any]]) -> Iterator[tuple[str, str | None, float]]:
    """(kind, class of the mobject, seconds) of each animation that does more than join others."""
    for animation in animations:
        if animation["kind"] in _JOINED:
            yield from played(animation.get("animations", []))
        else:
            yield animation["kind"], animation.get("mobject"), animation["run_time"] or 0.0


def moves(evidence: Evidence) -> list[tuple[str, str | None]]:
    return [(kind, what) for play in plays(evidence) for kind, what, _ in played(play["animations"])]


def found_in_order(wanted: list[tuple[str, str | None]], there: list[tuple[str, str | None]]) -> int:
    """How many of `wanted` are found one after the other in `there`."""
    found = 0
    for move in there:
        if found < len(wanted) and move == wanted[found]:
            found += 1
    return found


def is_like(entry: dict[str, Any], args: dict[str, Any]) -> bool:
    if entry["type"] != args["type"]:
        return False
    if args.get("text") is not None and entry.get("text") != args["text"]:
        return False
    word = args.get("colour")
    return word is None or (entry.get("colour") is not None and fits(word, entry["colour"]))


def is_close(there: list[float], wanted: list[float], part: float = 0.0) -> bool:
    return all(abs(a - b) <= _NEAR + part * abs(b) for a, b in zip(there, wanted, strict=False))
