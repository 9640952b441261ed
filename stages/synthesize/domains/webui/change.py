"""One change of a page in words, with the claims that hold it to them."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from stages.synthesize.domain import Claim, NotApplicable
from stages.synthesize.domains.svg.colours import name as colour_name
from stages.synthesize.domains.svg.words import listed
from stages.synthesize.domains.webui.change_case import (
    Case,
    Change,
    Evidence,
    called,
    named_in,
    replaced_thing,
)
from stages.synthesize.domains.webui.change_page import darkened, page_ground, spaced, swapped
from stages.synthesize.domains.webui.difference import difference
from stages.synthesize.domains.webui.sight import Seen, inside, view
from stages.synthesize.domains.webui.statements import quoted, same_row


def change(concept: str, before: Evidence, after: Evidence, exact: bool, rng: Random) -> Change:
    """Raises NotApplicable where the difference is not the one change that the concept makes."""
    if concept == "dark_theme":
        return darkened(
            Case(view(before), view(after), difference(before, after, colours=False), exact, rng), before
        )
    case = Case(view(before), view(after), difference(before, after), exact, rng)
    if concept != "page_background" and case.before.background != case.after.background:
        raise NotApplicable("the page background changed too")
    return _KINDS[concept](case)


def _recolour(case: Case) -> Change:
    old, new = replaced_thing(case)
    of = "background" if old.background != new.background else "text"
    fresh, was = (new.background, old.background) if of == "background" else (new.colour, old.colour)
    same = (old.text, old.size) == (new.text, new.size)
    if fresh is None or not same or (of == "background" and old.colour != new.colour):
        raise NotApplicable("more than one colour of the element changed")
    if fresh == was or (not case.exact and colour_name(fresh) == colour_name(was or "#ffffff")):
        raise NotApplicable("the colour has the same name as before")
    words, args = case.paint(fresh)
    what = "background" if of == "background" else case.rng.choice(("text", "colour"))
    phrase = case.rng.choice(
        (
            f"make the {what} of {called(old)} {words}",
            f"change the {what} of {called(old)} to {words}",
            f"give {called(old)} {'a ' if what == 'background' else 'the '}{what} {words}",
        )
    )
    claims = [Claim("colour_of", {"text": old.text, "of": of, **args}, 2.0)]
    claims.append(Claim("colour_changed", {"text": old.text, "of": of}))
    return Change(phrase, (*claims, case.rest(still=True)))


def _retext(case: Case) -> Change:
    old, new = replaced_thing(case)
    if old.text == new.text or old.kind != new.kind:
        raise NotApplicable("the text is the same")
    if old.kind == "field":
        forms = (
            f"let {called(old)} show {quoted(new.text)} instead",
            f"change the placeholder {quoted(old.text)} to {quoted(new.text)}",
        )
    else:
        forms = (
            f"change {called(old)} to {quoted(new.text)}",
            f"replace the text of {called(old)} by {quoted(new.text)}",
            f"reword {called(old)} as {quoted(new.text)}",
        )
    kind = "shows" if old.kind == "field" else old.kind
    args: dict[str, Any] = {"text": new.text}
    if kind == "shows":
        args["role"] = new.role
    claims = (Claim(kind, args, 2.0), Claim("absent", {"text": old.text}), case.rest())
    return Change(case.rng.choice(forms), claims)


def _resize(case: Case) -> Change:
    old, new = replaced_thing(case)
    if old.size is None or new.size is None or old.text != new.text or abs(old.size - new.size) < 2:
        raise NotApplicable("its size is the same")
    word = "larger" if new.size > old.size else "smaller"
    forms = (
        f"set the font size of {called(old)} to {new.size:g}px",
        f"make {called(old)} {word}, {new.size:g}px",
        f"change the text size of {called(old)} from {old.size:g} to {new.size:g} pixels",
    )
    claim = Claim("font_size", {"text": old.text, "px": new.size}, 2.0)
    return Change(case.rng.choice(forms), (claim, case.rest()))


def _delete(case: Case) -> Change:
    if len(case.found.gone) != 1 or case.found.new:
        raise NotApplicable(f"{len(case.found.gone)} elements went, not one")
    old = named_in(case.before, case.found.gone[0])
    verb = case.rng.choice(("remove", "delete", "take out", "drop"))
    return Change(f"{verb} {called(old)}", (Claim("absent", {"text": old.text}, 2.0), case.rest()))


def _add(case: Case) -> Change:
    if case.found.gone or len(case.found.new) != 1:
        raise NotApplicable(f"{len(case.found.new)} elements came, not one")
    new = named_in(case.after, case.found.new[0])
    place, placed = _place(case, new)
    if new.kind == "field":
        phrase = f"add a text field with the placeholder {quoted(new.text)} {place}"
        claims = [Claim("shows", {"role": new.role, "text": new.text}, 2.0)]
    else:
        word = "button" if new.kind == "button" else "badge"
        claims = [Claim(new.kind, {"text": new.text}, 2.0)]
        phrase = f"{case.rng.choice(('add', 'put'))} a {word} {quoted(new.text)} {place}"
        if new.background is not None:
            ground, args = case.paint(new.background)
            phrase += f", on a background of {ground}" if case.exact else f", {ground}"
            claims.append(Claim("colour_of", {"text": new.text, "of": "background", **args}))
    return Change(phrase, (*claims, placed, case.rest()))


def _place(case: Case, new: Seen) -> tuple[str, Claim]:
    """Where a new thing stands, by the last thing before it in the document."""
    things = list(case.after.things)
    known = case.after.quotable("heading", "button", "link", "field", "text", "column", "cell")
    holders = [t for t in case.after.of("heading", "link") if t.text and inside(new.box, t.box)]
    if len(holders) == 1 and sum(t.text == holders[0].text for t in things) == 1:
        outer = holders[0]
        return f"in {called(outer)}", Claim("within", {"text": new.text, "outer": outer.text})
    before = [t for t in things[: things.index(new)] if t in known]
    if not before:
        raise NotApplicable("nothing before it says where it stands")
    anchor = before[-1]
    if same_row(anchor, new) and anchor.box[0] < new.box[0]:
        return f"to the right of {called(anchor)}", Claim("beside", {"texts": [anchor.text, new.text]})
    if new.box[1] >= anchor.box[1] + anchor.box[3] - 1:
        return f"below {called(anchor)}", Claim("order", {"texts": [anchor.text, new.text]})
    raise NotApplicable("it stands neither beside nor below what comes before it")


def _column(case: Case) -> Change:
    heads = [box for box in case.found.new if box["role"] == "columnheader"]
    cells = [box for box in case.found.new if box["role"] == "cell"]
    table = case.after.tables[0] if len(case.after.tables) == 1 else None
    if case.found.gone or len(heads) != 1 or len(heads) + len(cells) != len(case.found.new) or table is None:
        raise NotApplicable("not one column came")
    if not cells or len(cells) != table.rows or any(not cell.get("text") for cell in cells):
        raise NotApplicable("the new column has not one cell a row")
    head, values = heads[0]["text"], [cell["text"] for cell in cells]
    phrase = f"add a last column {quoted(head)} to the table with {listed([quoted(v) for v in values])}"
    size = {"rows": table.rows, "columns": len(table.columns)}
    claims = (Claim("column", {"text": head}, 2.0), Claim("table_size", size), case.rest())
    return Change(phrase + (", from the first row to the last" if len(values) > 1 else ""), claims)


def _card(case: Case) -> Change:
    painted = [box for box in case.found.new if box["background"] and not box.get("text")]
    texts = [box for box in case.found.new if box.get("text")]
    if case.found.gone or len(painted) != 1 or len(texts) != 2:
        raise NotApplicable("not one card came")
    title, text = (named_in(case.after, box) for box in texts)
    words, args = case.paint(painted[0]["background"])
    where = case.rng.choice(("at the end of the page", "as the last thing on the page"))
    said = f"the heading {quoted(title.text)} and the text {quoted(text.text)}"
    phrase = f"add a card in {words} with {said} {where}"
    claims = [Claim("heading", {"text": title.text}, 2.0), Claim("text", {"text": text.text})]
    claims.append(Claim("ground_of", {"text": text.text, **args}))
    return Change(phrase, (*claims, case.rest()))


_KINDS: dict[str, Callable[[Case], Change]] = {
    "button_colour": _recolour,
    "text_colour": _recolour,
    "heading_text": _retext,
    "button_text": _retext,
    "placeholder": _retext,
    "font_size": _resize,
    "delete": _delete,
    "add_button": _add,
    "add_badge": _add,
    "add_field": _add,
    "add_column": _column,
    "add_card": _card,
    "page_background": page_ground,
    "swap": swapped,
    "spacing": spaced,
}
