"""Instructions for a mermaid diagram: its kind, what stands in it, and what is linked."""

from __future__ import annotations

from random import Random
from typing import Any

from stages.synthesize.domain import Claim, Description, NotApplicable
from stages.synthesize.domains.scientific import words
from stages.synthesize.domains.scientific.describe import unique

KIND = {
    "flowchart": "flowchart",
    "sequence": "sequence diagram",
    "class": "class diagram",
    "state": "state diagram",
    "er": "entity relationship diagram",
    "pie": "pie chart",
    "gantt": "Gantt chart",
    "c4": "C4 diagram",
    "kanban": "kanban board",
    "journey": "user journey",
    "mindmap": "mind map",
    "requirement": "requirement diagram",
    "radar": "radar chart",
    "gitGraph": "git graph",
    "architecture": "architecture diagram",
    "xychart": "xy chart",
    "sankey": "Sankey diagram",
    "timeline": "timeline",
    "quadrantChart": "quadrant chart",
    "packet": "packet diagram",
    "block": "block diagram",
    "treemap": "treemap",
}
NODE = {
    "flowchart": "nodes",
    "sequence": "participants",
    "class": "classes",
    "state": "states",
    "er": "entities",
    "pie": "slices",
    "gantt": "tasks",
}
LINK = {
    "flowchart": "arrow",
    "sequence": "message",
    "class": "relation",
    "state": "transition",
    "er": "relationship",
}
MOST = 12
HEAD = {
    "terse": ("mermaid {kind}", "{Kind} in mermaid", "mermaid: {kind}"),
    "plain": (
        "Write a mermaid {kind}.",
        "Draw {a_kind} with mermaid.",
        "Create {a_kind} in mermaid syntax.",
        "Make {a_kind} using mermaid.",
    ),
    "detailed": (
        "Write the complete mermaid source of {a_kind} as described.",
        "Using mermaid, draw {a_kind} with the following content.",
        "Produce {a_kind} in mermaid to this specification.",
    ),
    "casual": (
        "Can you sketch {a_kind} in mermaid?",
        "I need {a_kind}, mermaid please.",
        "Could you write me a mermaid {kind}?",
    ),
}
IMAGE = {
    "terse": ("mermaid source for this diagram.", "Diagram to mermaid.", "Redraw in mermaid."),
    "plain": (
        "Write the mermaid source that draws this diagram.",
        "Reproduce the diagram in the image with mermaid.",
        "Turn the picture into mermaid code.",
    ),
    "detailed": (
        "Look closely at the diagram and write mermaid source that draws it again: kind, texts and links.",
        "Reproduce the figure in mermaid. Copy every text and keep what is linked to what.",
    ),
    "casual": (
        "Can you redo this one in mermaid?",
        "I lost the mermaid file for this, can you write it again?",
    ),
}
SLOTS = {
    "title": ("Its title is {text}.", "Title it {text}.", "Put the title {text} above it."),
    "nodes": ("The {noun} are {texts}.", "It has the {noun} {texts}.", "{Noun}: {texts}."),
    "node_count": ("There are {n} {noun} in all.", "It has {n} {noun}."),
    "link": ("One {noun} leads from {a} to {b}.", "Link {a} to {b}.", "There is one {noun} from {a} to {b}."),
    "named_link": ("The {noun} from {a} to {b} says {text}.", "Link {a} to {b} with the text {text}."),
    "slices": ("The slices are {texts}.", "Slices: {texts}."),
    "texts": ("It shows the texts {texts}.", "These texts stand in it: {texts}.", "Include {texts}."),
}
Json = dict[str, Any]


def kind_of(evidence: Json) -> str:
    """Raises NotApplicable for a kind of diagram that has no name here."""
    if evidence.get("type") not in KIND:
        raise NotApplicable(f"a diagram of kind {evidence.get('type')}")
    return evidence["type"]


def plain(text: Any) -> str:
    return " ".join(str(text or "").split())


def named(evidence: Json) -> dict[str, str]:
    """Label of each node by id, where the picture shows its words: choices, forks and ends have none."""
    found = {n["id"]: plain(n["label"]) for n in evidence.get("nodes") or []}
    words_shown = {w for text, _ in evidence.get("texts") or [] for w in plain(text).split()}
    return {i: t for i, t in found.items() if t and set(t.split()) <= words_shown}


