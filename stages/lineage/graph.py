"""The lineage graph in memory: ids, kinds and two adjacency lists, walked both ways.

`load` takes the edges from the columns of the tables (see `edges`). 100,000 records take about a second.
Walking is a breadth-first search over numpy arrays, so one record or a whole package cost about the same.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from stages.errors import JanusError

if TYPE_CHECKING:
    from stages.lineage.views import Sources

Node = dict[str, str]
"""`{"id", "kind", "stage", "label"}`."""


class Graph:
    """Nodes with an id and a kind, and edges from parent to child.

    `ids` sorted and unique; `edges` an array of shape (n, 2) of positions in `ids`. `sources` gives stages
    and labels; None for a graph that was not loaded from tables.
    """

    def __init__(
        self, ids: Sequence[str], kinds: Sequence[str], edges: np.ndarray, sources: Sources | None = None
    ) -> None:
        self.ids, self.kinds, self.sources = ids, kinds, sources
        self._edges = np.unique(edges.reshape(-1, 2).astype(np.int64), axis=0)
        self._children = _Adjacency(self._edges[:, 0], self._edges[:, 1], len(ids))
        self._parents = _Adjacency(self._edges[:, 1], self._edges[:, 0], len(ids))

    @classmethod
    def of(cls, edges: Iterable[tuple[str, str]], kinds: dict[str, str]) -> Graph:
        """A graph from plain values: (parent, child) pairs, and the kind of every node."""
        ids = sorted(kinds)
        place = {node: i for i, node in enumerate(ids)}
        pairs = np.array([[place[a], place[b]] for a, b in edges], dtype=np.int64)
        return cls(ids, [kinds[i] for i in ids], pairs)

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
        position = self._position(node)
        if position is None:
            raise KeyError(node)
        return self.kinds[position]

    def starting_with(self, prefix: str) -> list[str]:
        """Ids that begin with `prefix`, sorted."""
        start = bisect_left(self.ids, prefix)
        end = start
        while end < len(self.ids) and self.ids[end].startswith(prefix):
            end += 1
        return list(self.ids[start:end])

    def of_kind(self, kind: str) -> list[str]:
        """Ids of one kind, sorted."""
        return [node for node, its in zip(self.ids, self.kinds, strict=True) if its == kind]

    def ancestors(self, ids: Iterable[str]) -> set[str]:
        """Everything that any of `ids` came from (one of `ids` only where another of them came from it)."""
        return self._walk(ids, self._parents)

    def descendants(self, ids: Iterable[str]) -> set[str]:
        """Everything that any of `ids` reached (one of `ids` only where another of them reached it)."""
        return self._walk(ids, self._children)

    def parents(self, ids: Iterable[str]) -> set[str]:
        """Direct parents."""
        return self._names(self._parents.step(self._positions(ids)))

    def children(self, ids: Iterable[str]) -> set[str]:
        """Direct children."""
        return self._names(self._children.step(self._positions(ids)))

    def edges(self, ids: Collection[str]) -> list[tuple[str, str]]:
        """The (parent, child) pairs with both ends in `ids`, sorted."""
        inside = np.zeros(len(self.ids), dtype=bool)
        inside[self._positions(ids)] = True
        chosen = self._edges[inside[self._edges[:, 0]] & inside[self._edges[:, 1]]]
        return [(self.ids[a], self.ids[b]) for a, b in chosen.tolist()]

    def nodes(self, ids: Collection[str]) -> list[Node]:
        """`{"id", "kind", "stage", "label"}` of each of `ids`, sorted by id."""
        wanted = sorted(set(ids))
        if self.sources is None:
            return [{"id": node, "kind": self.kind(node), "stage": "", "label": node} for node in wanted]
        import pyarrow as pa

        self.sources.connection.register("wanted", pa.table({"id": pa.array(wanted, pa.string())}))
        rows = self.sources.connection.execute(
            "select id, kind, coalesce(stage, ''), coalesce(label, '')"
            " from node semi join wanted using (id) order by id"
        ).fetchall()
        self.sources.connection.unregister("wanted")
        return [dict(zip(("id", "kind", "stage", "label"), row, strict=True)) for row in rows]

    def in_cycle(self) -> list[str]:
        """Ids that lie on a cycle or come after one; empty for what a lineage must be."""
        waiting = np.bincount(self._edges[:, 1], minlength=len(self.ids))
        ready = np.flatnonzero(waiting == 0)
        left = np.ones(len(self.ids), dtype=bool)
        while ready.size:
            left[ready] = False
            reached = self._children.targets(ready)
            np.subtract.at(waiting, reached, 1)
            touched = np.unique(reached)
            ready = touched[waiting[touched] == 0]
        return [self.ids[i] for i in np.flatnonzero(left).tolist()]

    def _walk(self, ids: Iterable[str], adjacency: _Adjacency) -> set[str]:
        seen = np.zeros(len(self.ids), dtype=bool)
        front = self._positions(ids)
        while front.size:
            front = adjacency.step(front)
            front = front[~seen[front]]
            seen[front] = True
        return self._names(np.flatnonzero(seen))

    def _names(self, positions: np.ndarray) -> set[str]:
        return {self.ids[i] for i in positions.tolist()}

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


class _Adjacency:
    """Targets by source in compressed rows: `ends[start[i]:start[i + 1]]` are the targets of node i."""

    def __init__(self, sources: np.ndarray, targets: np.ndarray, n: int) -> None:
        order = np.argsort(sources, kind="stable")
        self.ends = targets[order]
        self.start = np.zeros(n + 1, dtype=np.int64)
        np.cumsum(np.bincount(sources, minlength=n), out=self.start[1:])

    def targets(self, nodes: np.ndarray) -> np.ndarray:
        """Targets of all `nodes`, one entry per edge."""
        first, counts = self.start[nodes], self.start[nodes + 1] - self.start[nodes]
        if not counts.sum():
            return np.empty(0, dtype=np.int64)
        shift = np.repeat(first - np.concatenate([[0], np.cumsum(counts)[:-1]]), counts)
        return self.ends[np.arange(counts.sum()) + shift]

    def step(self, nodes: np.ndarray) -> np.ndarray:
        """Distinct targets of `nodes`, sorted."""
        return np.unique(self.targets(nodes))


def load(root: Path = Path(".")) -> Graph:
    """The graph of the project in `root`. Edges whose ends no table has are left out (`verify` reports them).

    Raises JanusError where a table cannot be read, or where there is no table at all.
    """
    import duckdb

    from stages.lineage.edges import create_views
    from stages.lineage.views import connect
    from stages.records.schemas import SCHEMAS

    sources = connect(Path(root).absolute())
    if len(sources.absent) == len(SCHEMAS):
        raise JanusError(
            "there are no tables here", where=str(sources.root), do="run `dvc repro` or `dvc pull`"
        )
    try:
        create_views(sources)
        sources.connection.execute(
            "create temp table place as select id, kind, row_number() over (order by id) - 1 as position from"
            " (select id, min(kind) as kind from node group by id)"
        )
        nodes = sources.connection.sql("select id, kind from place order by position").to_arrow_table()
        pairs = sources.connection.execute(
            "select p.position as parent, c.position as child from edge"
            " join place p on p.id = edge.parent join place c on c.id = edge.child"
        ).fetchnumpy()
    except (duckdb.IOException, duckdb.InvalidInputException, duckdb.BinderException) as error:
        raise JanusError(
            f"a table cannot be read: {error}",
            where=str(sources.root / "data"),
            do="run `janus verify` to see which file was changed",
        ) from None
    edges = np.column_stack([pairs["parent"], pairs["child"]])
    return Graph(nodes["id"].to_pylist(), nodes["kind"].to_pylist(), edges, sources)
