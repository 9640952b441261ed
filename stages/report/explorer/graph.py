"""The blocks of the page that hold the graph: ids, labels, edges, decisions, pictures, slices."""

from __future__ import annotations

from typing import Any

import numpy as np

from stages.lineage.edges import KINDS
from stages.lineage.graph import Graph
from stages.lineage.narrow import DECIDED
from stages.report.explorer.order import Order
from stages.report.explorer.packing import packed_integers, packed_json, packed_lines


def blocks(graph: Graph, order: Order) -> dict[str, str]:
    """Name of a block to its packed text; `templates/graph.js` reads them."""
    place = order.place(graph)
    verdicts, codes, reasons = _verdicts(graph, place)
    labels = graph.columns.labels.take(order.nodes)
    for node, reason in reasons.items():
        labels[node] = labels[node].removesuffix(f" [dropped: {reason}]")
    return {
        "kinds": packed_json([[kind, n] for kind, n in zip(KINDS, order.counts, strict=True)]),
        "ids": packed_lines(graph.ids.take(order.nodes)),
        "labels": packed_lines(labels),
        **_edges(graph, order),
        "parts": packed_integers(order.parts),
        "verdicts": packed_json(verdicts),
        "decided": packed_integers(codes),
        "pictured": packed_integers(_pictured(graph, place)),
        "slices": packed_json(_slices(graph, place)),
    }


def _edges(graph: Graph, order: Order) -> dict[str, str]:
    """The parents of every node in the page's order: how many, and each as a difference from the last."""
    new = np.empty(len(graph), dtype=np.int64)
    new[order.nodes] = np.arange(len(graph))
    parents, children = (new[side] for side in graph.pairs())
    by_child = np.lexsort((parents, children))
    counts = np.bincount(children, minlength=len(graph))
    return {
        "counts": packed_integers(counts),
        "parents": packed_integers(np.diff(parents[by_child], prepend=0)),
    }


def _verdicts(graph: Graph, place: dict[str, int]) -> tuple[list[list[str]], np.ndarray, dict[int, str]]:
    """Distinct (decision, reason) pairs, the number of each node's (0: none), and reasons of the dropped."""
    codes = np.zeros(len(place), dtype=np.int32)
    if graph.sources is None:
        return [["", ""]], codes, {}
    tables = " union all ".join(
        f"select record_id, decision, coalesce(reason, '') as reason from {table}"
        for table in (*DECIDED.values(), "predictions")
    )
    rows = graph.sources.connection.execute(tables).fetchall()
    distinct = sorted({(decision, reason) for _, decision, reason in rows})
    number = {verdict: n for n, verdict in enumerate(distinct, start=1)}
    reasons = {}
    for record, decision, reason in rows:
        codes[place[record]] = number[decision, reason]
        if decision == "drop":
            reasons[place[record]] = reason
    return [["", ""], *map(list, distinct)], codes, reasons


def _pictured(graph: Graph, place: dict[str, int]) -> np.ndarray:
    """Kept renders with a picture, each as a difference from the last; those of tests have none."""
    if graph.sources is None:
        return np.empty(0, dtype=np.int64)
    rows = graph.sources.connection.execute(
        "select record_id from renders where decision = 'keep' and octet_length(png) > 0"
    ).fetchall()
    return np.diff(np.sort(np.array([place[record] for (record,) in rows], dtype=np.int64)), prepend=0)


def _slices(graph: Graph, place: dict[str, int]) -> list[list[Any]]:
    """Each split and slice as a REF with its kept corpus records."""
    if graph.sources is None:
        return []
    rows = graph.sources.connection.execute(
        "select ref, list(record_id) from ("
        " select concat('corpus/', split) as ref, record_id from corpus where decision = 'keep'"
        " union all select concat('slice:', slice), record_id from corpus where decision = 'keep')"
        " group by ref order by ref"
    ).fetchall()
    found = []
    for ref, records in rows:
        members = np.sort(np.array([place[record] for record in records]))
        found.append([ref, np.diff(members, prepend=0).tolist()])
    return found
