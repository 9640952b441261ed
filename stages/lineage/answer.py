"""The answer to `janus trace` and `janus impact`: the subgraph on one side of a REF.

A slice or split is no node of the graph: it is printed as a node of kind `slice` linked to its members, and
its ancestors and descendants are those of all of them.
"""

from __future__ import annotations

from typing import Any

from stages.lineage.graph import Graph
from stages.lineage.refs import Resolved

TRACE, IMPACT = "trace", "impact"

Answer = dict[str, Any]
"""`{"ref", "kind", "nodes": [{"id", "kind", "stage", "label"}], "edges": [[parent, child]]}`, sorted."""


def answer(graph: Graph, resolved: Resolved, direction: str) -> Answer:
    """What `resolved` came from (`trace`) or reached (`impact`), itself included."""
    reached = graph.reach(resolved.ids, up=direction == TRACE)
    nodes = graph.nodes_at(reached)
    edges = [list(pair) for pair in graph.edges_at(reached)]
    if resolved.kind == "slice":
        label = f"{len(resolved.ids)} corpus records"
        nodes.append({"id": resolved.ref, "kind": "slice", "stage": "assemble", "label": label})
        for member in resolved.ids:
            edges.append([member, resolved.ref] if direction == TRACE else [resolved.ref, member])
    return {
        "ref": resolved.ref,
        "kind": resolved.kind,
        "nodes": sorted(nodes, key=lambda node: node["id"]),
        "edges": sorted(edges),
    }


def starts(resolved: Resolved) -> tuple[str, ...]:
    """The nodes of an answer that the REF itself stands for."""
    return (resolved.ref,) if resolved.kind == "slice" else resolved.ids
