"""Checkers of mermaid diagrams: what mermaid understood, and the texts that the picture shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Json = dict[str, Any]
Verdict = tuple[bool, str]


def plain(text: Any) -> str:
    return " ".join(str(text or "").split())


def diagram(args: Json, evidence: Json) -> Verdict:
    return evidence.get("type") == args["kind"], f"a diagram of kind {evidence.get('type')}"


def node(args: Json, evidence: Json) -> Verdict:
    """A node of this label; where it is in words, the picture shows all of them."""
    labels = [plain(n["label"]) for n in evidence.get("nodes") or []]
    wanted = plain(args["label"])
    return wanted in labels and _drawn(wanted, evidence), f"nodes {labels[:12]}"


def _drawn(label: str, evidence: Json) -> bool:
    """Whether every word of the label stands in the picture."""
    texts = " ".join(plain(text) for text, _ in evidence.get("texts") or []).split()
    return all(word in texts for word in label.split())


def node_count(args: Json, evidence: Json) -> Verdict:
    labels = [plain(n["label"]) for n in evidence.get("nodes") or []]
    inner = [label for label in labels if label and _drawn(label, evidence)]
    return len(inner) == args["n"], f"{len(inner)} nodes"


def link(args: Json, evidence: Json) -> Verdict:
    labels = {n["id"]: plain(n["label"]) for n in evidence.get("nodes") or []}
    found = [
        (labels.get(e["from"]), labels.get(e["to"]), plain(e["label"])) for e in evidence.get("edges") or []
    ]
    wanted = (plain(args["from"]), plain(args["to"]), plain(args["text"]))
    return wanted in found, f"{len(found)} links, {'with' if wanted in found else 'without'} this one"


def part(args: Json, evidence: Json) -> Verdict:
    found = {plain(n["label"]): n.get("value") for n in evidence.get("nodes") or []}
    return found.get(plain(args["label"])) == args["value"], f"slices {found}"


def text(args: Json, evidence: Json) -> Verdict:
    """Shown in the picture, or the title that mermaid read."""
    shown = [plain(t) for t, _ in evidence.get("texts") or []] + [plain(evidence.get("title"))]
    wanted = plain(args["text"])
    return wanted in shown, f"{wanted!r} is {'' if wanted in shown else 'not '}shown"


CHECKERS: dict[str, Callable[[Json, Json], Verdict]] = {
    "diagram": diagram,
    "node": node,
    "node_count": node_count,
    "link": link,
    "slice": part,
    "text": text,
}
