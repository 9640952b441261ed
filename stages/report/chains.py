"""A record's lineage for the page: from the archives to the record, with the checkpoint that answered.

A checkpoint descends from the whole training split; the chain shows the record's own ancestors in full and
counts the checkpoint's.
"""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from stages.lineage.graph import Graph

BOX_HEIGHT, ROW, GAP, CANVAS = 40, 66, 12, 640
WIDEST = 300
MOST_IN_A_ROW = 4


@dataclass(frozen=True)
class Chain:
    """`nodes` from the farthest ancestor to the record, as a graph drawing and for a list."""

    nodes: list[dict[str, Any]]
    drawing: Markup
    checkpoint: str | None
    trained_on: dict[str, int]


class Chains:
    """Chains of records in one lineage graph."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self._counts: dict[str, dict[str, int]] = {}

    def of(self, record: str, *, asked: str | None = None, checkpoint: str | None = None) -> Chain:
        """The chain of `record`; for a prediction `asked` is its corpus record, `checkpoint` who answered."""
        origin = asked or record
        inside = {origin, *self.graph.ancestors([origin]), record}
        if checkpoint:
            inside.add(checkpoint)
        edges = self.graph.edges(inside)
        depth = _depths(inside, edges)
        nodes = sorted(self.graph.nodes(inside), key=lambda n: (depth[n["id"]], n["kind"], n["id"]))
        return Chain(
            [{**n, "depth": depth[n["id"]]} for n in nodes],
            _drawing(nodes, edges, depth),
            checkpoint,
            self._trained_on(checkpoint) if checkpoint else {},
        )

    def _trained_on(self, checkpoint: str) -> dict[str, int]:
        """Ancestors of a checkpoint by kind; a page names few checkpoints, each is counted once."""
        if checkpoint not in self._counts:
            found = Counter(self.graph.kind(node) for node in self.graph.ancestors([checkpoint]))
            kinds = ("archive", "file", "seed", "sample", "corpus")
            self._counts[checkpoint] = {kind: found[kind] for kind in kinds if found[kind]}
        return self._counts[checkpoint]


def _depths(ids: set[str], edges: list[tuple[str, str]]) -> dict[str, int]:
    """Row of each node: the longest way to it from a root; a root stands just above its first child."""
    parents, children = defaultdict(list), defaultdict(list)
    for parent, child in edges:
        parents[child].append(parent)
        children[parent].append(child)

    @functools.cache
    def depth(node: str) -> int:
        return max((depth(p) + 1 for p in parents[node]), default=0)

    return {
        node: depth(node) if parents[node] else max(0, min(map(depth, children[node]), default=1) - 1)
        for node in ids
    }


def _drawing(nodes: list[dict[str, Any]], edges: list[tuple[str, str]], depth: dict[str, int]) -> Markup:
    """Boxes in rows by depth, edges as curves; a row shows at most MOST_IN_A_ROW boxes (the list has all)."""
    rows = defaultdict(list)
    for node in nodes:
        rows[depth[node["id"]]].append(node)
    place: dict[str, tuple[float, float, float]] = {}
    boxes = []
    for level, row in sorted(rows.items()):
        shown = row[:MOST_IN_A_ROW]
        width = min(WIDEST, (CANVAS - GAP * (len(shown) - 1)) / len(shown))
        start = (CANVAS - width * len(shown) - GAP * (len(shown) - 1)) / 2
        for i, node in enumerate(shown):
            x, y = start + i * (width + GAP), level * ROW + 4
            place[node["id"]] = (x, y, width)
            boxes.append(_box(node, x, y, width))
    curves = [
        _curve(place[parent], place[child], depth[child] - depth[parent])
        for parent, child in edges
        if parent in place and child in place
    ]
    height = (max(rows) + 1) * ROW - (ROW - BOX_HEIGHT) + 8
    return Markup(
        f'<svg class="chain" viewBox="0 0 {CANVAS} {height}" role="img"><title>Lineage as a graph; the list'
        f' below names every node</title><g class="edges">{"".join(curves)}</g>{"".join(boxes)}</svg>'
    )


def _curve(parent: tuple[float, float, float], child: tuple[float, float, float], rows: int) -> str:
    """An edge: straight down to the next row, round the right side where rows lie between."""
    (x0, y0, w0), (x1, y1, w1) = parent, child
    if rows == 1:
        x0, x1, y0 = x0 + w0 / 2, x1 + w1 / 2, y0 + BOX_HEIGHT
        middle = (y0 + y1) / 2
        return f'<path d="M{x0:.0f} {y0:.0f}C{x0:.0f} {middle:.0f} {x1:.0f} {middle:.0f} {x1:.0f} {y1:.0f}"/>'
    x0, x1 = x0 + w0, x1 + w1
    y0, y1 = y0 + BOX_HEIGHT / 2, y1 + BOX_HEIGHT / 2
    out = min(CANVAS - 4, max(x0, x1) + 16 + 12 * rows)
    return f'<path d="M{x0:.0f} {y0:.0f}C{out:.0f} {y0:.0f} {out:.0f} {y1:.0f} {x1:.0f} {y1:.0f}"/>'


def _box(node: dict[str, Any], x: float, y: float, width: float) -> str:
    room = int((width - 20) / 6.4)
    label = node["label"] if len(node["label"]) <= room else node["label"][: room - 1] + "…"
    return (
        f'<g class="node {escape(node["kind"])}"><title>{escape(node["id"])}\n{escape(node["label"])}</title>'
        f'<rect x="{x:.0f}" y="{y:.0f}" width="{width:.0f}" height="{BOX_HEIGHT}" rx="7"/>'
        f'<text class="kind" x="{x + 10:.0f}" y="{y + 15:.0f}">{escape(node["kind"])}</text>'
        f'<text x="{x + 10:.0f}" y="{y + 31:.0f}">{escape(label)}</text></g>'
    )
