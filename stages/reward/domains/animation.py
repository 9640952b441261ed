"""Checkers of animations: from the mobjects of each frame and the animations played, nothing else.

`has` {type, text, colour, n}: some frame shows so many. `steps` {moves}: these animations in this order.
`duration` {seconds}, `wait` {seconds}, `play_time` {kind, seconds}, `empty_end`, `still`, `scene` {name},
`background` {colour}, `stands` {type, text, position, size}: at the end. Of edits: `added_text` {text},
`ends_with` {kind}, `longer` {seconds}, `slower` {kind, seconds}, `no_step` {kind}, `recoloured` {old, new},
`grown` {type, factor}, `more` {type, colour}, `steps_kept`, `animated`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from stages.reward.hues import apart, fits

JUDGES = (("animation", "manim"),)
VERSION = "1"
Evidence = dict[str, Any]
Verdict = tuple[bool, str]
_NEAR = 0.12
"""Scene units by which a place or size may miss what was said."""
_SECONDS = 0.15


def check(claim: dict[str, Any], evidence: Evidence, before: Evidence | None) -> Verdict:
    """(passed, what was found). A kind without a checker is its producer's mistake and raises KeyError."""
    kind, args = claim["kind"], claim["args"]
    if kind in _CHANGES:
        if before is None:
            return False, f"{kind} speaks of a change, and there is no animation from before"
        return _CHANGES[kind](args, evidence, before)
    return _STATES[kind](args, evidence)


