"""The order of nodes in the explorer: by kind, then by the source file that they come from.

Relatives are neighbours then: edges become small differences that compress well, and the details of a record
and of what it came from mostly lie in one part.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stages.lineage.edges import KINDS
from stages.lineage.graph import Graph

PART = 1_500
"""Nodes whose details share a file."""


@dataclass(frozen=True)
class Order:
    """`nodes`: the graph's positions in the page's order. `counts`: nodes of each of KINDS, in this order.

    `parts`: the number of each node's file of details (int32), in the page's order.
    """

    nodes: np.ndarray
    counts: list[int]
    parts: np.ndarray

    def place(self, graph: Graph) -> dict[str, int]:
        """Id to its place in the page."""
        return {node: place for place, node in enumerate(graph.ids.take(self.nodes))}


def arrange(graph: Graph) -> Order:
    """The order of a graph's nodes, a function of its ids and edges alone."""
    names = graph.columns.kind_names
    rank = np.array([KINDS.index(name) for name in names], dtype=np.int64)
    kinds = rank[graph.columns.kinds]
    homes = _homes(graph, kinds)
    by_home = np.lexsort((kinds, homes))
    part = np.empty(len(graph), dtype=np.int32)
    part[by_home] = np.arange(len(graph)) // PART
    nodes = np.lexsort((homes, kinds))
    return Order(nodes, np.bincount(kinds, minlength=len(KINDS)).tolist(), part[nodes])


def _homes(graph: Graph, kinds: np.ndarray) -> np.ndarray:
    """The first source file that each node comes from, as a position (its own where it comes from none).

    A checkpoint comes from nearly everything, so what it leads to does not take its home.
    """
    parents, children = graph.pairs()
    own = ~np.isin(kinds[parents], [KINDS.index("archive"), KINDS.index("checkpoint")])
    parents, children = parents[own], children[own]
    home = np.arange(len(graph))
    home[children] = len(graph)
    while True:
        before = home.copy()
        np.minimum.at(home, children, home[parents])
        if np.array_equal(before, home):
            return home
