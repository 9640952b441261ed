"""The canonical page: what the evidence's boxes show, in rows, as plain HTML with one short style sheet."""

from __future__ import annotations

from collections import Counter
from html import escape
from typing import Any

from stages.synthesize.domain import NotApplicable
from stages.synthesize.domains.svg.colours import short
from stages.synthesize.domains.webui.sight import Seen, View, inside, is_plain
from stages.synthesize.domains.webui.statements import same_row
from stages.synthesize.tokens import CANONICAL_TOKENS, count_tokens

LEAST_SHARE = 0.7
"""Share of the page's things that the short page must show."""
_DRAWN = {
    "textbox": "input",
    "searchbox": "input",
    "checkbox": "checkbox",
    "radio": "radio",
    "slider": "range",
    "combobox": "select",
    "spinbutton": "number",
}


def canonical_page(
    seen: View, most: int = CANONICAL_TOKENS, share: float = LEAST_SHARE, least: int = 3
) -> str:
    """Raises NotApplicable where no page of at most `most` tokens shows that share of the page's things.

    `least`: things that it shows in any case.
    """
    things = _main_things(seen)
    whole = sum(1 for thing in seen.things if thing.text or thing.kind in ("field", "image"))
    while len(things) >= max(least, share * whole):
        code = _write(seen, things)
        if count_tokens(code) <= most:
            return code
        things = _shorter(things)
    raise NotApplicable(f"the main of it does not fit into {most} tokens")


def _main_things(seen: View) -> list[Seen]:
    """Things that can be written: whole texts, fields and pictures, in document order."""
    return [
        thing
        for thing in seen.things
        if (is_plain(thing.text) and thing.simple) or thing.kind == "field" or thing.kind == "image"
    ]


def _shorter(things: list[Seen]) -> list[Seen]:
    """Without the plain text that costs most; without the last thing where there is none."""
    texts = [thing for thing in things if thing.kind in ("text", "link", "cell")]
    gone = max(texts, key=lambda thing: count_tokens(thing.text)) if texts else things[-1]
    return [thing for thing in things if thing is not gone]


def _rows(things: list[Seen]) -> list[list[Seen]]:
    rows: list[list[Seen]] = []
    for thing in things:
        if rows and all(same_row(other, thing) or same_row(thing, other) for other in rows[-1]):
            rows[-1].append(thing)
        else:
            rows.append([thing])
    return [sorted(row, key=lambda thing: thing.box[0]) for row in rows]


def _write(seen: View, things: list[Seen]) -> str:
    card = _card(seen, things)
    colours = Counter(
        thing.colour for thing in things if thing.text and thing.colour and not thing.background
    )
    ink = colours.most_common(1)[0][0] if colours else "#222222"
    rules = [f"body{{margin:16px;font:14px sans-serif;color:{short(ink)};background:{seen.background}}}"]
    if card:
        (_, _, width, _), paint = card
        rules.append(f"main{{width:{round(width / 20) * 20}px;padding:16px;background:{paint}}}")
    rows = _rows(things)
    if any(len(row) > 1 and not _is_cells(row) for row in rows):
        rules.append("div{display:flex;gap:16px;align-items:center}")
    for tag in ("button", "a"):
        painted = [thing for thing in things if _tag(thing) == tag and thing.background and thing.colour]
        if painted:
            first = painted[0]
            paint = f"color:{short(first.colour)};background:{short(first.background)}"
            rules.append(f"{tag}{{{paint};border:0;padding:8px}}")
    looks = {
        tag: f"color:{short(t.colour)}"
        for t in reversed(things)
        if (tag := _tag(t)) in ("h1", "h2", "h3") and t.colour and short(t.colour) != short(ink)
    }
    rules += [f"{tag}{{{look}}}" for tag, look in sorted(looks.items())]
    lines = _lines(rows)
    body = ["<main>", *lines, "</main>"] if card else lines
    title = next((thing.text for thing in things if thing.text), "Page")
    head = ["<!doctype html>", f"<title>{escape(title, quote=False)}</title>", "<style>", *rules, "</style>"]
    return "\n".join([*head, *body, ""])


def _lines(rows: list[list[Seen]]) -> list[str]:
    """A line a thing; rows of cells become a table, other rows of several things a flex box."""
    lines: list[str] = []
    for at, row in enumerate(rows):
        drawn = [_element(thing) for thing in row]
        if _is_cells(row):
            lines += ["<table>"] * (at == 0 or not _is_cells(rows[at - 1]))
            lines.append("<tr>" + "".join(drawn))
            lines += ["</table>"] * (at + 1 == len(rows) or not _is_cells(rows[at + 1]))
        else:
            lines += drawn if len(row) == 1 else ["<div>", *drawn, "</div>"]
    return lines


def _is_cells(row: list[Seen]) -> bool:
    return all(thing.kind in ("column", "cell") for thing in row)


def _card(seen: View, things: list[Seen]) -> tuple[Any, str] | None:
    """The smallest painted box around everything, where it looks other than the page."""
    around = [
        (box, paint)
        for box, paint in seen.containers
        if paint != seen.background and all(inside(thing.box, box) for thing in things)
    ]
    return min(around, key=lambda found: found[0][2] * found[0][3]) if around else None


def _tag(thing: Seen) -> str:
    if thing.kind == "heading":
        return f"h{min(3, thing.level or 2)}"
    named = {"button": "button", "link": "a", "field": "input", "image": "img", "column": "th", "cell": "td"}
    return named.get(thing.kind, "p")


def _element(thing: Seen) -> str:
    text, tag = escape(thing.text, quote=False), _tag(thing)
    if tag == "img":
        size = f"width:{round(thing.box[2])}px;height:{round(thing.box[3])}px"
        return f'<img style="{size};background:#ccd">'
    if tag == "input":
        kind = _DRAWN[thing.role or "textbox"]
        if kind == "select":
            return "<select></select>"
        if kind == "input":
            return f'<input placeholder="{escape(thing.text)}">' if thing.text else "<input>"
        return f"<input type={kind}>"
    if tag == "a":
        return f'<a href="#">{text}</a>'
    if tag in ("th", "td"):  # the end tag may be left out
        return f"<{tag}>{text}"
    return f"<{tag}>{text}</{tag}>"


def resembles(seed: View, drawn: View, share: float = LEAST_SHARE) -> tuple[bool, str]:
    """Whether the short page shows the seed's things in the same order, and the same background."""
    if seed.background != drawn.background:
        return False, f"the background is {drawn.background}, not {seed.background}"
    wanted = [_key(thing) for thing in _main_things(seed)]
    found = [_key(thing) for thing in drawn.things if thing.text or thing.kind in ("field", "image")]
    rest = iter(wanted)
    strange = [key for key in found if key not in rest]
    if strange:
        return False, f"{strange[0]} is not in the seed, or in another order"
    whole = sum(1 for thing in seed.things if thing.text or thing.kind in ("field", "image"))
    if len(found) < share * whole:
        return False, f"{len(found)} of {whole} things are shown"
    return True, ""


def _key(thing: Seen) -> tuple[str, str]:
    """What a thing is and says; headings below the third level and cells are written as what looks alike."""
    return (thing.role or "field" if thing.kind == "field" else _tag(thing)), thing.text
