"""One change of a page in words, with the claims that hold it to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from stages.synthesize.domain import Claim, NotApplicable
from stages.synthesize.domains.svg.colours import name as colour_name
from stages.synthesize.domains.svg.words import listed
from stages.synthesize.domains.webui.difference import Box, Difference, difference, moved, named
from stages.synthesize.domains.webui.sight import FIELDS, Seen, View, inside, view
from stages.synthesize.domains.webui.statements import quoted, same_row

Evidence = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """An imperative phrase without its full stop. `alone`: nothing but what it names has changed."""

    phrase: str
    claims: tuple[Claim, ...]
    alone: bool = True


@dataclass(frozen=True)
class Case:
    """Both pages, how they differ, and how exactly to speak."""

    before: View
    after: View
    found: Difference
    exact: bool
    rng: Random

    def paint(self, colour: str) -> tuple[str, dict[str, str]]:
        """Words for a colour, and a claim's arguments."""
        if self.exact:
            return colour, {"colour": colour}
        return colour_name(colour), {"name": colour_name(colour)}

    def rest(self, still: bool = False) -> Claim:
        gone, new = [named(b) for b in self.found.gone], [named(b) for b in self.found.new]
        return Claim("rest_same", {"gone": gone, "new": new, "still": still}, 2.0)


def change(concept: str, before: Evidence, after: Evidence, exact: bool, rng: Random) -> Change:
    """Raises NotApplicable where the difference is not the one change that the concept makes."""
    if concept == "dark_theme":
        return _dark(
            Case(view(before), view(after), difference(before, after, colours=False), exact, rng), before
        )
    case = Case(view(before), view(after), difference(before, after), exact, rng)
    if concept != "page_background" and case.before.background != case.after.background:
        raise NotApplicable("the page background changed too")
    return _KINDS[concept](case)


def called(thing: Seen) -> str:
    """ "the button “Save”"."""
    word = {"heading": "heading", "button": "button", "link": "link", "cell": "cell"}.get(thing.kind, "text")
    if thing.kind == "field":
        return f"the {FIELDS[thing.role or 'textbox']} that shows {quoted(thing.text)}"
    return f"the {word} {quoted(thing.text)}"


def _named_in(seen: View, box: Box) -> Seen:
    """The thing that a box is, if its text names exactly one. Raises NotApplicable."""
    kinds = ("heading", "button", "link", "field", "column", "cell", "text")
    found = [t for t in seen.quotable(*kinds) if t.text == box.get("text") and t.tag == box["tag"]]
    if len(found) != 1:
        raise NotApplicable(f"<{box['tag']}> has no text that names it alone")
    return found[0]


def _replaced(case: Case) -> tuple[Seen, Seen]:
    if len(case.found.gone) != 1 or len(case.found.new) != 1:
        raise NotApplicable(
            f"{len(case.found.gone)} elements went and {len(case.found.new)} came, not one for one"
        )
    return _named_in(case.before, case.found.gone[0]), _named_in(case.after, case.found.new[0])


def _recolour(case: Case) -> Change:
    old, new = _replaced(case)
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
    old, new = _replaced(case)
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
    old, new = _replaced(case)
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
    old = _named_in(case.before, case.found.gone[0])
    verb = case.rng.choice(("remove", "delete", "take out", "drop"))
    return Change(f"{verb} {called(old)}", (Claim("absent", {"text": old.text}, 2.0), case.rest()))


def _add(case: Case) -> Change:
    if case.found.gone or len(case.found.new) != 1:
        raise NotApplicable(f"{len(case.found.new)} elements came, not one")
    new = _named_in(case.after, case.found.new[0])
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
    if len(cells) != table.rows or any(not cell.get("text") for cell in cells):
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
    title, text = (_named_in(case.after, box) for box in texts)
    words, args = case.paint(painted[0]["background"])
    where = case.rng.choice(("at the end of the page", "as the last thing on the page"))
    said = f"the heading {quoted(title.text)} and the text {quoted(text.text)}"
    phrase = f"add a card in {words} with {said} {where}"
    claims = [Claim("heading", {"text": title.text}, 2.0), Claim("text", {"text": text.text})]
    claims.append(Claim("ground_of", {"text": text.text, **args}))
    return Change(phrase, (*claims, case.rest()))


def _background(case: Case) -> Change:
    if case.found.gone or case.found.new:
        raise NotApplicable("an element changed too")
    old, new = case.before.background, case.after.background
    if old == new or not case.after.ground_shows:
        raise NotApplicable("the page background is the same, or nothing shows it")
    verb = case.rng.choice(
        (
            "set the page background to {}",
            "change the background of the page to {}",
            "paint the page background {}",
        )
    )
    claims = (Claim("background", {"colour": new}, 2.0), case.rest(still=True))
    return Change(verb.format(new), claims)


