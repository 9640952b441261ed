"""An answer as a Mermaid flowchart, for a page or a pull request.

More nodes than a person can follow are drawn as one box a kind with its count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from stages.lineage.answer import Answer
from stages.lineage.edges import KINDS

MOST = 60
"""Nodes drawn one by one."""
_LABEL = 48


def flowchart(found: Answer) -> Iterator[str]:
    """Lines of the flowchart, left to right from archives to metrics."""
    yield "flowchart LR"
    if len(found["nodes"]) > MOST:
        yield from _by_kind(found)
        return
    names = {node["id"]: f"n{i}" for i, node in enumerate(found["nodes"])}
    for node in found["nodes"]:
        label = node["label"] or node["id"]
        yield f'  {names[node["id"]]}["{node["kind"]}: {_escaped(label)}"]'
    for parent, child in found["edges"]:
        yield f"  {names[parent]} --> {names[child]}"


def _by_kind(found: Answer) -> Iterator[str]:
    kinds = {node["id"]: node["kind"] for node in found["nodes"]}
    counts = Counter(kinds.values())
    pairs = Counter((kinds[a], kinds[b]) for a, b in found["edges"] if kinds[a] != kinds[b])
    for kind in KINDS:
        if counts[kind]:
            yield f'  {kind}_["{kind} × {counts[kind]:,}"]'
    for (parent, child), count in sorted(pairs.items()):
        yield f"  {parent}_ -->|{count:,}| {child}_"


def _escaped(label: str) -> str:
    """On one line, short, with the characters that end a label as entities."""
    text = " ".join(label.split())
    text = text if len(text) <= _LABEL else text[: _LABEL - 1] + "…"
    return text.replace("&", "#amp;").replace('"', "#quot;").replace("<", "#lt;").replace(">", "#gt;")
