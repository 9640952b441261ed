"""Narrowing an answer: by distance, stage, decision, or to what passes through chosen seeds.

A node that is hidden by its stage or decision does not cut the answer in two: its parents lead on to its
children, so that two shown nodes are connected where one came from the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from stages.errors import JanusError
from stages.lineage.answer import TRACE, Answer
from stages.lineage.graph import Graph
from stages.lineage.refs import Resolved

DECIDED = {"seed": "seeds", "sample": "samples", "render": "renders", "reward": "rewards", "corpus": "corpus"}
"""Kinds whose rows carry a decision, and their tables."""


def seeds_where(graph: Graph, condition: str) -> tuple[str, ...]:
    """Ids of raw seeds that meet a SQL condition over the columns of table seeds. JanusError for bad SQL."""
    import duckdb

    if graph.sources is None:
        raise JanusError("a condition needs the tables")
    try:
        rows = graph.sources.connection.execute(
            f"select record_id from seeds where kind = 'raw' and ({condition}) order by 1"
        ).fetchall()
    except duckdb.Error as error:
        columns = [row[0] for row in graph.sources.connection.execute("describe seeds").fetchall()]
        raise JanusError(
            f"--where {condition!r}: {str(error).splitlines()[0]}",
            do=f"columns of seeds: {', '.join(columns)}",
        ) from None
    if not rows:
        raise JanusError(f"--where {condition!r}: no seed meets it")
    return tuple(record for (record,) in rows)


def through(graph: Graph, resolved: Resolved, seeds: Collection[str], direction: str) -> set[str]:
    """Nodes that share a path with one of `seeds`: those before the REF (trace) or after it (impact)."""
    around = {*seeds, *graph.descendants(seeds), *graph.ancestors(seeds)}
    walk = graph.ancestors if direction == TRACE else graph.descendants
    return around & {*resolved.ids, *walk(resolved.ids)}


def within(graph: Graph, resolved: Resolved, depth: int, direction: str) -> set[str]:
    """Nodes at most `depth` edges away from the REF."""
    step = graph.parents if direction == TRACE else graph.children
    found = set(resolved.ids)
    front = found
    for _ in range(depth):
        front = step(front) - found
        found = found | front
    return found


def decided(graph: Graph, ids: Iterable[str], decision: str) -> set[str]:
    """Those of `ids` with this decision, and those whose kind has none (archives, files, checkpoints)."""
    if graph.sources is None:
        raise JanusError("decisions stand in the tables")
    union = " union all ".join(f"select record_id, decision from {table}" for table in DECIDED.values())
    rows = graph.sources.connection.execute(
        f"select record_id from ({union}) where decision = ?", [decision]
    ).fetchall()
    kept = {record for (record,) in rows}
    return {node for node in ids if node in kept or graph.kind(node) not in DECIDED}


def keep(found: Answer, shown: Collection[str]) -> Answer:
    """The answer with the nodes of `shown`; hidden nodes are bridged."""
    shown = set(shown)
    onward = defaultdict(list)
    for parent, child in found["edges"]:
        onward[parent].append(child)
    edges: set[tuple[str, str]] = set()
    for node in found["nodes"]:
        if node["id"] in shown:
            edges.update((node["id"], below) for below in _first_shown(node["id"], onward, shown))
    nodes = [node for node in found["nodes"] if node["id"] in shown]
    return {**found, "nodes": nodes, "edges": sorted(list(edge) for edge in edges)}


def _first_shown(node: str, onward: dict[str, list[str]], shown: set[str]) -> set[str]:
    """The shown nodes that `node` leads to directly or through hidden ones."""
    first, seen, front = set(), set(), list(onward[node])
    while front:
        below = front.pop()
        if below in shown:
            first.add(below)
        elif below not in seen:
            seen.add(below)
            front += onward[below]
    return first
