"""The same picture asked for as a brief: what the drawing has to obey, not what it looks like shape by shape.

Paper section 3: the code stays, the instruction is written anew from what the code does. The rules of the
brief (how many elements of which kind, colours, symmetry, canvas) are read off the picture.
"""

from __future__ import annotations

from random import Random
from typing import Any

from stages.synthesize.domain import Claim, Description, NotApplicable
from stages.synthesize.domains.svg.extras import extras

_LEAST = 3
_BRIEF = {
    "plain": (
        "Design an SVG that keeps to these rules. {}",
        "Write an SVG that meets this brief: {}",
        "Here is what the graphic has to obey. {}",
        "Produce one vector graphic under the following constraints. {}",
    ),
    "casual": (
        "Designers gave me these rules for a little graphic, can you code it? {}",
        "I don't have a sketch, just the house rules: {}",
        "Could you come up with the SVG for this brief? {}",
    ),
    "detailed": (
        "Write the SVG source of a graphic for a design system. Its checker enforces every rule below.\n- {}",
        "Acceptance criteria for the SVG to be delivered:\n- {}",
        "Create an SVG document for which all of these statements hold:\n- {}",
    ),
}


def recontextualize(evidence: dict[str, Any], register: str, rng: Random) -> Description:
    """Raises NotApplicable where fewer than three rules can be read off the picture."""
    if register == "terse":
        register = "plain"
    chosen: list[tuple[str, tuple[Claim, ...]]] = []
    kinds: set[str] = set()
    for sentence, claims in extras(evidence, rng, exact=register == "detailed"):
        if not kinds & {claim.kind for claim in claims}:
            chosen.append((sentence, claims))
            kinds |= {claim.kind for claim in claims}
    if len(chosen) < _LEAST:
        raise NotApplicable("too little can be said of the picture without its shapes")
    chosen = chosen[: {"plain": rng.choice((3, 4)), "casual": 3, "detailed": len(chosen)}[register]]
    rules = ("\n- " if register == "detailed" else " ").join(sentence for sentence, _ in chosen)
    claims = tuple(claim for _, said in chosen for claim in said)
    return Description(rng.choice(_BRIEF[register]).format(rules), claims)
