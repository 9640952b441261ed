"""Checkers of what a page shows."""

from __future__ import annotations

from typing import Any

from stages.reward.domains.webui.reading import (
    Evidence,
    Verdict,
    covers,
    described,
    is_colour,
    of_role,
    saying,
)

Args = dict[str, Any]


def heading(args: Args, evidence: Evidence) -> Verdict:
    found = [box for box in saying(evidence, args["text"]) if "level" in box]
    levels = [box["level"] for box in found]
    right = bool(found) and args.get("level") in (None, *levels)
    return right, f"headings {args['text']!r} of levels {levels}"


def button(args: Args, evidence: Evidence) -> Verdict:
    return _role(args, evidence, "button")


def link(args: Args, evidence: Evidence) -> Verdict:
    return _role(args, evidence, "link")


def column(args: Args, evidence: Evidence) -> Verdict:
    return _role(args, evidence, "columnheader")


def shows(args: Args, evidence: Evidence) -> Verdict:
    return _role(args, evidence, args["role"])


def _role(args: Args, evidence: Evidence, role: str) -> Verdict:
    n = len(saying(evidence, args["text"], role))
    return n > 0, f"{n} boxes of role {role} say {args['text']!r}"


def text(args: Args, evidence: Evidence) -> Verdict:
    n = len(saying(evidence, args["text"]))
    return n > 0, f"{n} boxes say {args['text']!r}"


def absent(args: Args, evidence: Evidence) -> Verdict:
    n = len(saying(evidence, args["text"]))
    return n == 0, f"{n} boxes say {args['text']!r}, wanted none"


def role_count(args: Args, evidence: Evidence) -> Verdict:
    n = len(of_role(evidence, args["role"]))
    return n == args["n"], f"{n} boxes of role {args['role']}, wanted {args['n']}"


def least(args: Args, evidence: Evidence) -> Verdict:
    n = len(of_role(evidence, args["role"]))
    return n >= args["n"], f"{n} boxes of role {args['role']}, wanted {args['n']} or more"


def table_size(args: Args, evidence: Evidence) -> Verdict:
    """Rows are counted by the lines on which cells begin, columns by the headings of the first line."""
    for table in of_role(evidence, "table"):
        cells = [box for box in of_role(evidence, "cell") if covers(table, box)]
        heads = [box for box in of_role(evidence, "columnheader") if covers(table, box)]
        rows = len({round(box["box"][1]) for box in cells})
        first = [box for box in heads if abs(box["box"][1] - min(h["box"][1] for h in heads)) < 1]
        if rows == args["rows"] and args["columns"] in (None, len(first)):
            return True, f"a table of {rows} rows and {len(first)} columns"
    return False, f"no table of {args['rows']} rows and {args['columns'] or 'any'} columns"


def colour_of(args: Args, evidence: Evidence) -> Verdict:
    key = "background" if args["of"] == "background" else "colour"
    found = [box.get(key) for box in saying(evidence, args["text"])]
    wanted = args.get("colour") or args["name"]
    return any(
        is_colour(c, args) for c in found
    ), f"{args['of']} of {args['text']!r}: {found}, wanted {wanted}"


def font_size(args: Args, evidence: Evidence) -> Verdict:
    found = [box["font"][1] for box in saying(evidence, args["text"])]
    return any(
        abs(px - args["px"]) < 0.6 for px in found
    ), f"{args['text']!r} has sizes {found}, wanted {args['px']}"


def background(args: Args, evidence: Evidence) -> Verdict:
    found = evidence["background"] or "#ffffff"
    return is_colour(found, args), f"the page is {found}, wanted {args.get('colour') or args['name']}"


def beside(args: Args, evidence: Evidence) -> Verdict:
    """The first stands to the left of the second, at a common height."""
    first, second = args["texts"]
    for a in saying(evidence, first):
        for b in saying(evidence, second):
            common = min(a["box"][1] + a["box"][3], b["box"][1] + b["box"][3]) - max(a["box"][1], b["box"][1])
            if common > 0.4 * min(a["box"][3], b["box"][3]) and a["box"][0] < b["box"][0]:
                return True, f"{first!r} at x {a['box'][0]}, {second!r} at x {b['box'][0]}"
    return False, f"{first!r} does not stand to the left of {second!r}"


def order(args: Args, evidence: Evidence) -> Verdict:
    """Each begins where the one before it has ended, or lower."""
    at = -1.0
    for said in args["texts"]:
        lower = [b["box"] for b in saying(evidence, said) if b["box"][1] >= at - 1.5]
        if not lower:
            return False, f"{said!r} does not stand below y {at}"
        box = min(lower, key=lambda b: b[1])
        at = box[1] + box[3]
    return True, "in this order"


def within(args: Args, evidence: Evidence) -> Verdict:
    outer, inner = saying(evidence, args["outer"]), saying(evidence, args["text"])
    right = any(covers(o, i) for o in outer for i in inner)
    return right, f"{args['text']!r} lies {'inside' if right else 'outside'} {args['outer']!r}"


def ground_of(args: Args, evidence: Evidence) -> Verdict:
    """The smallest painted box around a text has this background."""
    for said in saying(evidence, args["text"]):
        around = [b for b in evidence["boxes"] if b["background"] and covers(b, said)]
        if around:
            nearest = min(around, key=lambda b: b["box"][2] * b["box"][3])
            if is_colour(nearest["background"], args):
                return True, f"{described(nearest)} is {nearest['background']}"
    return False, f"no such ground around {args['text']!r}"


CHECKERS = {
    check.__name__: check
    for check in (
        heading,
        button,
        link,
        column,
        shows,
        text,
        absent,
        role_count,
        least,
        table_size,
        colour_of,
        font_size,
        background,
        beside,
        order,
        within,
        ground_of,
    )
}