def _leaves(tree: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Every mobject of a tree, groups and their parts alike."""
    for entry in tree:
        yield entry
        yield from _leaves(entry.get("parts", []))


def _plays(evidence: Evidence) -> list[dict[str, Any]]:
    return [play for scene in evidence["scenes"] for play in scene["plays"]]


def _frames(evidence: Evidence) -> list[list[dict[str, Any]]]:
    ends = [list(_leaves(scene["mobjects"])) for scene in evidence["scenes"]]
    return [list(_leaves(play["mobjects"])) for play in _plays(evidence)] + ends


def _end(evidence: Evidence) -> list[dict[str, Any]]:
    return list(_leaves(evidence["scenes"][-1]["mobjects"]))


def _played(animations: list[dict[str, Any]]) -> Iterator[tuple[str, str | None, float]]:
    """(kind, class of the mobject, seconds) of each animation that holds no others."""
    for animation in animations:
        if within := animation.get("animations"):
            yield from _played(within)
        else:
            yield animation["kind"], animation.get("mobject"), animation["run_time"] or 0.0


def _moves(evidence: Evidence) -> list[tuple[str, str | None]]:
    return [(kind, what) for play in _plays(evidence) for kind, what, _ in _played(play["animations"])]


def _in_order(wanted: list[tuple[str, str | None]], there: list[tuple[str, str | None]]) -> int:
    """How many of `wanted` are found one after the other in `there`."""
    found = 0
    for move in there:
        if found < len(wanted) and move == wanted[found]:
            found += 1
    return found


def _like(entry: dict[str, Any], args: dict[str, Any]) -> bool:
    if entry["type"] != args["type"]:
        return False
    if args.get("text") is not None and entry.get("text") != args["text"]:
        return False
    word = args.get("colour")
    return word is None or (entry.get("colour") is not None and fits(word, entry["colour"]))


def _has(args: dict[str, Any], evidence: Evidence) -> Verdict:
    most = max((sum(_like(entry, args) for entry in frame) for frame in _frames(evidence)), default=0)
    return most >= args["n"], f"at most {most} of {args} in a frame"


def _steps(args: dict[str, Any], evidence: Evidence) -> Verdict:
    wanted = [(move["kind"], move["type"]) for move in args["moves"]]
    there = _moves(evidence)
    found = _in_order(wanted, there)
    return found == len(wanted), f"{found} of {len(wanted)} steps in order; played: {there[:12]}"


def _duration(args: dict[str, Any], evidence: Evidence) -> Verdict:
    seconds = sum(scene["duration"] for scene in evidence["scenes"])
    slack = max(_SECONDS, 0.03 * seconds)
    return abs(seconds - args["seconds"]) <= slack, f"{seconds:.2f} s, wanted {args['seconds']}"


def _wait(args: dict[str, Any], evidence: Evidence) -> Verdict:
    waits = [
        p["duration"] for p in _plays(evidence) if [k for k, _, _ in _played(p["animations"])] == ["Wait"]
    ]
    return any(abs(w - args["seconds"]) <= _SECONDS for w in waits), f"waits of {waits} s"


def _play_time(args: dict[str, Any], evidence: Evidence) -> Verdict:
    times = [
        p["duration"] for p in _plays(evidence) if args["kind"] in [k for k, _, _ in _played(p["animations"])]
    ]
    return any(abs(t - args["seconds"]) <= _SECONDS for t in times), f"{args['kind']} takes {times} s"


def _empty_end(args: dict[str, Any], evidence: Evidence) -> Verdict:
    left = [entry["type"] for entry in _end(evidence)]
    return not left, f"left at the end: {left[:5]}"


def _still(args: dict[str, Any], evidence: Evidence) -> Verdict:
    return not _plays(evidence), f"{len(_plays(evidence))} plays"


def _scene(args: dict[str, Any], evidence: Evidence) -> Verdict:
    names = [scene["name"] for scene in evidence["scenes"]]
    return args["name"] in names, f"scenes {names}"


def _background(args: dict[str, Any], evidence: Evidence) -> Verdict:
    colours = evidence["pixels"]["colours"]
    first = colours[0][0] if colours else "nothing"
    return bool(colours) and apart(first, args["colour"]) <= 3, f"most of the picture is {first}"


def _stands(args: dict[str, Any], evidence: Evidence) -> Verdict:
    found = [entry for entry in _end(evidence) if _like(entry, args)]
    places = [entry["position"][:2] for entry in found]
    good = [entry for entry in found if _close(entry["position"], args["position"])]
    if "size" in args:
        good = [entry for entry in good if _close(entry["size"], args["size"], 0.06)]
    return bool(good), f"{args['type']} at {places[:4]}, wanted {args['position']}"


def _close(there: list[float], wanted: list[float], part: float = 0.0) -> bool:
    return all(abs(a - b) <= _NEAR + part * abs(b) for a, b in zip(there, wanted, strict=False))


def _added_text(args: dict[str, Any], evidence: Evidence, before: Evidence) -> Verdict:
    was, now = (
        any(entry.get("text") == args["text"] for frame in _frames(e) for entry in frame)
        for e in (before, evidence)
    )
    return now and not was, f"the text {args['text']!r}: before {was}, now {now}"


def _ends_with(args: dict[str, Any], evidence: Evidence, before: Evidence) -> Verdict:
    moves, old = _moves(evidence), _moves(before)
    good = len(moves) > len(old) and moves[-1][0] == args["kind"]
    return good, f"{len(moves) - len(old)} animations more, the last: {moves[-1:]}"


def _longer(args: dict[str, Any], evidence: Evidence, before: Evidence) -> Verdict:
    more = sum(s["duration"] for s in evidence["scenes"]) - sum(s["duration"] for s in before["scenes"])
    return abs(more - args["seconds"]) <= _SECONDS, f"{more:.2f} s longer, wanted {args['seconds']}"


def _slower(args: dict[str, Any], evidence: Evidence, before: Evidence) -> Verdict:
    times = [
        (new["duration"], old["duration"])
        for new, old in zip(_plays(evidence), _plays(before), strict=False)
        if args["kind"] in [k for k, _, _ in _played(new["animations"])]
    ]
    good = any(abs(new - args["seconds"]) <= _SECONDS < abs(new - old) for new, old in times)
    return good, f"{args['kind']}: now and before {times} s"


def _no_step(args: dict[str, Any], evidence: Evidence, before: Evidence) -> Verdict:
    was, now = ([kind for kind, _ in _moves(e)].count(args["kind"]) for e in (before, evidence))
    return was > 0 == now, f"{args['kind']}: before {was}, now {now}"


def _recoloured(args: dict[str, Any], evidence: Evidence, before: Evidence) -> Verdict:
    counts = [
        [
            sum(entry.get("colour") == colour for frame in _frames(e) for entry in frame)
            for e in (before, evidence)
        ]
        for colour in (args["old"], args["new"])
    ]
    (old_was, old_now), (new_was, new_now) = counts
    return (
        old_was > 0 == old_now and new_now > new_was,
        f"{args['old']}: {counts[0]}, {args['new']}: {counts[1]}",
    )


def _grown(args: dict[str, Any], evidence: Evidence, before: Evidence) -> Verdict:
    was, now = ([e for e in _end(x) if e["type"] == args["type"]] for x in (before, evidence))
    if not was or not now:
        return False, f"{args['type']} is not there at the end"
    factors = [max(b["size"]) / max(a["size"]) for a, b in zip(was, now, strict=False) if max(a["size"]) > 0]
    return any(abs(f - args["factor"]) <= 0.05 for f in factors), f"{args['type']} grew by {factors[:4]}"


def _more(args: dict[str, Any], evidence: Evidence, before: Evidence) -> Verdict:
    was, now = (sum(_like(entry, args) for entry in _end(e)) for e in (before, evidence))
    return now == was + 1, f"{args}: {was} before, {now} now"


def _steps_kept(args: dict[str, Any], evidence: Evidence, before: Evidence) -> Verdict:
    old = _moves(before)
    found = _in_order(old, _moves(evidence))
    return found == len(old), f"{found} of {len(old)} steps are still there"


def _animated(args: dict[str, Any], evidence: Evidence, before: Evidence) -> Verdict:
    was, now = (len(_plays(e)) for e in (before, evidence))
    return was == 0 < now, f"{was} plays before, {now} now"


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
}
_CHANGES: dict[str, Callable[[dict[str, Any], Evidence, Evidence], Verdict]] = {
    "added_text": _added_text,
    "ends_with": _ends_with,
    "longer": _longer,
    "slower": _slower,
    "no_step": _no_step,
    "recoloured": _recoloured,
    "grown": _grown,
    "more": _more,
    "steps_kept": _steps_kept,
    "animated": _animated,
}
