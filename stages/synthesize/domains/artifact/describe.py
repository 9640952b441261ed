"""Instructions to write an interactive page: what it shows first, and what it does."""

from __future__ import annotations

from random import Random

from stages.synthesize.domain import Claim, Description, NotApplicable, Program
from stages.synthesize.domains.artifact.behaviour import behaviour
from stages.synthesize.domains.artifact.statements import statements, surface
from stages.synthesize.domains.svg.words import article, listed

_OPEN = {
    "terse": (
        "{kind}: {items}.",
        "{kind} with {items}.",
        "HTML and JavaScript, {items}.",
        "Single file, {items}.",
    ),
    "plain": (
        "Write {a_kind} with {items}.",
        "Create {a_kind} in one HTML file: {items}.",
        "Build {a_kind} that has {items}.",
        "Program {a_kind} showing {items}.",
    ),
    "detailed": (
        "Write {a_kind} as a complete HTML document with its styles and scripts inside. It shows {items}.",
        "Implement {a_kind}. All of it stands in one HTML file. Start from {items}.",
        "Produce a self-contained HTML page, {a_kind}, with {items}.",
    ),
    "casual": (
        "Can you make me {a_kind} with {items}?",
        "I'd love {a_kind}, it should have {items}.",
        "Hey, could you build {a_kind} with {items}?",
    ),
}
_NEXT = ("It also has {}.", "Include {}.", "Show {}.", "There should be {}.")
_SCRIPTED = (
    "Put these steps into a script of type application/janus-interaction+json.",
    "Add an interaction script (application/janus-interaction+json) that does just that.",
    "The page carries that as its janus-interaction script.",
)
_KINDS = {
    "drawing": ("interactive drawing", "canvas demo", "scripted drawing", "small visual demo"),
    "board": ("interactive geometry page", "geometry board", "interactive maths demo"),
    "acts": ("interactive widget", "small interactive page", "UI widget with working script"),
    "page": ("web widget", "small web page"),
}


def describe(program: Program, register: str, rng: Random) -> Description:
    """Raises NotApplicable where too little of the page can be named for certain."""
    said = [s for s in statements(program.evidence, rng, exact=register == "detailed") if s.topic != "order"]
    done = behaviour(program)
    if len(said) + 2 * (done is not None) < 2:
        raise NotApplicable("fewer than two things on the page can be named for certain")
    kind = rng.choice(_KINDS[_kind(program, done is not None)])
    most = {"terse": 2, "plain": 4, "casual": 3, "detailed": 8}[register]
    chosen = said[:most]
    first = chosen[:2]
    form = rng.choice(_OPEN[register])
    items = listed([s.phrase for s in first])
    text = form.format(kind=kind[0].upper() + kind[1:], a_kind=article(kind), items=items)
    sentences = [text[0].upper() + text[1:]]
    claims: list[Claim] = [claim for s in chosen for claim in s.claims]
    sentences += [rng.choice(_NEXT).format(s.phrase) for s in chosen[2:]]
    if done is not None:
        sentences += [done.sentence(rng), rng.choice(_SCRIPTED)]
        claims += done.claims
    return Description(" ".join(sentences), tuple(claims))


def _kind(program: Program, acts: bool) -> str:
    drawn = surface(program.evidence)
    if drawn is not None:
        return "drawing" if drawn["tag"] == "canvas" else "board"
    return "acts" if acts else "page"


_IMAGE = {
    "terse": ("Page from picture.", "Code for this demo.", "HTML for the screenshot."),
    "plain": (
        "Write an HTML page that starts out like this picture.",
        "Recreate what the image shows as one HTML file, script included where it needs one.",
        "Turn this screenshot of a small demo into code.",
    ),
    "detailed": (
        "Look at the screenshot and write one HTML file that shows the same at first: drawing, texts and "
        "colours alike.",
        "Write the complete source, styles and script in one HTML file, of a page that begins as shown.",
    ),
    "casual": (
        "Could you code this little demo for me?",
        "I only have a picture of this page, can you write it?",
        "What would the source of this look like?",
    ),
}


def describe_image(register: str, rng: Random) -> str:
    return rng.choice(_IMAGE[register])
