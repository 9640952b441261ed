"""Concepts of guided evolution: Add, Change or Delete of one element that a visitor can name."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from random import Random

from stages.synthesize.domain import NotApplicable, Program
from stages.synthesize.domains.svg.colours import PALETTE, distance
from stages.synthesize.domains.webui import source
from stages.synthesize.domains.webui.edit_texts import BADGES, CARDS, COLUMNS, HEADINGS, HINTS, LABELS, VALUES
from stages.synthesize.domains.webui.sight import Seen, View, view

_LEAST_APART = 0.25
Edit = Callable[[str, View, Random], str]


def _one(seen: View, rng: Random, *kinds: str) -> Seen:
    """A quotable thing of these kinds; NotApplicable where there is none."""
    found = seen.quotable(*kinds)
    if not found:
        raise NotApplicable(f"no {' or '.join(kinds)} with a text of its own")
    return rng.choice(found)


def _fresh(choices: tuple[str, ...], seen: View, rng: Random) -> str:
    """A text that is not on the page."""
    there = {thing.text for thing in seen.things}
    return rng.choice([choice for choice in choices if choice not in there])


def _far(colour: str | None, rng: Random, *, ink: bool = False) -> str:
    """A colour of the palette that is plainly another one than `colour`; `ink`: dark enough for text."""
    names = [n for n in PALETTE if not (ink and n in ("white", "yellow", "light blue", "light green"))]
    names = [n for n in names if n not in ("white", "black")]
    return rng.choice([PALETTE[n] for n in names if distance(PALETTE[n], colour or "#ffffff") > _LEAST_APART])


def button_colour(code: str, seen: View, rng: Random) -> str:
    painted = [t for t in seen.quotable("button", "link", "text") if t.background]
    if not painted:
        raise NotApplicable("nothing with a text has a background of its own")
    thing = rng.choice(painted)
    return source.styled(
        code, source.find(code, thing.tag, thing.text), background=_far(thing.background, rng)
    )


def text_colour(code: str, seen: View, rng: Random) -> str:
    thing = _one(seen, rng, "heading", "text", "link")
    return source.styled(
        code, source.find(code, thing.tag, thing.text), color=_far(thing.colour, rng, ink=True)
    )


def heading_text(code: str, seen: View, rng: Random) -> str:
    thing = _one(seen, rng, "heading")
    return source.retexted(code, source.find(code, thing.tag, thing.text), _fresh(HEADINGS, seen, rng))


def button_text(code: str, seen: View, rng: Random) -> str:
    thing = _one(seen, rng, "button", "link")
    return source.retexted(code, source.find(code, thing.tag, thing.text), _fresh(LABELS, seen, rng))


def placeholder(code: str, seen: View, rng: Random) -> str:
    thing = _one(seen, rng, "field")
    element = source.find(code, thing.tag, thing.text)
    if element.attributes.get("value"):
        raise NotApplicable("the field shows its value, not a placeholder")
    return source.with_attribute(code, element, "placeholder", _fresh(HINTS, seen, rng))


def font_size(code: str, seen: View, rng: Random) -> str:
    thing = _one(seen, rng, "heading", "text")
    size = rng.choice([px for px in (12, 16, 18, 20, 24, 28, 32, 36) if abs(px - (thing.size or 16)) >= 4])
    return source.styled(code, source.find(code, thing.tag, thing.text), font_size=f"{size}px")


def delete(code: str, seen: View, rng: Random) -> str:
    thing = _one(seen, rng, "button", "link", "text", "heading", "field")
    element = source.find(code, thing.tag, thing.text)
    if element.children:
        raise NotApplicable("the element holds others")
    return source.removed(code, element)


def add_button(code: str, seen: View, rng: Random) -> str:
    thing = _one(seen, rng, "button", "heading", "field", "text")
    label = _fresh(LABELS, seen, rng)
    look = f"background: {_far(seen.background, rng, ink=True)}; color: #fff; border: 0; padding: 8px 14px"
    markup = f'<button type="button" style="{look}">{label}</button>'
    return source.inserted(code, source.find(code, thing.tag, thing.text), markup)


def add_badge(code: str, seen: View, rng: Random) -> str:
    thing = _one(seen, rng, "heading", "link")
    element = source.find(code, thing.tag, thing.text)
    look = (
        f"background: {_far(seen.background, rng, ink=True)}; color: #fff; padding: 2px 8px; font-size: 12px"
    )
    badge = f' <span style="{look}; border-radius: 8px">{_fresh(BADGES, seen, rng)}</span>'
    at = len(code[: element.close].rstrip())
    return code[:at] + badge + code[at:]


def add_field(code: str, seen: View, rng: Random) -> str:
    thing = _one(seen, rng, "field", "heading")
    hint = escape(_fresh(HINTS, seen, rng))
    return source.inserted(
        code, source.find(code, thing.tag, thing.text), f'<input type="text" placeholder="{hint}">'
    )


def add_column(code: str, seen: View, rng: Random) -> str:
    tables = [element for element in source.elements(code) if element.tag == "table"]
    if len(tables) != 1 or len(seen.tables) != 1 or not seen.tables[0].columns:
        raise NotApplicable("the page has not one table with column headings")
    rows = [e for e in source.elements(code) if e.tag == "tr" and tables[0].start < e.start < tables[0].end]
    name = _fresh(COLUMNS, seen, rng)
    for row in reversed(rows):
        heads = any(child.tag == "th" for child in row.children) and row is rows[0]
        cell = f"<th>{name}</th>" if heads else f"<td>{rng.choice(VALUES)}</td>"
        last = row.children[-1] if row.children else None
        if last is None:
            raise NotApplicable("a row of the table is empty")
        at = len(code[: last.end].rstrip())
        code = code[:at] + cell + code[at:]
    return code


def add_card(code: str, seen: View, rng: Random) -> str:
    title, text = rng.choice([c for c in CARDS if c[0] not in {t.text for t in seen.things}])
    ground = rng.choice([c for c in ("#fff3cd", "#d1e7dd", "#cfe2ff", "#f8d7da") if c != seen.background])
    body = _body(code)
    look = f"margin-top: 16px; padding: 12px 16px; width: 260px; background: {ground}; color: #222222"
    markup = f'<section style="{look}">\n<h3>{title}</h3>\n<p>{text}</p>\n</section>\n'
    at = body.close if body else len(code)
    return code[:at] + ("" if code[:at].endswith("\n") else "\n") + markup + code[at:]


def page_background(code: str, seen: View, rng: Random) -> str:
    choices = [
        c
        for c in ("#eef4ff", "#fff8e6", "#eefbf1", "#f3eefc", "#fdeef2", "#d8e2ec")
        if distance(c, seen.background) > 0.04
    ]
    return _with_rule(code, f"body {{ background: {rng.choice(choices)} }}")


def dark_theme(code: str, seen: View, rng: Random) -> str:
    ground, ink = rng.choice((("#15181e", "#e6e8eb"), ("#1b1f2a", "#f2f2f2"), ("#0f172a", "#e2e8f0")))
    own = "h1, h2, h3, h4, h5, h6, p, a, span, label, small, strong, li, td, th, div"
    rules = f"body, main {{ background: {ground}; color: {ink} }}"
    return _with_rule(code, f"{rules}\n{own} {{ color: {ink} }}")


def swap(code: str, seen: View, rng: Random) -> str:
    movable = seen.quotable("button", "link", "text", "heading", "column", "cell")
    pairs = [
        (first, second)
        for first, second in zip(seen.things, seen.things[1:], strict=False)
        if first in movable and second in movable and first.kind == second.kind
    ]
    rng.shuffle(pairs)
    for pair in pairs:
        a, b = (source.find(code, thing.tag, thing.text) for thing in pair)
        beside = a.parent and b.parent and a.parent.start == b.parent.start
        if beside and not a.children and not b.children:
            one, two = code[a.start : a.end], code[b.start : b.end]
            return code[: a.start] + two + code[a.end : b.start] + one + code[b.end :]
    raise NotApplicable("no two things of a kind stand next to each other")


def spacing(code: str, seen: View, rng: Random) -> str:
    thing = _one(seen, rng, "heading", "text", "button")
    below = [t for t in seen.things if t.text and t.box[1] > thing.box[1] + thing.box[3]]
    if not below:
        raise NotApplicable("nothing stands below it")
    return source.styled(
        code, source.find(code, thing.tag, thing.text), margin_bottom=f"{rng.choice((40, 48, 64))}px"
    )


def _body(code: str) -> source.Element | None:
    return next((element for element in source.elements(code) if element.tag == "body"), None)


def _with_rule(code: str, rule: str) -> str:
    """The code with a rule at the end of its style sheet."""
    style = next((element for element in source.elements(code) if element.tag == "style"), None)
    if style is None:
        raise NotApplicable("the page has no style sheet")
    at = len(code[: style.close].rstrip())
    return f"{code[:at]}\n{rule}{code[at:]}"


CONCEPTS: dict[str, Edit] = {
    edit.__name__: edit
    for edit in (
        button_colour,
        text_colour,
        heading_text,
        button_text,
        placeholder,
        font_size,
        delete,
        add_button,
        add_badge,
        add_field,
        add_column,
        add_card,
        page_background,
        dark_theme,
        swap,
        spacing,
    )
}


def evolved(program: Program, concept: str, rng: Random) -> str:
    """The program changed by a concept. Raises NotApplicable."""
    return CONCEPTS[concept](program.code, view(program.evidence), rng)


def applicable(program: Program) -> list[str]:
    """Concepts that the page has something for, judged by what it shows."""
    try:
        seen = view(program.evidence)
    except NotApplicable:
        return []
    needs = {
        "heading_text": ("heading",),
        "button_text": ("button", "link"),
        "placeholder": ("field",),
        "add_field": ("field", "heading"),
        "add_badge": ("heading", "link"),
        "add_column": ("column",),
        "font_size": ("heading", "text"),
        "swap": ("button", "link", "text", "heading", "column", "cell"),
    }
    found = [name for name in CONCEPTS if name not in needs or seen.quotable(*needs[name])]
    if not any(thing.background for thing in seen.quotable("button", "link", "text")):
        found.remove("button_colour")
    return found
