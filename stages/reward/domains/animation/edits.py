"""Checkers of edits: the animation against the one it came from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from stages.reward.domains.animation.reading import (
    SECONDS,
    Evidence,
    Verdict,
    end_of,
    found_in_order,
    frames,
    is_like,
    moves,
    played,
    plays,
)


def _added_text(args: dict[str, Any], evidence: Evidence, before: Evidence) -> Verdict:
    was, now = (
        any(entry.get("text") == args["text"] for frame in frames(e) for entry in frame)
        for e in (before, evidence)
    )
    return now and not was, f"the text {args['text']!r}: before {was}, now {now}"


def _ends_with(args: dict[str, Any], evidence: Evidence, before: Evidence) -> Verdict:
    now, old = moves(evidence), moves(before)
    good = len(now) > len(old) and now[-1][0] == args["kind"]
    return good, f"{len(now) - len(old)} animations more, the last: {now[-1:]}"


def _longer(args: dict[str, Any], evidence: Evidence, before: Evidence) -> Verdict:
    more = sum(s["duration"] for s in evidence["scenes"]) - sum(s["duration"] for s in before["scenes"])
    return abs(more - args["seconds"]) <= SECONDS, f"{more:.2f} s longer, wanted {args['seconds']}"


def _slower(args: dict[str, Any], evidence: Evidence, before: Evidence) -> Verdict:
    times = [
        (new["duration"], old["duration"])
        for new, old in zip(plays(evidence), plays(before), strict=False)
        if args["kind"] in [k for k, _, _ in played(new["animations"])]
    ]
    good = any(abs(new - args["seconds"]) <= SECONDS < abs(new - old) for new, old in times)
    return good, f"{args['kind']}: now and before {times} s"


def _no_step(args: dict[str, Any], evidence: Evidence, before: Evidence) -> Verdict:
    was, now = ([kind for kind, _ in moves(e)].count(args["kind"]) for e in (before, evidence))
    return was > 0 == now, f"{args['kind']}: before {was}, now {now}"


def _recoloured(args: dict[str, Any], evidence: Evidence, before: Evidence) -> Verdict:
    counts = [
        [
            sum(entry.get("colour") == colour for frame in frames(e) for entry in frame)
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
    was, now = ([e for e in end_of(x) if e["type"] == args["type"]] for x in (before, evidence))
    if not was or not now:
        return False, f"{args['type']} is not there at the end"
    factors = [max(b["size"]) / max(a["size"]) for a, b in zip(was, now, strict=False) if max(a["size"]) > 0]
    return any(abs(f - args["factor"]) <= 0.05 for f in factors), f"{args['type']} grew by {factors[:4]}"


def _more(args: dict[str, Any], evidence: Evidence, before: Evidence) -> Verdict:
    was, now = (sum(is_like(entry, args) for entry in end_of(e)) for e in (before, evidence))
    return now == was + 1, f"{args}: {was} before, {now} now"


def _steps_kept(args: dict[str, Any], evidence: Evidence, before: Evidence) -> Verdict:
    old = moves(before)
    found = found_in_order(old, moves(evidence))
    return found == len(old), f"{found} of {len(old)} steps are still there"


def _animated(args: dict[str, Any], evidence: Evidence, before: Evidence) -> Verdict:
    was, now = (len(plays(e)) for e in (before, evidence))
    return was == 0 < now, f"{was} plays before, {now} now"


CHECKERS: dict[str, Callable[[dict[str, Any], Evidence, Evidence], Verdict]] = {
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
