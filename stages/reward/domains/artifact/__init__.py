"""Checkers of interactive pages: what they show as pages do, and what their interaction changed."""

from __future__ import annotations

from typing import Any

from stages.reward.domains.webui import edits, page
from stages.reward.domains.webui.reading import FIELD_ROLES, Evidence, Verdict, is_colour, plain
from stages.reward.hues import fits

JUDGES = (("artifact", "html"),)
VERSION = "1"
Args = dict[str, Any]
_LEAST = 0.0004
"""Share of the pixels from which a colour is there."""


def check(claim: dict[str, Any], evidence: Evidence, before: Evidence | None) -> Verdict:
    """(passed, explanation) of one claim. Raises KeyError for a kind without a checker."""
    kind, args = claim["kind"], claim["args"]
    if kind in _STATES:
        return _STATES[kind](args, evidence)
    if kind in edits.CHECKERS:
        if before is None:
            return False, f"{kind} speaks of a change, and there is no page from before"
        return edits.CHECKERS[kind](args, evidence, before)
    return page.CHECKERS[kind](args, evidence)


def _after(evidence: Evidence) -> list[dict[str, Any]]:
    """Boxes that only the interaction brought."""
    return evidence.get("after", {}).get("boxes", [])


def _steps(args: Args, evidence: Evidence) -> Verdict:
    n = evidence.get("after", {}).get("steps", 0)
    return n >= args["n"], f"{n} steps were carried out, wanted {args['n']}"


def _appears(args: Args, evidence: Evidence) -> Verdict:
    """The text stands nowhere at first and after the interaction outside of fields: typing is no effect."""
    first = any(plain(box.get("text")) == plain(args["text"]) for box in evidence["boxes"])
    answers = [box for box in _after(evidence) if box["role"] not in FIELD_ROLES]
    then = any(plain(box.get("text")) == plain(args["text"]) for box in answers)
    return then and not first, f"{args['text']!r}: at first {first}, after the steps {then}"


def _ground_after(args: Args, evidence: Evidence) -> Verdict:
    found = [box["background"] for box in _after(evidence) if box["tag"] == "body"]
    return any(
        is_colour(c, args) for c in found
    ), f"the page is {found} after the steps, wanted {args['colour']}"


def _colour_after(args: Args, evidence: Evidence) -> Verdict:
    found = [box.get("colour") for box in _after(evidence) if plain(box.get("text")) == plain(args["text"])]
    was = [box.get("colour") for box in evidence["boxes"] if plain(box.get("text")) == plain(args["text"])]
    right = any(is_colour(c, args) and c not in was for c in found)
    return right, f"{args['text']!r} went from {was} to {found}, wanted {args['colour']}"


def _bars_after(args: Args, evidence: Evidence) -> Verdict:
    """Boxes of that background came, as wide in proportion as the values."""
    found = [box for box in _after(evidence) if box.get("background") and is_colour(box["background"], args)]
    widths = [box["box"][2] for box in sorted(found, key=lambda box: box["box"][1])]
    if len(widths) != len(args["values"]):
        return False, f"{len(widths)} boxes in {args['colour']}, wanted {len(args['values'])}"
    unit = max(widths) / max(args["values"])
    right = all(abs(w - v * unit) <= 2 for w, v in zip(widths, args["values"], strict=True))
    return right, f"widths {widths}"


def _surface(args: Args, evidence: Evidence) -> Verdict:
    found = [box["box"][2:] for box in evidence["boxes"] if box["tag"] == args["tag"]]
    right = any(all(abs(a - b) <= 3 for a, b in zip(size, args["size"], strict=True)) for size in found)
    return right, f"<{args['tag']}> of {found} pixels, wanted {args['size']}"


def _served(args: Args, evidence: Evidence) -> Verdict:
    return any(name.rpartition("@")[0] == args["library"] for name in evidence["served"]), (
        f"served: {evidence['served']}"
    )


def _ink(args: Args, evidence: Evidence) -> Verdict:
    share = sum(part for colour, part in evidence["pixels"]["colours"] if fits(args["name"], colour))
    return share >= _LEAST, f"{args['name']} covers {share:.2%} of the picture"


def _title(args: Args, evidence: Evidence) -> Verdict:
    return evidence["title"] == args["text"], f"the title is {evidence['title']!r}"


_STATES = {
    "steps": _steps, "appears": _appears, "ground_after": _ground_after, "colour_after": _colour_after,
    "bars_after": _bars_after,
    "surface": _surface, "served": _served, "ink": _ink, "title": _title,
}  # fmt: skip
