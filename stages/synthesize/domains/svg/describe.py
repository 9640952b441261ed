"""Instructions to write a program, grounded in what it drew, in four registers."""

from __future__ import annotations

from random import Random
from typing import Any

from stages.synthesize.domain import Description, NotApplicable
from stages.synthesize.domains.svg.extras import extras
from stages.synthesize.domains.svg.specification import specification
from stages.synthesize.domains.svg.subject import Telling, subject
from stages.synthesize.domains.svg.words import listed

_TERSE = ("{}, SVG", "SVG: {}", "{} as SVG", "SVG of {}", "icon, {}", "{}", "vector graphic: {}")
_PLAIN = (
    "Draw {} as an SVG.",
    "Create an SVG image with {}.",
    "Write SVG code for {}.",
    "Write an SVG that shows {}.",
    "Make a vector graphic: {}.",
    "Generate SVG markup showing {}.",
    "Produce a small SVG picture of {}.",
    "I need an SVG with {}.",
)
_CASUAL = (
    "Can you make me an SVG with {}?",
    "Hey, I'd like a little SVG with {}, please.",
    "Could you draw {} for me? SVG is fine.",
    "I'm after a simple vector picture: {}.",
    "For my page I need {}, as an SVG.",
    "Quick one: an SVG showing {}.",
    "Would you mind sketching {} in SVG?",
)
_DETAILED = (
    "Write an SVG with {view}. Draw, from back to front: {items}.",
    "Create an SVG document, {view}. In drawing order it contains {items}.",
    "Produce SVG code with {view}. Draw {items}, in this order.",
    "SVG, {view}. Elements in order: {items}.",
    "I need an exact SVG: {view}. Start with {first}{rest}.",
)


def describe(evidence: dict[str, Any], register: str, rng: Random) -> Description:
    """Raises NotApplicable where the render shows nothing that can be named for certain."""
    if register == "detailed":
        return _detailed(evidence, rng)
    telling = subject(evidence, rng, most={"terse": 2, "casual": 3}.get(register, 4), exact=False)
    if telling is None:
        raise NotApplicable("nothing that the picture shows can be named for certain")
    phrase = telling.phrases[0]
    if register == "terse":
        text = rng.choice(_TERSE).format(phrase)
        return Description(text[0].upper() + text[1:], tuple(telling.claims))
    forms = _CASUAL if register == "casual" else _PLAIN
    sentences = [rng.choice(forms).format(phrase)]
    _add_extras(
        sentences,
        telling,
        evidence,
        rng,
        rng.randrange(0, 3) if register == "casual" else rng.randrange(1, 4),
    )
    return Description(" ".join(sentences), tuple(telling.claims))


def _detailed(evidence: dict[str, Any], rng: Random) -> Description:
    telling = specification(evidence, rng)
    if telling is None:
        raise NotApplicable("no shape of the picture can be specified for certain")
    shapes = sum(claim.kind == "shape" for claim in telling.claims)
    view, items, rest = telling.phrases[0], telling.phrases[1 : 1 + shapes], telling.phrases[1 + shapes :]
    then = f", then {', then '.join(items[1:])}" if len(items) > 1 else ""
    text = rng.choice(_DETAILED).format(view=view, items=listed(items), first=items[0], rest=then)
    sentences = [text, *(f"{sentence}." for sentence in rest)]
    _add_extras(sentences, telling, evidence, rng, rng.randrange(0, 3), exact=True)
    return Description(" ".join(sentences), tuple(telling.claims))


def _add_extras(
    sentences: list[str],
    telling: Telling,
    evidence: dict[str, Any],
    rng: Random,
    wanted: int,
    exact: bool = False,
) -> None:
    """Up to `wanted` sentences that say something new, at most one of a kind."""
    kinds = {claim.kind for claim in telling.claims}
    for sentence, claims in extras(evidence, rng, exact=exact):
        if wanted <= 0:
            return
        if not kinds & {claim.kind for claim in claims}:
            sentences.append(sentence)
            telling.claims += claims
            kinds |= {claim.kind for claim in claims}
            wanted -= 1
