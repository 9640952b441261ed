"""The canonical page that answers: the short page of what is seen first, and a click that shows what came.

Which element was acted on stands in no evidence: the short page is acted on by the button or link that lies
closest above what came. Drawings that a script makes are known by their pixels alone and have no short form.
"""

from __future__ import annotations

import json
from html import escape
from typing import Any

from stages.synthesize.domain import NotApplicable
from stages.synthesize.domains.artifact.behaviour import SCRIPT
from stages.synthesize.domains.artifact.statements import surface
from stages.synthesize.domains.webui import canonical as page
from stages.synthesize.domains.webui.sight import FIELDS, Seen, is_plain, view
from stages.synthesize.tokens import CANONICAL_TOKENS, count_tokens

_MOST = 3
"""New texts that the short page shows."""
_SHARE = 0.4
"""Of the things that are seen first: the page is about what the click shows."""
_ACT = ' id="act" onclick="more.hidden=false"'


def canonical_page(evidence: dict[str, Any]) -> str:
    """Raises NotApplicable for a drawing, for what nothing answers, and for more than a short page holds."""
    if evidence["errors"]["n"]:
        raise NotApplicable("its script fails")
    if surface(evidence) is not None:
        raise NotApplicable("a drawing that a script makes is known by its pixels alone")
    came = fresh(evidence)
    if not came:
        raise NotApplicable("no interaction shows a text")
    seen = view(evidence)
    trigger = _trigger(seen.of("button", "link"), came[0]["box"][1])
    more = "".join(f"<p>{escape(box['text'], quote=False)}</p>" for box in came[:_MOST])
    visit = json.dumps([{"click": "#act"}])
    end = f'<section id="more" hidden>{more}</section>\n<script type="{SCRIPT}">{visit}</script>\n'
    start = page.canonical_page(
        seen, CANONICAL_TOKENS - count_tokens(end) - count_tokens(_ACT), _SHARE, least=1
    )
    text = escape(trigger.text, quote=False)
    for opening in ("<button", '<a href="#"'):
        if f"{opening}>{text}<" in start:
            return start.replace(f"{opening}>{text}<", f"{opening}{_ACT}>{text}<", 1) + end
    raise NotApplicable(f"the short page has no {trigger.kind} {text!r}")


def fresh(evidence: dict[str, Any]) -> list[dict[str, Any]]:
    """Boxes with texts that only the interaction brought, from the top down."""
    there = {box.get("text") for box in evidence["boxes"]}
    found = [
        box
        for box in evidence.get("after", {}).get("boxes", [])
        if box["role"] not in FIELDS and is_plain(box.get("text", "")) and box["text"] not in there
    ]
    return sorted(found, key=lambda box: (box["box"][1], box["box"][0]))


def _trigger(things: list[Seen], below: float) -> Seen:
    """The closest above a height, the first thing of all where there is none."""
    named = [thing for thing in things if is_plain(thing.text) and thing.simple]
    if not named:
        raise NotApplicable("no button or link that can be named")
    above = [thing for thing in named if thing.box[1] < below]
    return max(above, key=lambda thing: thing.box[1]) if above else named[0]


def resembles(seed: dict[str, Any], drawn: dict[str, Any]) -> tuple[bool, str]:
    """Whether the short page shows the same things at first, and texts of the seed's interaction after it."""
    same, why = page.resembles(view(seed), view(drawn), _SHARE)
    if not same:
        return False, why
    wanted, came = ({box["text"] for box in fresh(evidence)} for evidence in (seed, drawn))
    if not came or came - wanted:
        return False, f"the click shows {sorted(came)[:3]}, not {sorted(wanted)[:3]}"
    return True, ""
