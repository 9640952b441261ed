"""The same function asked for by someone who has data and knows what should come of it."""

from __future__ import annotations

from random import Random

from stages.synthesize.domain import Claim, Description, NotApplicable, Program
from stages.synthesize.domains.algorithm.describe import claim, defines
from stages.synthesize.domains.algorithm.subject import subjects

_SCENES = {
    "terse": (
        "Need `{want}` out of `{source}`: write `{s}`.",
        "`{source}` must become `{want}`; code `{s}`.",
    ),
    "plain": (
        "A script calls `{source}` and relies on getting `{want}`. Write the function `{s}` for it.",
        "A colleague's test expects `{want}` from `{source}`. Supply `{s}` so that it passes.",
        "Our report is built from `{source}`, which has to be `{want}`. Implement `{s}`.",
    ),
    "detailed": (
        "A program under review contains the call `{source}`, and its documentation promises `{want}` as the "
        "result. The function itself was lost. Restore `{s}` with doctests.",
        "While porting a library, `{s}` has to be written again in Python without dependencies. "
        "A recorded call is `{source}`, with the result `{want}`.",
    ),
    "casual": (
        "I keep typing this by hand: `{source}` and it should give `{want}`. Could you write `{s}` for me?",
        "My notebook says `{source}` gives `{want}`, but I lost `{s}`. Can you write it again?",
    ),
}


def recontextualize(program: Program, register: str, rng: Random) -> Description:
    """Raises NotApplicable where no example can be told by itself."""
    subject = subjects(program)[-1]
    defined = {entry["name"] for entry in program.evidence["defines"]}
    alone = [e for e in subject.examples if e.want and e.error is None and e.alone(defined)]
    if not alone:
        raise NotApplicable("no example that can be told by itself")
    first, *others = rng.sample(alone, min(len(alone), 2))
    text = rng.choice(_SCENES[register]).format(s=subject.signature, source=first.source, want=first.want)
    claims: list[Claim] = [defines(subject), claim(first)]
    if subject.purpose and register != "terse":
        text += f" What it is for: {subject.purpose}."
    if others and register in ("plain", "detailed"):
        text += f" Another call on record: `{others[0].source}` with `{others[0].want}`."
        claims.append(claim(others[0]))
    return Description(text, tuple(claims))
