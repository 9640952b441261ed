"""Checkers of animations: from the mobjects of each frame and the animations played, nothing else.

`has` {type, text, colour, n}: some frame shows so many. `steps` {moves}: these animations in this order.
`duration` {seconds}, `wait` {seconds}, `play_time` {kind, seconds}, `empty_end`, `still`, `scene` {name},
`background` {colour}, `stands` {type, text, position, size}: at the end. Of edits: `added_text` {text},
`ends_with` {kind}, `longer` {seconds}, `slower` {kind, seconds}, `no_step` {kind}, `recoloured` {old, new},
`grown` {type, factor}, `more` {type, colour}, `steps_kept`, `animated`. Of data shown: see `charts`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from stages.reward.domains.animation import charts, edits
from stages.reward.domains.animation.reading import (
    SECONDS,
    Evidence,
    Verdict,
    end_of,
    found_in_order,
    frames,
    is_close,
    is_like,
    moves,
    played,
    plays,
)
from stages.reward.hues import apart

JUDGES = (("animation", "manim"),)
VERSION = "1"


def check(claim: dict[str, Any], evidence: Evidence, before: Evidence | None) -> Verdict:
    """(passed, what was found). A kind without a checker is its producer's mistake and raises KeyError."""
    kind, args = claim["kind"], claim["args"]
    if kind in edits.CHECKERS:
        if before is None:
            return False, f"{kind} speaks of a change, and there is no animation from before"
        return edits.CHECKERS[kind](args, evidence, before)
    return _STATES[kind](args, evidence)


def _has(args: dict[str, Any], evidence: Evidence) -> Verdict:
    most = max((sum(is_like(entry, args) for entry in frame) for frame in frames(evidence)), default=0)
    return most >= args["n"], f"at most {most} of {args} in a frame"


def _steps(args: dict[str, Any], evidence: Evidence) -> Verdict:
    wanted = [(move["kind"], move["type"]) for move in args["moves"]]
    there = moves(evidence)
    found = found_in_order(wanted, there)
    return found == len(wanted), f"{found} of {len(wanted)} steps in order; played: {there[:12]}"


def _duration(args: dict[str, Any], evidence: Evidence) -> Verdict:
    seconds = sum(scene["duration"] for scene in evidence["scenes"])
    slack = max(SECONDS, 0.03 * seconds)
    return abs(seconds - args["seconds"]) <= slack, f"{seconds:.2f} s, wanted {args['seconds']}"


def _wait(args: dict[str, Any], evidence: Evidence) -> Verdict:
    waits = [p["duration"] for p in plays(evidence) if [k for k, _, _ in played(p["animations"])] == ["Wait"]]
    return any(abs(w - args["seconds"]) <= SECONDS for w in waits), f"waits of {waits} s"


def _play_time(args: dict[str, Any], evidence: Evidence) -> Verdict:
    times = [
        p["duration"] for p in plays(evidence) if args["kind"] in [k for k, _, _ in played(p["animations"])]
    ]
    return any(abs(t - args["seconds"]) <= SECONDS for t in times), f"{args['kind']} takes {times} s"


def _empty_end(args: dict[str, Any], evidence: Evidence) -> Verdict:
    left = [entry["type"] for entry in end_of(evidence)]
    return not left, f"left at the end: {left[:5]}"


def _still(args: dict[str, Any], evidence: Evidence) -> Verdict:
    return not plays(evidence), f"{len(plays(evidence))} plays"


def _scene(args: dict[str, Any], evidence: Evidence) -> Verdict:
    names = [scene["name"] for scene in evidence["scenes"]]
    return args["name"] in names, f"scenes {names}"


def _background(args: dict[str, Any], evidence: Evidence) -> Verdict:
    colours = evidence["pixels"]["colours"]
    first = colours[0][0] if colours else "nothing"
    return bool(colours) and apart(first, args["colour"]) <= 3, f"most of the picture is {first}"


def _stands(args: dict[str, Any], evidence: Evidence) -> Verdict:
    found = [entry for entry in end_of(evidence) if is_like(entry, args)]
    places = [entry["position"][:2] for entry in found]
    good = [entry for entry in found if is_close(entry["position"], args["position"])]
    if "size" in args:
        good = [entry for entry in good if is_close(entry["size"], args["size"], 0.06)]
    return bool(good), f"{args['type']} at {places[:4]}, wanted {args['position']}"


_STATES: dict[str, Callable[[dict[str, Any], Evidence], Verdict]] = {
    "has": _has,
    "steps": _steps,
    "duration": _duration,
    "wait": _wait,
    "play_time": _play_time,
    "empty_end": _empty_end,
    "still": _still,
    "scene": _scene,
    "background": _background,
    "stands": _stands,
    **charts.CHECKERS,
}