def links(evidence: Json) -> list[tuple[str, str, str]]:
    """(label from, label to, text) between named nodes."""
    labels = named(evidence)
    return [
        (labels[e["from"]], labels[e["to"]], plain(e["label"]))
        for e in evidence.get("edges") or []
        if e["from"] in labels and e["to"] in labels
    ]


def facts(evidence: Json) -> tuple[Claim, ...]:
    """All claims, most important first."""
    kind = kind_of(evidence)
    found = [Claim("diagram", {"kind": kind}, 2.0)]
    if title := plain(evidence.get("title")):
        found.append(Claim("text", {"text": title}, 1.5))
    labels = list(named(evidence).values())
    found += [Claim("node", {"label": t}) for t in labels[:MOST]]
    if kind in NODE and labels:
        found.append(Claim("node_count", {"n": len(labels)}))
    found += [Claim("link", {"from": a, "to": b, "text": t}) for a, b, t in links(evidence)[:MOST]]
    if kind == "pie":
        found += [_slice(n) for n in evidence["nodes"][:MOST]]
    if not labels:
        found += [Claim("text", {"text": t}) for t in shown(evidence)[:MOST]]
    return tuple(found)


def _slice(node: Json) -> Claim:
    return Claim("slice", {"label": plain(node["label"]), "value": node["value"]})


def shown(evidence: Json) -> list[str]:
    """Distinct words that stand in the picture, numbers left out."""
    found = [plain(text) for text, _ in evidence.get("texts") or []]
    return [t for t in dict.fromkeys(found) if any(c.isalpha() for c in t) and len(t) <= 60]


def describe(evidence: Json, register: str, rng: Random) -> Description:
    kind = kind_of(evidence)
    noun = KIND[kind]
    fields = {"kind": noun, "Kind": words.capital(noun), "a_kind": words.article(noun)}
    said = [(rng.choice(HEAD[register]).format(**fields), [Claim("diagram", {"kind": kind}, 2.0)])]
    parts = sentences(evidence, rng)
    most = {"terse": 2, "plain": 4, "detailed": len(parts), "casual": 3}[register]
    said += parts[:1] + _some(parts[1:], most - 1, rng)
    if len(said) < 2:
        raise NotApplicable("a diagram of which nothing but its kind is known")
    text = " ".join(text if text.endswith((".", "?")) else text + "." for text, _ in said)
    return Description(text, unique(c for _, cs in said for c in cs))


def _some(parts: list, most: int, rng: Random) -> list:
    places = sorted(rng.sample(range(len(parts)), max(0, min(most, len(parts)))))
    return [parts[i] for i in places]


def sentences(evidence: Json, rng: Random) -> list[tuple[str, list[Claim]]]:
    """What is in the diagram, the most telling first."""
    kind, found = kind_of(evidence), []

    def say(slot: str, claims: list[Claim], **fields: str) -> None:
        found.append((rng.choice(SLOTS[slot]).format(**fields), claims))

    labels = list(dict.fromkeys(named(evidence).values()))
    if kind == "pie":
        slices = [_slice(n) for n in evidence["nodes"][:MOST]]
        texts = words.listed([f"{c.args['label']} with {c.args['value']:g}" for c in slices])
        say("slices", slices, texts=texts)
    elif labels and kind in NODE:
        first = labels[:MOST]
        noun = NODE[kind]
        slot = "nodes" if len(labels) <= MOST else "texts"
        claims = [Claim("node", {"label": t}) for t in first]
        quoted = words.listed([words.quote(t) for t in first])
        say(slot, claims, noun=noun, Noun=words.capital(noun), texts=quoted)
    else:
        first = shown(evidence)[:MOST]
        if first:
            quoted = words.listed([words.quote(t) for t in first])
            say("texts", [Claim("text", {"text": t}) for t in first], texts=quoted)
    if title := plain(evidence.get("title")):
        say("title", [Claim("text", {"text": title}, 1.5)], text=words.quote(title))
    for a, b, text in links(evidence)[:MOST]:
        claim = Claim("link", {"from": a, "to": b, "text": text})
        fields = {"noun": LINK.get(kind, "link"), "a": words.quote(a), "b": words.quote(b)}
        say("named_link" if text else "link", [claim], text=words.quote(text), **fields)
    return found
