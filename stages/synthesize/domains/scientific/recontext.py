"""Another instruction for the same program: from what its data say (highest, trend, comparison)."""

from __future__ import annotations

from random import Random

from stages.synthesize.domain import Claim, Description, NotApplicable
from stages.synthesize.domains.chart.numbers import literal
from stages.synthesize.domains.scientific import facts, words
from stages.synthesize.domains.scientific.describe import (
    heading,
    name_of,
    series_sentences,
    unique,
    word_sentences,
)
from stages.synthesize.translate.picture import Picture

PURPOSE = {
    "terse": ("{language}: show that {finding}",),
    "plain": (
        "Write {language} code for a chart that shows how {finding}.",
        "Draw {a_head} in {language} from which one sees that {finding}.",
    ),
    "detailed": (
        "A report needs {a_head} made with {language}. Its point is that {finding}.",
        "With {language}, draw {a_head}. A reader should see that {finding}.",
    ),
    "casual": (
        "I want to show people that {finding}. Can you draw that in {language}?",
        "Could you plot this in {language}, so that one sees that {finding}?",
    ),
}


def recontextualize(picture: Picture, language: str, register: str, rng: Random) -> Description:
    """Raises NotApplicable where the data say nothing plain."""
    findings = _findings(picture)
    if not findings:
        raise NotApplicable("data without a plain finding")
    finding, claim = rng.choice(findings)
    head, claims = heading(picture, rng)
    opening = rng.choice(PURPOSE[register]).format(
        language=language, finding=finding, a_head=words.article(head)
    )
    if "{a_head}" not in opening and words.article(head) not in opening:
        claims = []
    said = [s for one in facts.series(picture) for s in series_sentences(picture, one, rng)]
    said = word_sentences(picture, rng) + said
    if register == "terse":
        return Description(opening, (claim,))
    kept = said if register == "detailed" else rng.sample(said, min(len(said), 3))
    text = " ".join([opening, *(s.text for s in kept)])
    return Description(text, unique([claim, *claims, *(c for s in kept for c in s.claims)]))


def _findings(picture: Picture) -> list[tuple[str, Claim]]:
    found = []
    for one in facts.series(picture):
        s, the = one.series, name_of(picture, one)
        here = {"kind": s.kind, "index": one.index}
        top = max(s.y)
        if len(s.y) > 2 and list(s.y).count(top) == 1:
            at = list(s.y).index(top)
            place = words.quote(picture.categories[at]) if picture.categories else f"x = {literal(s.x[at])}"
            who = "the value" if len(picture.series) == 1 else the
            claim = Claim("peak", {**here, "at": at, "value": top}, 2.0)
            verb = "are" if who.endswith("s") else "is"
            found.append((f"{who} {verb} highest at {place}, with {literal(top)}", claim))
        if len(s.y) > 2 and s.kind in ("line", "step", "area") and list(s.x) == sorted(s.x):
            steps = [b - a for a, b in zip(s.y, s.y[1:], strict=False)]
            for word, rises in (("rises", all(d > 0 for d in steps)), ("falls", all(d < 0 for d in steps))):
                if rises:
                    found.append((f"{the} {word} all the way", Claim("trend", {**here, "trend": word}, 2.0)))
    return found
