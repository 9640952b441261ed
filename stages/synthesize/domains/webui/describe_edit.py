"""Instructions that lead from one page to another, from the difference of what they show."""

from __future__ import annotations

from random import Random

from stages.synthesize.domain import Description, Program
from stages.synthesize.domains.webui.change import Change, change

_PLAIN = ("{}.", "On this page, {}.", "In the HTML below, {}.", "Please {}.", "Edit the page: {}.")
_CASUAL = (
    "Could you {}?",
    "Can you {} here, please?",
    "Hey, {} for me.",
    "Nearly there, just {}.",
    "I'd like you to {}.",
    "One more thing: {}.",
)
_DETAILED = (
    "The screenshot shows the page that the code draws. {} {}",
    "Work on the page in the picture: {} {}",
    "Take the given HTML and make one change. {} {}",
    "{} {}",
)
_KEEP = (
    "Nothing else on the page changes.",
    "Every other element keeps its text and its look.",
    "Leave the rest of the page as it is.",
    "Keep all other elements unchanged.",
)


def describe_edit(concept: str, before: Program, after: Program, register: str, rng: Random) -> Description:
    """Raises NotApplicable where the pages look alike, or differ in more than one named element."""
    found = change(concept, before.evidence, after.evidence, register == "detailed", rng)
    return Description(_worded(found, register, rng), found.claims)


def _worded(found: Change, register: str, rng: Random) -> str:
    phrase = found.phrase
    if register == "terse":
        return phrase[0].upper() + phrase[1:]
    if register == "detailed":
        keep = rng.choice(_KEEP) if found.alone else "All texts stay as they are."
        text = rng.choice(_DETAILED).format(phrase[0].upper() + phrase[1:] + ".", keep)
        return text
    text = rng.choice(_CASUAL if register == "casual" else _PLAIN).format(phrase)
    if found.alone and rng.random() < 0.3:
        text += " " + rng.choice(_KEEP)
    return text[0].upper() + text[1:]
