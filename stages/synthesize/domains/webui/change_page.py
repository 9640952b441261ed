"""Changes of a whole page: its ground, its order, its spacing."""

from __future__ import annotations

from stages.synthesize.domain import Claim, NotApplicable
from stages.synthesize.domains.webui.change_case import (
    Case,
    Change,
    Evidence,
    called,
    named_in,
)
from stages.synthesize.domains.webui.difference import moved
from stages.synthesize.domains.webui.sight import inside
from stages.synthesize.domains.webui.statements import quoted, same_row


def page_ground(case: Case) -> Change:
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


def darkened(case: Case, before: Evidence) -> Change:
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


def swapped(case: Case) -> Change:
    if (
        len(case.found.gone) != 1
        or len(case.found.new) != 1
        or case.found.gone[0].get("text") != case.found.new[0].get("text")
    ):
        raise NotApplicable("not two neighbours changed places")
    moving = named_in(case.after, case.found.new[0])
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


def spaced(case: Case) -> Change:
    if case.found.gone or case.found.new:
        raise NotApplicable("an element changed too")
    lower = [(a, b) for a, b in case.found.pairs if b["box"][1] - a["box"][1] > 4 and a.get("text")]
    if not lower or any(
        moved(p) for p in case.found.pairs if p[1]["box"][1] < lower[0][1]["box"][1] and p[0].get("text")
    ):
        raise NotApplicable("no text moved down by itself")
    thing = named_in(case.after, lower[0][1])
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
