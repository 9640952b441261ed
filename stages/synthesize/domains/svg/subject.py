"""The subject of an instruction: a noun phrase for the whole picture and what it claims."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Any

from stages.synthesize.domain import Claim
from stages.synthesize.domains.svg.colours import name
from stages.synthesize.domains.svg.facts import (
    line_art,
    round_crop,
    same_kind,
    shape_claim,
    stripes,
    tags,
    texts,
)
from stages.synthesize.domains.svg.sight import Seen, background, colours, seen
from stages.synthesize.domains.svg.words import article, colour_words, count, listed, noun, place, plain_noun


@dataclass
class Telling:
    """Text under construction and the claims it has made so far."""

    phrases: list[str] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)

    def say(self, phrase: str, *claims: Claim) -> None:
        self.phrases.append(phrase)
        self.claims += [claim for claim in claims if claim not in self.claims]


def subject(evidence: dict[str, Any], rng: Random, *, most: int, exact: bool) -> Telling | None:
    """A noun phrase with up to `most` parts, or None where nothing can be named for certain."""
    shapes = seen(evidence)
    ways = []
    if stripes(evidence):
        ways.append(lambda: _stripes(evidence, rng, exact))
    elif line_art(evidence, shapes):
        ways.append(lambda: _line_art(evidence, shapes, rng, most))
    else:
        if shapes:
            ways += [lambda: _shapes(evidence, shapes, rng, most, exact)] * 3
        if len(colours(evidence)) > 1:
            ways.append(lambda: _colours(evidence, rng, most, exact))
    return rng.choice(ways)() if ways else None


def _stripes(evidence: dict[str, Any], rng: Random, exact: bool) -> Telling:
    direction, found = stripes(evidence) or ("", [])
    words = [colour_words(colour, exact, rng)[0] for colour in found]
    telling = Telling()
    order = "from top to bottom" if direction == "horizontal" else "from left to right"
    phrase = rng.choice(
        (
            f"{count(len(found), f'{direction} stripe')}: {', '.join(words)} {order}",
            f"{direction} stripes in {listed(words)}, {order}",
            f"a flag of {count(len(found), f'{direction} band')}, {listed(words)}, {order}",
        )
    )
    args: dict[str, Any] = {"direction": direction}
    args["colours" if exact else "names"] = found if exact else [name(colour) for colour in found]
    telling.say(phrase, Claim("stripes", args, 2.0))
    return telling


def _line_art(evidence: dict[str, Any], shapes: list[Seen], rng: Random, most: int) -> Telling:
    telling = Telling()
    stroke = name(shapes[0].colour)
    same = all(name(shape.colour) == stroke for shape in shapes)
    look = f"{stroke} " if same and rng.random() < 0.7 else ""
    claims = [Claim("outline_only", {}, 1.5)]
    if look:
        claims.append(Claim("colour", {"name": stroke}))
    form = rng.choice(("line icon", "outline icon", "line drawing"))
    parts = tags(evidence)
    if most > 1 and rng.random() < 0.75:
        chosen = parts[:most]
        made = rng.choice(
            ("made of", "consisting of", "built from") if len(chosen) == len(parts) else ("with",)
        )
        inner = listed([count(n, noun(tag)) for tag, n in chosen])
        telling.say(f"{article(look + form)} {made} {inner}", *claims)
        telling.claims += [Claim("tag_count", {"tag": tag, "n": n}) for tag, n in chosen]
    else:
        telling.say(article(look + form), *claims)
    return telling


def _shapes(evidence: dict[str, Any], shapes: list[Seen], rng: Random, most: int, exact: bool) -> Telling:
    telling = Telling()
    front = [shape for shape in shapes if not shape.covers] or shapes
    groups = same_kind(front)[:most]
    rng.shuffle(groups)
    crowded = len(evidence["shapes"]) > 12
    phrases: list[str] = []
    for group in groups:
        words, args = colour_words(group[0].colour, exact and len(group) == 1, rng)
        thing = f"{words} {'outlined ' if group[0].outlined else ''}{plain_noun(group[0].tag)}"
        if len(group) > 1 and not crowded:
            phrases.append(count(len(group), thing))
            telling.claims.append(shape_claim(group[0], args, any_path=True, n=len(group)))
        elif len(group) > 1:
            phrases.append(f"{thing}s")
            telling.claims.append(shape_claim(group[0], args, any_path=True, n=2))
        else:
            where = rng.random() < 0.5 and group[0].size < 0.5
            phrases.append(f"{article(thing)} {place(group[0].box)[0]}" if where else article(thing))
            telling.claims.append(shape_claim(group[0], args, any_path=True, where=where))
    phrase = listed(phrases)
    ground = background(evidence)
    if ground and any(name(shape.colour) != name(ground) for shape in front) and rng.random() < 0.6:
        words, args = colour_words(ground, False, rng)
        phrase += rng.choice((f" on {words}", f" on a {words} background", f" against {words}"))
        telling.claims.append(Claim("background", args))
    telling.phrases.append(phrase)
    return telling


def _colours(evidence: dict[str, Any], rng: Random, most: int, exact: bool) -> Telling:
    telling = Telling()
    chosen, names = [], set()
    for colour, _ in colours(evidence):
        if name(colour) not in names and len(chosen) < max(2, most):
            names.add(name(colour))
            chosen.append(colour)
    words = [colour_words(colour, exact, rng) for colour in chosen]
    disc = round_crop(evidence)
    form = (
        rng.choice(("round icon", "round badge", "disc"))
        if disc
        else rng.choice(("icon", "graphic", "emblem"))
    )
    telling.say(f"{article(form)} in {listed([word for word, _ in words])}")
    telling.claims += [Claim("colour", args) for _, args in words]
    if disc:
        telling.claims.append(Claim("round_crop", {}))
    for text in texts(evidence)[:1]:
        telling.phrases[0] += f' with the text "{text}"'
        telling.claims.append(Claim("text", {"text": text}, 2.0))
    return telling
