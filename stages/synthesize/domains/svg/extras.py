"""Single true sentences about a picture that can follow any instruction."""

from __future__ import annotations

from random import Random
from typing import Any

from stages.synthesize.domain import Claim
from stages.synthesize.domains.svg.colours import name
from stages.synthesize.domains.svg.facts import (
    gradient_filled,
    leading,
    line_art,
    round_crop,
    stripes,
    symmetries,
    tags,
    texts,
)
from stages.synthesize.domains.svg.sight import background, colours, seen
from stages.synthesize.domains.svg.tree import number
from stages.synthesize.domains.svg.words import colour_words, count, listed, noun

Sentence = tuple[str, tuple[Claim, ...]]


def extras(evidence: dict[str, Any], rng: Random, *, exact: bool) -> list[Sentence]:
    """All that apply, in random order, each in one of several phrasings."""
    found: list[Sentence] = []
    ground = background(evidence)
    if ground and not stripes(evidence):
        words, args = colour_words(ground, exact, rng)
        forms = (
            f"The background is {words}.",
            f"Put it on a {words} background.",
            f"Leave the corners {words}.",
        )
        found.append((rng.choice(forms), (Claim("background", args),)))
    n = len(evidence["shapes"])
    if n <= 12:
        things = count(n, "shape")
        forms = (f"Use {things} in total.", f"It takes {things}.", f"Exactly {things} should be drawn.")
        found.append((rng.choice(forms), (Claim("shape_count", {"n": n}),)))
    counted = tags(evidence)
    if n <= 12 and len(counted) <= 4:
        inner = listed([count(k, noun(tag)) for tag, k in counted])
        forms = (f"Build it from {inner}.", f"The elements are {inner}.", f"Use only {inner}.")
        claims = tuple(Claim("tag_count", {"tag": tag, "n": k}) for tag, k in counted)
        found.append((rng.choice(forms), claims))
    shares = colours(evidence)
    if leading(shares):
        words, args = colour_words(shares[0][0], exact, rng)
        forms = (f"Most of the picture is {words}.", f"{words.capitalize()} dominates.", f"Mainly {words}.")
        found.append((rng.choice(forms), (Claim("dominant_colour", args),)))
    names = list(dict.fromkeys(name(colour) for colour, _ in shares))
    if len(names) > 1 and not exact:
        inner = listed(names[:4])
        forms = (
            f"The colours include {inner}.",
            f"You can see {inner} in it.",
            f"Colours: {', '.join(names[:4])}.",
        )
        found.append((rng.choice(forms), tuple(Claim("colour", {"name": word}) for word in names[:4])))
    elif len(shares) > 1:
        inner = listed([colour_words(colour, True, rng)[0] for colour, _ in shares[:4]])
        found.append(
            (f"Its colours include {inner}.", tuple(Claim("colour", {"colour": c}) for c, _ in shares[:4]))
        )
    x, y, w, h = (number(value) for value in evidence["viewbox"])
    forms = (
        f'Use the viewBox "{x} {y} {w} {h}".',
        f"The canvas is {w} by {h} units.",
        f"Work on a {w}×{h} viewBox.",
    )
    found.append(
        (
            forms[0] if (x, y) != ("0", "0") else rng.choice(forms),
            (Claim("viewbox", {"box": evidence["viewbox"]}),),
        )
    )
    if line_art(evidence, seen(evidence)):
        forms = ("Nothing is filled, only outlines.", "Use strokes without fill.", "Outlines only, no fill.")
        found.append((rng.choice(forms), (Claim("outline_only", {}, 1.5),)))
    if round_crop(evidence):
        forms = (
            "The whole picture is cropped to a circle.",
            "Everything sits inside a round disc.",
            "Its outline is a full circle.",
        )
        found.append((rng.choice(forms), (Claim("round_crop", {}),)))
    for text in texts(evidence)[:2]:
        forms = (
            f'It carries the text "{text}".',
            f'Write "{text}" in it.',
            f'The word "{text}" is part of it.',
        )
        found.append((rng.choice(forms), (Claim("text", {"text": text}, 2.0),)))
    if gradient_filled(evidence):
        found.append(
            (
                rng.choice(("Part of it is filled with a gradient.", "Use a gradient fill.")),
                (Claim("gradient", {}),),
            )
        )
    axes = symmetries(evidence)
    if "vertical" in axes:
        forms = ("Left and right mirror each other.", "It is mirror-symmetric from left to right.")
        found.append((rng.choice(forms), (Claim("symmetric", {"axis": "vertical"}, 0.5),)))
    if "horizontal" in axes:
        forms = ("Top and bottom mirror each other.", "The lower half mirrors the upper half.")
        found.append((rng.choice(forms), (Claim("symmetric", {"axis": "horizontal"}, 0.5),)))
    rng.shuffle(found)
    return found
