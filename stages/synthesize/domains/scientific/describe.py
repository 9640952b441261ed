"""An instruction to draw a picture: how much of it is said, in which voice and order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

from stages.synthesize.domain import Claim, Description
from stages.synthesize.domains.chart.numbers import literal
from stages.synthesize.domains.scientific import facts, words
from stages.synthesize.domains.scientific.facts import SeriesFacts
from stages.synthesize.translate.picture import BARS, Picture


@dataclass(frozen=True)
class Sentence:
    """A sentence and what it claims."""

    text: str
    claims: tuple[Claim, ...]


def describe(picture: Picture, language: str, register: str, rng: Random) -> Description:
    """An instruction and its claims."""
    head, claims = heading(picture, rng)
    said = _chosen(picture, register, rng)
    fields = {"head": head, "Head": words.capital(head), "a_head": words.article(head), "language": language}
    opening = rng.choice(words.HEAD[register]).format(**fields)
    if register == "terse":
        apart = rng.choice(("; ", ". "))
        parts = [s.text.rstrip(".") if apart == ". " else s.text[:1].lower() + s.text[1:-1] for s in said]
        text = apart.join([opening, *parts])
    else:
        text = " ".join([opening, *(s.text for s in said)])
    return Description(text, unique([*claims, *(c for s in said for c in s.claims)]))


def unique(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    kept: list[Claim] = []
    for claim in claims:
        if claim not in kept:
            kept.append(claim)
    return tuple(kept)


def heading(picture: Picture, rng: Random) -> tuple[str, list[Claim]]:
    """ "line chart with two lines" and what that claims."""
    claims = facts.kinds(picture)
    kinds = list(dict.fromkeys(s.kind for s in picture.series))
    noun = rng.choice(words.KIND[kinds[0]])
    counts = {k: sum(s.kind == k for s in picture.series) for k in kinds}
    if counts[kinds[0]] > 1:
        noun += f" with {_count(counts[kinds[0]])} {words.MANY[kinds[0]]}"
    for number, kind in enumerate(kinds[1:]):
        n = counts[kind]
        noun += " and " if number or counts[kinds[0]] > 1 else " with "
        noun += f"{_count(n)} {words.MANY[kind]}" if n > 1 else _a(kind)
    return noun, claims


def _a(kind: str) -> str:
    noun = words.ONE[kind]
    return noun if noun.endswith("s") else words.article(noun)


def _count(n: int) -> str:
    return words.NUMBERS[n] if n < len(words.NUMBERS) else str(n)


def _chosen(picture: Picture, register: str, rng: Random) -> list[Sentence]:
    """The sentences that the register makes, in a natural order."""
    named = word_sentences(picture, rng)
    body = [s for one in facts.series(picture) for s in series_sentences(picture, one, rng)]
    if claim := facts.legend(picture):
        labels = words.listed([words.quote(t) for t in claim.args["labels"]])
        body.append(Sentence(rng.choice(words.SLOTS["legend"]).format(labels=labels), (claim,)))
    body += frame_sentences(picture, rng)
    if register == "detailed":
        return named + body if rng.random() < 0.6 else body + named
    most = {"terse": (1, 2), "plain": (2, 3, 4), "casual": (1, 2, 3)}[register]
    some = _sample(body, rng.choice(most), rng)
    fewer = named if register == "plain" else _sample(named, rng.choice((1, 2)), rng)
    return fewer + some if rng.random() < 0.6 else some + fewer


def _sample(sentences: list[Sentence], most: int, rng: Random) -> list[Sentence]:
    places = sorted(rng.sample(range(len(sentences)), min(most, len(sentences))))
    return [sentences[i] for i in places]


def word_sentences(picture: Picture, rng: Random) -> list[Sentence]:
    return [
        Sentence(rng.choice(words.SLOTS[c.kind]).format(text=words.quote(c.args["text"])), (c,))
        for c in facts.words(picture)
    ]


def name_of(picture: Picture, one: SeriesFacts) -> str:
    """How a sentence names a series: by its legend, or by its place among its kind."""
    noun, label = words.ONE[one.series.kind], one.series.label
    several = sum(s.kind == one.series.kind for s in picture.series) > 1
    if label:
        return f"{noun} {words.quote(label)}" if noun.endswith("s") else f"the {noun} {words.quote(label)}"
    if not several:
        return f"the {noun}"
    place = words.ORDINALS[one.index] if one.index < len(words.ORDINALS) else f"{one.index + 1}th"
    return f"the {place} {'set of ' + noun if noun.endswith('s') else noun}"


def series_sentences(picture: Picture, one: SeriesFacts, rng: Random) -> list[Sentence]:
    """Data, colour, stroke and markers of one series."""
    the = name_of(picture, one)
    fields = {"the": the, "The": words.capital(the)}
    found = []
    if one.values:
        found.append(_data(picture, one, fields, rng))
    if one.colour:
        text = rng.choice(words.SLOTS["colour"]).format(colour=one.series.colour, **fields)
        found.append(Sentence(text, (one.colour,)))
    if one.style:
        text = rng.choice(words.SLOTS["style"]).format(style=words.STYLES[one.series.style], **fields)
        found.append(Sentence(text, (one.style,)))
    if one.marker and not (one.series.kind == "scatter" and one.series.marker == "o"):
        text = rng.choice(words.SLOTS["marker"]).format(marker=words.MARKERS[one.series.marker], **fields)
        found.append(Sentence(text, (one.marker,)))
    return found


def _data(picture: Picture, one: SeriesFacts, fields: dict[str, str], rng: Random) -> Sentence:
    values, names = one.series.y, facts.categories(picture)
    if names:
        pairs = [f"{n} {literal(v)}" for n, v in zip(picture.categories, values, strict=True)]
        text = rng.choice(words.SLOTS["named_heights"]).format(pairs=words.listed(pairs))
        return Sentence(text, (names, one.values))
    if one.series.kind in BARS:
        return Sentence(rng.choice(words.SLOTS["heights"]).format(y=words.numbers(values)), (one.values,))
    x, y = words.numbers(one.series.x), words.numbers(values)
    return Sentence(rng.choice(words.SLOTS["values"]).format(x=x, y=y, **fields), (one.values,))


def frame_sentences(picture: Picture, rng: Random) -> list[Sentence]:
    found = []
    for claim in facts.frame(picture):
        fields = {k: literal(v) if k in ("low", "high") else v for k, v in claim.args.items()}
        found.append(Sentence(rng.choice(words.SLOTS[claim.kind]).format(**fields), (claim,)))
    return found
