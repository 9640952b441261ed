"""The same page asked for from the side of its visitors: who it is for, and what happens when they act."""

from __future__ import annotations

from random import Random

from stages.synthesize.domain import Claim, Description, NotApplicable, Program
from stages.synthesize.domains.artifact.behaviour import behaviour
from stages.synthesize.domains.artifact.statements import statements, surface
from stages.synthesize.domains.svg.words import listed

_DRAWN = {
    "terse": ("For a lesson:", "Demo for a course page:", "To show in class:"),
    "plain": (
        "A teacher wants to show something on the screen in class.",
        "This goes into an online course.",
        "We collect small demos for a library's gallery.",
    ),
    "detailed": (
        "A course page needs a demo that runs by itself in the browser, without anything to install.",
        "For a gallery of browser graphics, one HTML file is wanted that draws by script.",
    ),
    "casual": ("My pupils like things that are drawn by code.", "I'm building a little gallery of demos."),
}
_ACTED = {
    "terse": ("For a help page:", "Part of a settings page:", "For a prototype:"),
    "plain": (
        "Users of our site should find more behind a click.",
        "A prototype has to feel real when testers click on it.",
        "The page is full, so that part of it has to wait until somebody asks for it.",
    ),
    "detailed": (
        "In a usability test, people will act on this page exactly once, and what follows is written down.",
        "A help centre keeps its pages short: what most readers do not need is shown on demand.",
    ),
    "casual": ("I need something clickable for a demo tomorrow.", "Our testers want to click on something."),
}
_THERE = (
    "Before anybody touches it, one sees {items}.",
    "At first it shows {items}.",
    "It starts with {items}.",
)
_FORM = ("One HTML file, please.", "Give one HTML file.", "All in one HTML file.")
_MOST = {"terse": 2, "plain": 3, "casual": 3, "detailed": 6}


def recontextualize(program: Program, register: str, rng: Random) -> Description:
    """Raises NotApplicable for a page that neither acts nor draws, or shows too little."""
    drawn, done = surface(program.evidence), behaviour(program)
    if drawn is None and done is None:
        raise NotApplicable("a page that neither acts nor draws has no use of its own")
    exact = register == "detailed"
    said = [s for s in statements(program.evidence, rng, exact=exact) if s.topic != "order"][
        : _MOST[register]
    ]
    if not said:
        raise NotApplicable("nothing on the page can be named for certain")
    sentences = [rng.choice((_DRAWN if done is None else _ACTED)[register])]
    claims: list[Claim] = [claim for statement in said for claim in statement.claims]
    there = rng.choice(_THERE).format(items=listed([statement.phrase for statement in said]))
    if done is not None:
        sentences.append(done.sentence(rng))
        claims += done.claims
    sentences += [
        there,
        rng.choice(("One HTML file, please.", "Give one HTML file.", "All in one HTML file.")),
    ]
    return Description(" ".join(sentences), tuple(claims))
