"""Instructions that lead from one program to another, from the difference of what they drew."""

from __future__ import annotations

from random import Random

from stages.synthesize.domain import Claim, Description, NotApplicable, Program
from stages.synthesize.domains.svg.changes import change
from stages.synthesize.domains.svg.diff import difference
from stages.synthesize.domains.svg.sight import changed
from stages.synthesize.domains.svg.tree import number

_PLAIN = ("{}.", "In this SVG, {}.", "Edit the SVG: {}.", "Please {}.", "Change the drawing: {}.")
_CASUAL = (
    "Could you {}?",
    "Can you {} here?",
    "I'd like you to {}, thanks.",
    "Hey, {} please.",
    "One small thing: {}.",
    "Looks good, but {}.",
)
_DETAILED = (
    "Take the SVG below and {}. {}",
    "Modify the given SVG: {}. {}",
    "Edit the code so as to {}. {}",
    "{}. {}",
)
_KEEP = (
    "Keep everything else as it is.",
    "Leave all the rest unchanged.",
    "Nothing else changes; the viewBox stays {view}.",
    "The other elements and the viewBox {view} stay the same.",
)


def describe_edit(concept: str, before: Program, after: Program, register: str, rng: Random) -> Description:
    """Raises NotApplicable where nothing visible changed, or more than the words would say."""
    if not changed(before.evidence, after.evidence):
        raise NotApplicable("the two renders look the same")
    if before.evidence["viewbox"] != after.evidence["viewbox"]:
        raise NotApplicable("the viewBox changed too")
    found = difference(before.evidence, after.evidence)
    exact = register == "detailed" or (register != "terse" and rng.random() < 0.25)
    phrase, claims = change(concept, found, before.evidence, after.evidence, exact, rng)
    view = " ".join(number(value) for value in before.evidence["viewbox"])
    keep = rng.choice(_KEEP).format(view=view)
    if register == "terse":
        text = phrase
    elif register == "detailed":
        text = rng.choice(_DETAILED).format(phrase, keep)
    else:
        text = rng.choice(_CASUAL if register == "casual" else _PLAIN).format(phrase)
        if rng.random() < 0.3:
            text += " " + keep
    claims.append(Claim("unchanged", {"what": "viewbox"}, 0.5))
    return Description(
        text[0].upper() + text[1:], tuple(claim for claim in claims if claim.args.get("n") != 0)
    )
