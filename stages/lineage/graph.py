"""The lineage graph: ids, kinds and two adjacency lists, walked both ways.

Walking is a breadth-first search over numpy arrays (mapped from the index, see `index`), so that only the
pages of what is reached are read.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from stages.lineage.arrays import Adjacency, Strings

if TYPE_CHECKING:
    from stages.lineage.views import Sources

Node = dict[str, str]
"""`{"id", "kind", "stage", "label"}`."""


@dataclass(frozen=True)
class Columns:
    """The nodes, sorted by id; `kinds` and `stages` are positions (uint8) in the tuples of names."""

    ids: Strings
    labels: Strings
    kinds: np.ndarray
    stages: np.ndarray
    kind_names: tuple[str, ...]
    stage_names: tuple[str, ...]


class Graph:
    """Nodes with an id and a kind, and edges from parent to child.

    `sources`: the tables that it was made from; None for a graph that was not loaded from tables.
    `loose`: positions (int64, sorted) of nodes with a parent that no table has: all that is above them is
    not known.
    """

    def __init__(
        self,
        columns: Columns,
        children: Adjacency,
        parents: Adjacency,
        sources: Sources | None = None,
        loose: np.ndarray | None = None,
    ) -> None:
        self.columns, self.ids, self.sources = columns, columns.ids, sources
        self._children, self._parents = children, parents
        self.loose = np.empty(0, dtype=np.int64) if loose is None else loose

    @classmethod
    def of(cls, edges: Iterable[tuple[str, str]], kinds: dict[str, str]) -> Graph:
        """A graph from plain values: (parent, child) pairs, and the kind of every node."""
        import pyarrow as pa

        ids = sorted(kinds)
        place = {node: i for i, node in enumerate(ids)}
        pairs = np.array([[place[a], place[b]] for a, b in edges], dtype=np.int64).reshape(-1, 2)
        names = tuple(sorted(set(kinds.values())))
        codes = np.array([names.index(kinds[i]) for i in ids], dtype=np.uint8)
        text = Strings.of(pa.chunked_array([ids], pa.string()))
        columns = Columns(text, text, codes, np.zeros(len(ids), dtype=np.uint8), names, ("",))
        down = Adjacency.of(pairs[:, 0], pairs[:, 1], len(ids))
        return cls(columns, down, Adjacency.of(pairs[:, 1], pairs[:, 0], len(ids)))

    @property
    def absent(self) -> tuple[str, ...]:
        """Tables that have no file here: what they would connect is not connected."""
        return self.sources.absent if self.sources else ()

    def __contains__(self, node: str) -> bool:
        return self._position(node) is not None

    def __len__(self) -> int:
        return len(self.ids)

    def kind(self, node: str) -> str:
        """The kind of a node. Raises KeyError where there is no such node."""
        (position,) = self._positions([node])
        return self.columns.kind_names[self.columns.kinds[position]]

    def starting_with(self, prefix: str) -> list[str]:
        """Ids that begin with `prefix`, sorted."""
        start = bisect_left(self.ids, prefix)
        end = start
        while end < len(self.ids) and self.ids[end].startswith(prefix):
            end += 1
        return self.ids[start:end]

    def of_kind(self, kind: str) -> list[str]:
        """Ids of one kind, sorted."""
        if kind not in self.columns.kind_names:
            return []
        code = self.columns.kind_names.index(kind)
        return self.ids.take(np.flatnonzero(self.columns.kinds == code))

    def ancestors(self, ids: Iterable[str]) -> set[str]:
        """Everything that any of `ids` came from (one of `ids` only where another of them came from it)."""
        return self._names(self._walk(self._positions(ids), self._parents))

    def descendants(self, ids: Iterable[str]) -> set[str]:
        """Everything that any of `ids` reached (one of `ids` only where another of them reached it)."""
        return self._names(self._walk(self._positions(ids), self._children))

    def below_loose(self) -> set[str]:
        """Ids of nodes whose ancestors are not all known: the loose ones and all that came of them."""
        found = self._walk(self.loose, self._children)
        return self._names(np.union1d(self.loose, found))

    def parents(self, ids: Iterable[str]) -> set[str]:
        """Direct parents."""
        return self._names(self._parents.step(self._positions(ids)))

    def children(self, ids: Iterable[str]) -> set[str]:
        """Direct children."""
        return self._names(self._children.step(self._positions(ids)))

    def reach(self, ids: Iterable[str], *, up: bool) -> np.ndarray:
        """Positions of `ids` and of all their ancestors (`up`) or descendants, sorted."""
        starts = self._positions(ids)
        found = self._walk(starts, self._parents if up else self._children)
        return np.union1d(starts, found)

    def pairs(self) -> tuple[np.ndarray, np.ndarray]:
        """All edges as positions: parents, and the child of each (both int64, sorted by parent, child)."""
        sources = np.arange(len(self.ids))
        return np.repeat(sources, self._children.counts(sources)), self._children.targets(sources)

    def edges(self, ids: Collection[str]) -> list[tuple[str, str]]:
        """The (parent, child) pairs with both ends in `ids`, sorted."""
        return self.edges_at(np.unique(self._positions(ids)))

    def edges_at(self, positions: np.ndarray) -> list[tuple[str, str]]:
        """`edges` of sorted positions."""
        inside = np.zeros(len(self.ids), dtype=bool)
        inside[positions] = True
        parents = np.repeat(positions, self._children.counts(positions))
        children = self._children.targets(positions)
        both = inside[children]
        names = dict(zip(positions.tolist(), self.ids.take(positions), strict=True))
        pairs = zip(parents[both].tolist(), children[both].tolist(), strict=True)
        return [(names[a], names[b]) for a, b in pairs]

    def nodes(self, ids: Collection[str]) -> list[Node]:
        """`{"id", "kind", "stage", "label"}` of each of `ids`, sorted by id."""
        return self.nodes_at(np.unique(self._positions(ids)))

    def nodes_at(self, positions: np.ndarray) -> list[Node]:
        """`nodes` of sorted positions."""
        columns = self.columns
        kinds = [columns.kind_names[code] for code in columns.kinds[positions].tolist()]
        stages = [columns.stage_names[code] for code in columns.stages[positions].tolist()]
        rows = zip(columns.ids.take(positions), kinds, stages, columns.labels.take(positions), strict=True)
        return [dict(zip(("id", "kind", "stage", "label"), row, strict=True)) for row in rows]

    def in_cycle(self) -> list[str]:
        """Ids that lie on a cycle or come after one; empty for what a lineage must be."""
        waiting = np.diff(self._parents.start)
        ready = np.flatnonzero(waiting == 0)
        left = np.ones(len(self.ids), dtype=bool)
        while ready.size:
            left[ready] = False
            reached = self._children.targets(ready)
            np.subtract.at(waiting, reached, 1)
            touched = np.unique(reached)
            ready = touched[waiting[touched] == 0]
        return self.ids.take(np.flatnonzero(left))

    def _walk(self, front: np.ndarray, adjacency: Adjacency) -> np.ndarray:
        """Positions that are reached from `front` by one edge or more, sorted."""
        seen = np.zeros(len(self.ids), dtype=bool)
        while front.size:
            front = adjacency.step(front)
            front = front[~seen[front]]
            seen[front] = True
        return np.flatnonzero(seen)

    def _names(self, positions: np.ndarray) -> set[str]:
        return set(self.ids.take(positions))

    def _positions(self, ids: Iterable[str]) -> np.ndarray:
        found = []
        for node in ids:
            position = self._position(node)
            if position is None:
                raise KeyError(node)
            found.append(position)
        return np.array(found, dtype=np.int64)

    def _position(self, node: str) -> int | None:
        at = bisect_left(self.ids, node)
        return at if at < len(self.ids) and self.ids[at] == node else None