def _dark(case: Case, before: Evidence) -> Change:
    if case.found.gone or case.found.new or case.before.background == case.after.background:
        raise NotApplicable("an element changed too, or the page is as dark as before")
    texts = [thing for thing in case.after.things if thing.text]
    for thing in texts:
        around = [(b, p) for b, p in case.after.containers if inside(thing.box, b)]
        ground = thing.background or (
            min(around, key=lambda found: found[0][2] * found[0][3])[1] if around else case.after.background
        )
        if abs(_lightness(thing.colour or "#000000") - _lightness(ground)) < 0.35:
            raise NotApplicable(f"{thing.text[:30]!r} would be hard to read")
    plain = [t for t in case.after.quotable("heading", "text", "link") if not t.background][:3]
    if not plain or _lightness(case.after.background) > 0.2:
        raise NotApplicable("nothing shows that the page is dark")
    ink = plain[0].colour or "#ffffff"
    words = f"background {case.after.background}, text {ink}"
    form = case.rng.choice(
        (
            "switch the page to a dark theme: {}",
            "give the page a dark theme, {}",
            "turn this into a dark page ({})",
        )
    )
    claims = [Claim("background", {"colour": case.after.background}, 2.0)]
    claims += [
        Claim("colour_of", {"text": t.text, "of": "text", "colour": t.colour})
        for t in plain
        if t.colour == ink
    ]
    claims.append(Claim("rest_same", {"gone": [], "new": [], "still": False, "colours": False}, 2.0))
    return Change(form.format(words), tuple(claims), alone=False)


def _lightness(colour: str) -> float:
    r, g, b = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def _swap(case: Case) -> Change:
    if (
        len(case.found.gone) != 1
        or len(case.found.new) != 1
        or case.found.gone[0].get("text") != case.found.new[0].get("text")
    ):
        raise NotApplicable("not two neighbours changed places")
    moving = _named_in(case.after, case.found.new[0])
    things = list(case.after.things)
    at = things.index(moving)
    old = [t.text for t in case.before.things]
    for other in (*things[at - 1 : at], *things[at + 1 : at + 2]):
        if not other.text or (old.index(other.text) < old.index(moving.text)) == (things.index(other) < at):
            continue
        first, second = sorted((moving, other), key=things.index)
        beside = same_row(first, second) and first.box[0] < second.box[0]
        if not beside and second.box[1] < first.box[1] + first.box[3] - 1:
            continue
        kind, where = ("beside", "left of") if beside else ("order", "above")
        forms = (
            f"swap {called(second)} and {called(first)}",
            f"move {called(first)} so that it stands {where} {quoted(second.text)}",
        )
        claims = (
            Claim(kind, {"texts": [first.text, second.text]}, 2.0),
            Claim("was_other_way", {"texts": [first.text, second.text]}),
            case.rest(),
        )
        return Change(case.rng.choice(forms), claims)
    raise NotApplicable("not two neighbours changed places")


def _spacing(case: Case) -> Change:
    if case.found.gone or case.found.new:
        raise NotApplicable("an element changed too")
    lower = [(a, b) for a, b in case.found.pairs if b["box"][1] - a["box"][1] > 4 and a.get("text")]
    if not lower or any(
        moved(p) for p in case.found.pairs if p[1]["box"][1] < lower[0][1]["box"][1] and p[0].get("text")
    ):
        raise NotApplicable("no text moved down by itself")
    thing = _named_in(case.after, lower[0][1])
    above = [
        t
        for t in case.after.quotable("heading", "text", "button", "link", "field")
        if t.box[1] + t.box[3] <= thing.box[1]
    ]
    if not above:
        raise NotApplicable("nothing stands above it")
    anchor, by = above[-1], round(lower[0][1]["box"][1] - lower[0][0]["box"][1])
    forms = (
        f"leave {by}px more space between {called(anchor)} and {called(thing)}",
        f"move {called(thing)} {by} pixels further down from {called(anchor)}",
        f"add {by}px of space between {called(anchor)} and {called(thing)}",
    )
    claims = (Claim("further_apart", {"texts": [anchor.text, thing.text], "px": by}, 2.0), case.rest())
    return Change(case.rng.choice(forms), claims)


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
    "page_background": _background,
    "swap": _swap,
    "spacing": _spacing,
}
