"""Edits of mermaid diagrams in their text: a node more, another label, a title."""

from __future__ import annotations

import re
from random import Random
from typing import Any

from stages.synthesize.domain import Claim, Description, NotApplicable, Program
from stages.synthesize.domains.scientific import diagram, words

GROWING = ("flowchart", "state")
NEW = ("Review", "Archive", "Notify team", "Log result", "Retry later", "Send report")
TITLES = ("Overview", "First draft", "How it works", "Current process", "Version 2")
TITLED = ("flowchart", "class", "state", "er")
EDITS = {
    "node": (
        "Add a node {new} that {from_} leads to.",
        "After {from_}, add an arrow to a new node {new}.",
        "Let {from_} also lead to a new node {new}.",
    ),
    "relabel": (
        "Rename the node {old} to {new}.",
        "Change the text of the node {old} to {new}.",
        "The node {old} should read {new}.",
    ),
    "title": ("Add the title {new}.", "Give the diagram the title {new}.", "Put the title {new} above it."),
}
STAYS = {
    "terse": ("",),
    "plain": ("", " Leave the rest as it is."),
    "detailed": (" Keep everything else as it is.", " Nothing else changes."),
    "casual": ("", " Thanks!"),
}
Json = dict[str, Any]


def applicable(program: Program) -> list[str]:
    kind, found = program.evidence.get("type"), []
    if kind in GROWING and diagram.named(program.evidence):
        found.append("node")
    if kind == "flowchart" and _labelled(program):
        found.append("relabel")
    if kind in TITLED and not program.code.lstrip().startswith("---"):
        found.append("title")
    return found


def _labelled(program: Program) -> list[tuple[str, str]]:
    """(id, label) of nodes whose label stands once in the text, in square brackets after the id."""
    labels = diagram.named(program.evidence)
    return [
        (i, t)
        for i, t in labels.items()
        if len(re.findall(rf"\b{re.escape(i)}\[{re.escape(t)}\]", program.code)) == 1
    ]


def evolve(program: Program, concept: str, rng: Random) -> str:
    labels = diagram.named(program.evidence)
    code = program.code.rstrip("\n")
    if concept == "title":
        return f"---\ntitle: {rng.choice(TITLES)}\n---\n{code}\n"
    new = rng.choice([t for t in NEW if t not in labels.values()])
    if concept == "relabel":
        name, old = rng.choice(_labelled(program))
        return code.replace(f"{name}[{old}]", f"{name}[{new}]") + "\n"
    source = rng.choice(sorted(i for i in labels if re.fullmatch(r"\w+", i)) or [""])
    if not source:
        raise NotApplicable("no node with a plain name")
    if program.evidence["type"] == "state":
        return f"{code}\n    {source} --> {new.split()[0]}\n"
    return f"{code}\n    {source} --> New1[{new}]\n"


def describe_edit(before: Json, after: Json, register: str, rng: Random) -> Description:
    """Raises NotApplicable where nothing that has words changed."""
    old, new = diagram.named(before), diagram.named(after)
    come = [i for i in new if i not in old]
    renamed = [i for i in new if i in old and new[i] != old[i]]
    same = [Claim("node", {"label": t}) for i, t in new.items() if i in old and old[i] == t][: diagram.MOST]
    if len(come) == 1 and not renamed:
        links = [(a, t) for a, b, t in diagram.links(after) if b == new[come[0]]]
        if len(links) != 1:
            raise NotApplicable("a node that not one other leads to")
        fields = {"new": words.quote(new[come[0]]), "from_": words.quote(links[0][0])}
        slot, claims = (
            "node",
            [
                _changed("node", {"label": new[come[0]]}),
                _changed("link", {"from": links[0][0], "to": new[come[0]], "text": links[0][1]}),
            ],
        )
    elif len(renamed) == 1 and not come:
        fields = {"old": words.quote(old[renamed[0]]), "new": words.quote(new[renamed[0]])}
        slot, claims = "relabel", [_changed("node", {"label": new[renamed[0]]})]
    else:
        added = [t for t in diagram.shown(after) if t not in diagram.shown(before)]
        if len(added) != 1 or come or renamed:
            raise NotApplicable("no one thing changed")
        fields = {"new": words.quote(added[0])}
        slot, claims = "title", [_changed("text", {"text": added[0]})]
    text = rng.choice(EDITS[slot]).format(**fields)
    text = text.rstrip(".") if register == "terse" else text
    return Description(text + rng.choice(STAYS[register]), (*claims, *same))


def _changed(kind: str, args: dict[str, Any]) -> Claim:
    return Claim("changed", {"kind": kind, "args": args}, 2.0)
