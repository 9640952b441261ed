"""What can be said of a page: noun phrases, each with exactly what it claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from stages.synthesize.domain import Claim
from stages.synthesize.domains.svg.colours import name as colour_name
from stages.synthesize.domains.svg.words import article, count, listed
from stages.synthesize.domains.webui.sight import FIELDS, Seen, View

_TEXT_KINDS = ("heading", "button", "link", "text", "field", "column", "cell")
_COUNTED = {"button": "button", "link": "link", "image": "image"}
_ROW = 0.6
"""Share of the lower box's height that two boxes side by side have in common."""


@dataclass(frozen=True)
class Statement:
    """A noun phrase. `topic`: what it is about; an instruction says one thing of a kind."""

    topic: str
    phrase: str
    claims: tuple[Claim, ...]


def quoted(text: str) -> str:
    return f"“{text}”"


def statements(seen: View, rng: Random, exact: bool) -> list[Statement]:
    """Everything worth saying, most important first. `exact`: colours as hex, sizes in pixels."""
    found = [*_headings(seen, rng, exact), *_tables(seen, rng), *_fields(seen, rng)]
    found += [*_named(seen, "button", rng, exact), *_named(seen, "link", rng, exact), *_images(seen)]
    found += [*_texts(seen, rng), *_beside(seen, rng), *_order(seen, rng), *_ground(seen, exact)]
    return found


def colour_claim(thing: Seen, of: str, exact: bool) -> tuple[str, Claim]:
    """The words for a thing's text colour or background, and the claim."""
    colour = (thing.background if of == "background" else thing.colour) or "#000000"
    args = {"text": thing.text, "of": of}
    if exact:
        return colour, Claim("colour_of", {**args, "colour": colour})
    return colour_name(colour), Claim("colour_of", {**args, "name": colour_name(colour)})


def _headings(seen: View, rng: Random, exact: bool) -> list[Statement]:
    found = seen.quotable("heading")
    said = []
    if found:
        first = found[0]
        claims = [Claim("heading", {"text": first.text, "level": first.level}, 2.0)]
        phrase = rng.choice(
            (f"the heading {quoted(first.text)}", f"a level {first.level} heading {quoted(first.text)}")
        )
        if exact and first.size and first.colour:
            words, claim = colour_claim(first, "text", exact)
            phrase += f" in {first.size:g}px {words}"
            claims += [claim, Claim("font_size", {"text": first.text, "px": first.size})]
        said.append(Statement("heading", phrase, tuple(claims)))
    if len(found) > 1:
        rest = found[1:4]
        more = "the headings" if len(rest) > 1 else "a further heading"
        phrase = f"{more} {listed([quoted(h.text) for h in rest])}"
        said.append(Statement("headings", phrase, tuple(Claim("heading", {"text": h.text}) for h in rest)))
    return said


def _tables(seen: View, rng: Random) -> list[Statement]:
    if len(seen.tables) != 1:
        return []
    table = seen.tables[0]
    columns = [text for text in table.columns if text]
    if not columns or len(set(columns)) < len(columns) or table.rows < 1:
        return []
    heads = listed([quoted(text) for text in columns[:6]])
    whole = len(columns) == len(table.columns) <= 6
    form = "with the columns" if whole else "whose columns include"
    phrase = f"a table {form} {heads} and {count(table.rows, 'row')}"
    claims = [Claim("column", {"text": text}) for text in columns[:6]]
    claims.append(
        Claim("table_size", {"rows": table.rows, "columns": len(table.columns) if whole else None}, 2.0)
    )
    return [Statement("table", phrase, tuple(claims))]


def _fields(seen: View, rng: Random) -> list[Statement]:
    said = []
    for role, n in sorted(Counter(thing.role for thing in seen.of("field")).items()):
        things = [thing for thing in seen.quotable("field") if thing.role == role]
        claims = [Claim("role_count", {"role": role, "n": n}, 1.5)]
        phrase = count(n, FIELDS[role]).replace("checkboxs", "checkboxes")
        if things:
            shown = things[:3]
            claims += [Claim("shows", {"role": role, "text": thing.text}) for thing in shown]
            form = (
                "showing" if len(shown) == n else "one of them showing" if len(shown) == 1 else "among them"
            )
            phrase += f"{' ' if form == 'showing' else ', '}{form} {listed([quoted(t.text) for t in shown])}"
        said.append(Statement(f"field {role}", phrase, tuple(claims)))
    return said


