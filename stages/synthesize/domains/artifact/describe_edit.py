"""Instructions that add a widget to a page, from what came and from what its steps showed."""

from __future__ import annotations

from random import Random

from stages.synthesize.domain import Claim, Description, NotApplicable, Program
from stages.synthesize.domains.artifact.behaviour import behaviour
from stages.synthesize.domains.artifact.evolve import NOUNS
from stages.synthesize.domains.svg.words import listed
from stages.synthesize.domains.webui.difference import Box, difference, named
from stages.synthesize.domains.webui.sight import is_plain
from stages.synthesize.domains.webui.statements import quoted

_FORMS = {
    "terse": ("Add {noun}: {parts}. {deed}", "{parts} as {noun}. {deed}"),
    "plain": (
        "Add {noun} to this page, {parts}. {deed}",
        "Extend the page by {noun}: {parts}. {deed}",
        "Put {noun} at the end of the page, made of {parts}. {deed}",
    ),
    "casual": (
        "Could you add {noun}? I mean {parts}. {deed}",
        "Hey, give this page {noun}: {parts}. {deed}",
        "It still needs {noun}, {parts}. {deed}",
    ),
    "detailed": (
        "Add {noun} behind everything else in the body: {parts}. {deed} Write the behaviour in plain "
        "JavaScript. Everything that is on the page already stays as it is.",
        "Extend the given page by {noun}, with {parts}. {deed} Use no library for it, and leave the rest "
        "of the page alone.",
    ),
}
_STEPS = (
    "Let the interaction script show it.",
    "Add that to the janus-interaction script.",
    "The page's interaction script (application/janus-interaction+json) begins with these steps.",
)


def describe_edit(concept: str, before: Program, after: Program, register: str, rng: Random) -> Description:
    """Raises NotApplicable where more than the widget changed, or its steps show nothing."""
    found = difference(before.evidence, after.evidence)
    if found.gone or not found.new:
        raise NotApplicable(f"{len(found.gone)} elements went and {len(found.new)} came")
    done = behaviour(after, before)
    if done is None:
        raise NotApplicable("the page carries no interaction script")
    named_parts = [box for box in found.new if is_plain(box.get("text", ""))]
    if not named_parts:
        raise NotApplicable("nothing that came has a text")
    parts = listed([_called(box) for box in named_parts])
    claims = [_claim(box) for box in named_parts]
    text = rng.choice(_FORMS[register]).format(noun=NOUNS[concept], parts=parts, deed=done.sentence(rng))
    text = f"{text} {rng.choice(_STEPS)}"
    rest = Claim("rest_same", {"gone": [], "new": [named(b) for b in found.new], "still": False}, 2.0)
    return Description(text[0].upper() + text[1:], (*claims, *done.claims, rest))


def _called(box: Box) -> str:
    if box["role"] == "textbox":
        return f"a text field that shows {quoted(box['text'])}"
    return f"{'a button' if box['role'] == 'button' else 'the text'} {quoted(box['text'])}"


def _claim(box: Box) -> Claim:
    if box["role"] == "textbox":
        return Claim("shows", {"role": "textbox", "text": box["text"]}, 1.5)
    return Claim("button" if box["role"] == "button" else "text", {"text": box["text"]}, 1.5)
