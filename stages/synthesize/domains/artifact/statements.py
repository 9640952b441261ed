"""What can be said of an interactive page before anybody touches it."""

from __future__ import annotations

import re
from random import Random
from typing import Any

from stages.synthesize.domain import Claim, NotApplicable
from stages.synthesize.domains.svg.colours import name as colour_name
from stages.synthesize.domains.svg.words import listed
from stages.synthesize.domains.webui.sight import View, view
from stages.synthesize.domains.webui.statements import Statement, quoted
from stages.synthesize.domains.webui.statements import statements as page_statements

_SURFACE = 100
"""Pixels of the shorter side from which a canvas or drawing is what the page is about."""
_LEAST = 0.0008
"""Share of the picture from which a colour is named."""
_LIBRARIES = {"jsxgraph": "JSXGraph", "paper": "Paper.js"}


def surface(evidence: dict[str, Any]) -> dict[str, Any] | None:
    """The largest canvas or inline drawing."""
    found = [box for box in evidence["boxes"] if box["tag"] in ("canvas", "svg")]
    found = [box for box in found if min(box["box"][2:]) >= _SURFACE]
    return max(found, key=lambda box: box["box"][2] * box["box"][3]) if found else None


def statements(evidence: dict[str, Any], rng: Random, exact: bool) -> list[Statement]:
    """Most important first. Raises NotApplicable for a page whose script failed or that shows nothing."""
    if evidence["errors"]["n"]:
        raise NotApplicable(f"its script fails: {evidence['errors']['first'][0][:80]}")
    drawn = surface(evidence)
    if drawn is None:
        return page_statements(view(evidence), rng, exact)
    return [*_drawing(evidence, drawn), *_labels(evidence, rng)]


def _drawing(evidence: dict[str, Any], drawn: dict[str, Any]) -> list[Statement]:
    width, height = (round(side) for side in drawn["box"][2:])
    word = "canvas" if drawn["tag"] == "canvas" else "drawing board"
    claims = [Claim("surface", {"tag": drawn["tag"], "size": [width, height]}, 2.0)]
    maker = ""
    for library in (served.rpartition("@")[0] for served in evidence["served"]):
        if library in _LIBRARIES:
            claims.append(Claim("served", {"library": library}, 2.0))
            maker = f"{_LIBRARIES[library]} "
    phrase = f"a {maker}{word} of {width} by {height} pixels"
    said = [Statement("surface", phrase, tuple(claims))]
    words: list[str] = []
    for colour, share in evidence["pixels"]["colours"]:
        if share >= _LEAST and colour_name(colour) not in (*words, "white", "light grey"):
            words.append(colour_name(colour))
    if words:
        claims = [Claim("ink", {"name": word}) for word in words[:3]]
        said.append(Statement("ink", f"shapes or strokes in {listed(words[:3])}", tuple(claims)))
    if re.search(r"\w{3}", evidence["title"]):
        title = evidence["title"]
        said.append(Statement("title", f"the page title {quoted(title)}", (Claim("title", {"text": title}),)))
    return said


def _labels(evidence: dict[str, Any], rng: Random) -> list[Statement]:
    try:
        seen: View = view(evidence)
    except NotApplicable:
        return []
    every = seen.quotable("text", "button", "heading", "field", "link")
    numbers = [t for t in every if re.fullmatch(r"[-−]?\d+(\.\d+)?", t.text)]
    labels = [t for t in every if t not in numbers and t.kind in ("text", "heading")]
    said = []
    for things, word in ((labels[:6], "label"), (numbers[:3], "number")):
        if things:
            words = listed([quoted(t.text) for t in things])
            form = f"the {word}{'s' * (len(things) > 1)} {words}"
            said.append(Statement(word, form, tuple(Claim("text", {"text": t.text}) for t in things)))
    buttons = [t for t in every if t.kind == "button"][:3]
    if buttons:
        words = listed([quoted(t.text) for t in buttons])
        claims = tuple(Claim("button", {"text": t.text}) for t in buttons)
        said.append(Statement("button", f"{'buttons' if len(buttons) > 1 else 'a button'} {words}", claims))
    return said
