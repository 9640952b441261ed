"""Instructions for pages that step through examples or data, and what their interaction has to show."""

from __future__ import annotations

from random import Random

from stages.synthesize.crossings.crossing import Told
from stages.synthesize.crossings.page import Steps
from stages.synthesize.domain import Claim
from stages.synthesize.domains.svg.words import listed

_ALONE = {
    "terse": ("Interactive page: {what}. {parts} {deed}", "HTML demo, {what}. {parts} {deed}"),
    "plain": (
        "Write an interactive HTML page, {what}. {parts} {deed}",
        "Build {what} in one HTML file. {parts} {deed}",
        "Create a small page with JavaScript: {what}. {parts} {deed}",
    ),
    "detailed": (
        "Write a complete, self-contained HTML document, {what}. {parts} {deed} Use no library.",
        "Implement {what} as one HTML file in plain JavaScript. {parts} {deed}",
    ),
    "casual": (
        "Could you make me {what} as a web page? {parts} {deed}",
        "I'd like a little page, {what}. {parts} {deed}",
    ),
}
_GIVEN = {
    "terse": ("As an interactive page. {parts} {deed}", "Make an HTML demo of this. {parts} {deed}"),
    "plain": (
        "Turn this program into an interactive HTML page. {parts} {deed}",
        "Make {what} out of this code, in one HTML file. {parts} {deed}",
    ),
    "detailed": (
        "Here is a Python program. Write a self-contained HTML document that demonstrates it; what the "
        "program gives is written into the page. {parts} {deed}",
        "Demonstrate the program below on a web page with plain JavaScript: {what}. {parts} {deed}",
    ),
    "casual": (
        "Can you make a page out of this that people can click through? {parts} {deed}",
        "My readers should be able to try this in the browser. {parts} {deed}",
    ),
}
_PARTS = (
    "It has the heading “{heading}” and a button “{button}”.",
    "Under the heading “{heading}” there is a button “{button}”.",
    "The heading is “{heading}”, the button says “{button}”.",
)
_EXAMPLES = (
    "Each click shows the next of these calls and what it gives: {items}.",
    "The button steps through these examples, the call and below it its value: {items}.",
)
_DATA = (
    "Each click adds the next bar, in {colour}, below its name and value: {items}.",
    "The button adds one {colour} bar after the other, each under a line with name and value: {items}.",
)
_VISIT = (
    "Its interaction script (application/janus-interaction+json) clicks {times}; then {texts} can be read.",
    "A script of type application/janus-interaction+json clicks {times}, after which {texts} stand there.",
)
_TIMES = ("once", "twice", "three times")


def told(steps: Steps, register: str, rng: Random) -> Told:
    """What the page shows at first and after the clicks of its own interaction script."""
    pairs = [
        f"{name}: {value}" if steps.colour else f"`{name}` gives `{value}`" for name, value in steps.items
    ]
    deed = rng.choice(_DATA if steps.colour else _EXAMPLES).format(
        items=", ".join(pairs), colour=steps.colour
    )
    texts = listed([f"“{text}”" for text in steps.texts])
    visit = rng.choice(_VISIT).format(times=_TIMES[steps.clicks - 1], texts=texts)
    said = {
        "what": "a chart that is built click by click" if steps.colour else "a demonstration of a function",
        "parts": rng.choice(_PARTS).format(heading=steps.heading, button=steps.button),
        "deed": f"{deed} {visit}",
    }
    alone, given = (rng.choice(forms[register]).format(**said) for forms in (_ALONE, _GIVEN))
    bars: tuple[Claim, ...] = ()
    if steps.colour:
        drawn = [float(value) for _, value in steps.items[: steps.clicks]]
        bars = (Claim("bars_after", {"values": drawn, "colour": steps.colour}, 2.0),)
    claims = (
        Claim("heading", {"text": steps.heading}, 1.5),
        Claim("button", {"text": steps.button}, 1.5),
        *(Claim("appears", {"text": text}, 2.0) for text in steps.texts),
        *bars,
        Claim("steps", {"n": steps.clicks}),
    )
    return Told(alone, given, claims)
