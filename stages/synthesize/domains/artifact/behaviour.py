"""What a page does when a visitor acts: its interaction script beside the evidence from after it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import groupby
from random import Random
from typing import Any

from stages.synthesize.domain import Claim, NotApplicable, Program
from stages.synthesize.domains.svg.words import listed
from stages.synthesize.domains.webui import source
from stages.synthesize.domains.webui.sight import FIELDS, is_plain
from stages.synthesize.domains.webui.statements import quoted

SCRIPT = "application/janus-interaction+json"
_TIMES = {1: "", 2: " twice", 3: " three times", 4: " four times"}
_MOST = 3
"""New texts that a sentence names."""


@dataclass(frozen=True)
class Behaviour:
    """`act`: what the visitor does, as a gerund ("clicking “Add”"). `effect`: what follows, as a clause."""

    act: str
    effect: str
    claims: tuple[Claim, ...]

    def sentence(self, rng: Random) -> str:
        effect = self.effect[0].upper() + self.effect[1:]
        return rng.choice(
            (
                f"After {self.act}, {self.effect}.",
                f"{effect} after {self.act}.",
                f"It works: on {self.act}, {self.effect}.",
                f"The result of {self.act} is that {self.effect}.",
            )
        )


def steps_of(code: str) -> list[dict[str, Any]]:
    """The steps of a page's interaction script, none where it has no script."""
    found = [e for e in source.elements(code) if e.tag == "script" and e.attributes.get("type") == SCRIPT]
    return json.loads(code[found[0].inner : found[0].close]) if found else []


def behaviour(program: Program, before: Program | None = None) -> Behaviour | None:
    """None for a page without an interaction. Raises NotApplicable where it cannot be put in words.

    `before`: the program that it grew from: only the steps that came, and what they alone show, are told.
    """
    steps, after = steps_of(program.code), program.evidence.get("after")
    if not steps or after is None:
        return None
    known = {"boxes": list(program.evidence["boxes"]), "background": program.evidence["background"]}
    if before is not None:
        steps = steps[len(steps_of(before.code)) :]
        known["boxes"] += before.evidence.get("after", {}).get("boxes", [])
    acts = []
    for step, same in groupby(step for step in steps if "wait" not in step):
        acts.append(_act(program.code, step) + _times(len(list(same))))
    effect, claims = _effect(known, after)
    return Behaviour(listed(acts, "and then"), effect, (*claims, Claim("steps", {"n": after["steps"]})))


def _times(n: int) -> str:
    return _TIMES.get(n, f" {n} times")


def _act(code: str, step: dict[str, Any]) -> str:
    kind = next(iter(step))
    selector = step[kind]
    found = [
        e
        for e in source.elements(code)
        if selector.startswith("#") and e.attributes.get("id") == selector[1:]
    ]
    if len(found) != 1 or not is_plain(found[0].text):
        raise NotApplicable(f"nothing names what {selector} is")
    thing = quoted(found[0].text)
    if kind == "type":
        return f"typing {quoted(step['text'])} into the field that shows {thing}"
    return f"{'clicking' if kind == 'click' else 'pointing at'} {thing}"


def _effect(evidence: dict[str, Any], after: dict[str, Any]) -> tuple[str, list[Claim]]:
    """New texts, texts of another colour, another page background: in words, with claims."""
    there = {box.get("text") for box in evidence["boxes"]}
    # what a field says then is what was typed, not what the page answers
    fresh = [box for box in after["boxes"] if box["role"] not in FIELDS and is_plain(box.get("text", ""))]
    shown = [box for box in fresh if box["text"] not in there]
    texts = list(dict.fromkeys(box["text"] for box in shown))
    parts, claims = [], []
    if texts:
        chosen = [quoted(text) for text in texts[:_MOST]]
        more = ["more"] * (len(texts) > _MOST)
        parts.append(f"{listed([*chosen, *more])} {'appears' if len(texts) == 1 else 'appear'}")
        claims += [Claim("appears", {"text": text}, 2.0) for text in texts[:_MOST]]
    body = [box for box in after["boxes"] if box["tag"] == "body" and box["background"]]
    if body and body[0]["background"] != (evidence["background"] or "#ffffff"):
        parts.append(f"the page background is {body[0]['background']}")
        claims.append(Claim("ground_after", {"colour": body[0]["background"]}, 2.0))
    for box in after["boxes"]:
        old = [b for b in evidence["boxes"] if b.get("text") and b.get("text") == box.get("text")]
        turned = len(old) == 1 and old[0].get("colour") != box.get("colour") and is_plain(box["text"])
        if turned and not body and len(parts) < 2:
            parts.append(f"{quoted(box['text'])} is written in {box['colour']}")
            claims.append(Claim("colour_after", {"text": box["text"], "colour": box["colour"]}, 2.0))
    if not parts:
        raise NotApplicable("the interaction shows nothing new")
    return listed(parts), claims
