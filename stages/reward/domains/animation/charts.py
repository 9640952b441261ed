"""Checkers of scenes that show data: what stands where, how large it is, and in which order it came.

`bars` {values, lying}: the rectangles at the end are as long as these, on one base. `points` {x, y, colour}:
dots of that colour stand as these do. `path` {x, y, colour}: straight lines of that colour lead through them.
`one_by_one` {type, colours, n, along}: so many came, one a play, each further `right` or `up`. `edge` {text,
side}: a text at that side. `rows` {rows}: texts that stand beside each other, from left to right, each row
seen after the one before. `painted` {type, colour, n}: at the end so many are of exactly that colour.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from stages.reward.domains.animation.reading import Evidence, Verdict, end_of, frames
from stages.reward.hues import apart, fits

_SLACK = 0.03
"""Part of the longest by which a length or place may miss."""
_SAME = 0.1
"""Scene units within which things stand at one height."""
_SIDES = {"top": (1, 2.5, 1), "bottom": (1, 2.5, -1), "left": (0, 4.5, -1), "right": (0, 4.5, 1)}
"""Coordinate, distance from the centre, and sign."""


def _bars(args: dict[str, Any], evidence: Evidence) -> Verdict:
    along = 0 if args["lying"] else 1
    found = [entry for entry in end_of(evidence) if entry["type"] == "Rectangle"]
    found.sort(key=lambda entry: entry["position"][1 - along])
    lengths = [entry["size"][along] for entry in found]
    starts = [entry["position"][along] - entry["size"][along] / 2 for entry in found]
    if len(found) != len(args["values"]):
        return False, f"{len(found)} rectangles, wanted {len(args['values'])}"
    unit, most = max(lengths) / max(args["values"]), max(lengths)
    right = all(abs(a - b * unit) <= _SLACK * most for a, b in zip(lengths, args["values"], strict=True))
    return right and max(starts) - min(starts) <= _SAME, f"lengths {lengths} from {starts}"


def _points(args: dict[str, Any], evidence: Evidence) -> Verdict:
    dots = [e for e in end_of(evidence) if e["type"] == "Dot" and _is_of(e.get("colour"), args["colour"])]
    if len(dots) != len(args["x"]):
        return False, f"{len(dots)} dots in {args['colour']}, wanted {len(args['x'])}"
    misses = [
        _miss([dot["position"][axis] for dot in dots], args[name]) for axis, name in enumerate(("x", "y"))
    ]
    return max(misses) <= _SLACK, f"dots miss their places by {misses[0]:.3f} and {misses[1]:.3f} of the span"


def _path(args: dict[str, Any], evidence: Evidence) -> Verdict:
    """Every straight line reaches from one point to the next; which way it slopes its box does not say."""
    lines = [e for e in end_of(evidence) if e["type"] == "Line" and _is_of(e.get("colour"), args["colour"])]
    if len(lines) != len(args["x"]) - 1:
        return False, f"{len(lines)} lines in {args['colour']}, wanted {len(args['x']) - 1}"
    misses = []
    for axis, name in enumerate(("x", "y")):
        boxes = [(line["position"][axis], line["size"][axis] / 2) for line in lines]
        ends = [end for middle, half in boxes for end in (middle - half, middle + half)]
        pairs = zip(args[name], args[name][1:], strict=False)
        misses.append(_miss(ends, [value for pair in pairs for value in sorted(pair)]))
    return max(misses) <= _SLACK, f"lines miss their ends by {misses[0]:.3f} and {misses[1]:.3f} of the span"


def _miss(places: Sequence[float], values: Sequence[float]) -> float:
    """The most by which places are off a rising straight line over values, as a part of their span."""
    low, high = min(values), max(values)
    there = max(places) - min(places)
    if low == high:
        return there
    if there <= 0:
        return 1.0
    first = min(places)
    return max(
        abs((p - first) / there - (v - low) / (high - low)) for p, v in zip(places, values, strict=True)
    )


def _one_by_one(args: dict[str, Any], evidence: Evidence) -> Verdict:
    counts, last = [], None
    for frame in frames(evidence):
        shown = [e for e in frame if e["type"] == args["type"] and _among(e.get("colour"), args["colours"])]
        if not counts or len(shown) != counts[-1]:
            counts.append(len(shown))
            if shown and last and args["along"] and not _beyond(shown, last, args["along"]):
                return False, f"number {len(shown)} does not stand further {args['along']} than the others"
            last = shown
    wanted = list(range(1, args["n"] + 1))
    return [n for n in counts if n] == wanted, f"shown after each play: {counts}, wanted {wanted}"


def _among(colour: str | None, wanted: list[str]) -> bool:
    return any(_is_of(colour, one) for one in wanted)


def _beyond(shown: list[dict[str, Any]], last: list[dict[str, Any]], along: str) -> bool:
    axis = {"right": 0, "up": 1}[along]
    return max(e["position"][axis] for e in shown) > max(e["position"][axis] for e in last)


def _edge(args: dict[str, Any], evidence: Evidence) -> Verdict:
    axis, least, sign = _SIDES[args["side"]]
    places = [entry["position"] for entry in end_of(evidence) if entry.get("text") == args["text"]]
    return any(sign * place[axis] >= least for place in places), f"{args['text']!r} at {places[:3]}"


def _rows(args: dict[str, Any], evidence: Evidence) -> Verdict:
    seen = [_lines_of(frame) for frame in frames(evidence)]
    at, plays = -1, []
    for row in args["rows"]:
        later = (number for number, lines in enumerate(seen) if number > at and row in lines)
        at = next(later, len(seen))
        plays.append(at)
    return at < len(seen), f"{args['rows']} seen after plays {plays} of {len(seen)}"


def _lines_of(frame: list[dict[str, Any]]) -> list[list[str]]:
    """Texts of a frame, those at one height together, from left to right."""
    texts = sorted(
        (e for e in frame if e.get("text") is not None), key=lambda e: (e["position"][1], e["position"][0])
    )
    lines: list[list[dict[str, Any]]] = []
    for entry in texts:
        if lines and entry["position"][1] - lines[-1][0]["position"][1] <= _SAME:
            lines[-1].append(entry)
        else:
            lines.append([entry])
    return [[e["text"] for e in sorted(line, key=lambda e: e["position"][0])] for line in lines]


def _painted(args: dict[str, Any], evidence: Evidence) -> Verdict:
    found = [entry.get("colour") for entry in end_of(evidence) if entry["type"] == args["type"]]
    right = sum(_is_of(colour, args["colour"]) for colour in found)
    return right >= args["n"], f"{right} of {args['type']} in {args['colour']}: {found[:6]}"


def _is_of(colour: str | None, wanted: str) -> bool:
    if colour is None:
        return False
    return apart(colour, wanted) <= 3 if wanted.startswith("#") else fits(wanted, colour)


CHECKERS: dict[str, Callable[[dict[str, Any], Evidence], Verdict]] = {
    "bars": _bars,
    "points": _points,
    "path": _path,
    "one_by_one": _one_by_one,
    "edge": _edge,
    "rows": _rows,
    "painted": _painted,
}