def _named(seen: View, kind: str, rng: Random, exact: bool) -> list[Statement]:
    every, found = seen.of(kind), seen.quotable(kind)
    if not found:
        return []
    shown = found if len(found) <= 4 else found[:3]
    claims = [Claim(kind, {"text": thing.text}, 1.5) for thing in shown]
    words = [quoted(thing.text) for thing in shown]
    painted = [thing for thing in shown if thing.background and thing.colour]
    if painted and rng.random() < 0.7:
        thing = painted[0]
        ground, claim = colour_claim(thing, "background", exact)
        ink, ink_claim = colour_claim(thing, "text", exact)
        words[shown.index(thing)] += f" ({ink} on {ground})"
        claims += [claim, ink_claim]
    if len(shown) == len(every):
        phrase = f"{article(kind) if len(every) == 1 else count(len(every), kind)} {listed(words)}"
        claims.append(Claim("role_count", {"role": kind, "n": len(every)}))
    else:
        phrase = f"{count(len(every), kind)}, among them {listed(words)}"
        claims.append(Claim("role_count", {"role": kind, "n": len(every)}))
    return [Statement(kind, phrase, tuple(claims))]


def _images(seen: View) -> list[Statement]:
    n = len(seen.of("image"))
    claims = (Claim("role_count", {"role": "img", "n": n}),)
    return [Statement("image", count(n, "placeholder image"), claims)] if n else []


def _texts(seen: View, rng: Random) -> list[Statement]:
    found = [thing for thing in seen.quotable("text") if len(thing.text) > 1]
    said = []
    for part in (found[:3], found[3:6]):
        if part:
            form = ("the further text" if said else "the text") + "s" * (len(part) > 1)
            phrase = f"{form} {listed([quoted(t.text) for t in part])}"
            claims = tuple(Claim("text", {"text": t.text}) for t in part)
            said.append(Statement(f"text {len(said)}", phrase, claims))
    return said


def same_row(first: Seen, second: Seen) -> bool:
    """Whether two boxes stand side by side: most of the lower one's height in common, none of the width."""
    (x, y, w, h), (u, v, s, t) = first.box, second.box
    common = min(y + h, v + t) - max(y, v)
    return common >= _ROW * min(h, t) and (x + w <= u + 1 or u + s <= x + 1)


def _beside(seen: View, rng: Random) -> list[Statement]:
    found = seen.quotable("heading", "text", "button", "link")
    pairs = [(a, b) for a, b in zip(found, found[1:], strict=False) if same_row(a, b) and a.box[0] < b.box[0]]
    if not pairs:
        return []
    a, b = rng.choice(pairs)
    phrase = rng.choice(
        (
            f"{quoted(a.text)} to the left of {quoted(b.text)}",
            f"{quoted(b.text)} to the right of {quoted(a.text)}",
        )
    )
    return [Statement("beside", phrase, (Claim("beside", {"texts": [a.text, b.text]}),))]


def _order(seen: View, rng: Random) -> list[Statement]:
    found = seen.quotable("heading", "text", "button", "link")
    apart: list[Seen] = []
    for thing in found:
        if not apart or thing.box[1] >= apart[-1].box[1] + apart[-1].box[3]:
            apart.append(thing)
    if len(apart) < 3:
        return []
    at = rng.randrange(len(apart) - 2)
    texts = [thing.text for thing in apart[at : at + 3]]
    phrase = f"from top to bottom {', then '.join(map(quoted, texts))}"
    return [Statement("order", phrase, (Claim("order", {"texts": texts}),))]


def _ground(seen: View, exact: bool) -> list[Statement]:
    if not seen.ground_shows:
        return []
    word = seen.background if exact else colour_name(seen.background)
    args = {"colour": seen.background} if exact else {"name": word}
    phrase = f"the page background {word}" if exact else f"{article(word)} page background"
    return [Statement("background", phrase, (Claim("background", args),))]


def facts(seen: View) -> Sequence[Claim]:
    """Claims of every statement in one order, exact, without duplicates."""
    claims: dict[str, Claim] = {}
    for statement in statements(seen, Random(0), exact=False):
        for claim in statement.claims:
            claims.setdefault(repr((claim.kind, sorted(claim.args.items(), key=str))), claim)
    return tuple(claims.values())
