"""An answer as text: a tree of kinds with counts, so that thousands of records stay readable.

A group holds the nodes of one kind that its parent group leads to; chains inside a kind (a sample made from a
sample, checkpoint after checkpoint) are one group. Each node is shown once, where it is met first.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from stages.lineage.answer import TRACE, Answer
from stages.lineage.edges import KINDS

LISTED = 5
"""Groups up to this size name all their nodes."""
EXAMPLES = 3
"""Nodes named of a larger group."""
SORTS = 6
"""A group of at most this many sorts says how many there are of each."""


@dataclass(frozen=True)
class Group:
    """Nodes of one kind, and the groups they lead to."""

    kind: str
    ids: tuple[str, ...]
    below: tuple[Group, ...]


def groups(found: Answer, starts: tuple[str, ...], direction: str) -> list[Group]:
    """The tree of kinds, from the nodes of the REF."""
    kinds = {node["id"]: node["kind"] for node in found["nodes"]}
    onward = defaultdict(list)
    for parent, child in found["edges"]:
        a, b = (child, parent) if direction == TRACE else (parent, child)
        onward[a].append(b)
    seen = set(starts)

    def group(kind: str, first: list[str]) -> Group:
        members, others, front = [], set(), list(first)
        while front:
            node = front.pop()
            members.append(node)
            for target in onward[node]:
                if target not in seen and kinds[target] == kind:
                    seen.add(target)
                    front.append(target)
                elif target not in seen:
                    others.add(target)
        below = []
        for next_kind in sorted({kinds[i] for i in others}, key=_distance(kind)):
            fresh = sorted(i for i in others if kinds[i] == next_kind and i not in seen)
            if fresh:
                seen.update(fresh)
                below.append(group(next_kind, fresh))
        return Group(kind, tuple(sorted(members)), tuple(below))

    return [group(kinds[starts[0]], list(starts))]


def _distance(kind: str) -> Callable[[str], tuple[bool, int, int]]:
    """Nearest kinds of the pipeline first, so that a group hangs below the step that really precedes it.

    Renders last: they are shared by many rows, and what is reached through them is mostly reached directly.
    """
    here = KINDS.index(kind)
    return lambda other: (other == "render", abs(KINDS.index(other) - here), KINDS.index(other))


def render(found: Answer, starts: tuple[str, ...], direction: str) -> Iterator[str]:
    """Lines of text."""
    labels = {node["id"]: node["label"] for node in found["nodes"]}
    totals: dict[str, int] = defaultdict(int)
    for node in found["nodes"]:
        totals[node["kind"]] += 1
    counted = ", ".join(f"{totals[kind]:,} {kind}" for kind in KINDS if totals[kind])
    yield f"{direction} of {found['ref']}: {counted}; {len(found['edges']):,} edges"
    for top in groups(found, starts, direction):
        yield from _lines(top, labels, "", "", "")


def _lines(group: Group, labels: dict[str, str], lead: str, first: str, rest: str) -> Iterator[str]:
    shown = group.ids if len(group.ids) <= LISTED else group.ids[:EXAMPLES]
    hang = lead + rest + ("│  " if group.below else "   ")
    if len(group.ids) == 1:
        yield f"{lead}{first}{group.kind}  {_named(group.ids[0], labels)}"
    else:
        yield f"{lead}{first}{group.kind}  × {len(group.ids):,}{_sorts(group, labels)}"
        for node in shown:
            yield f"{hang}  {_named(node, labels)}"
        if len(shown) < len(group.ids):
            yield f"{hang}  … {len(group.ids) - len(shown):,} more"
    for i, below in enumerate(group.below):
        last = i == len(group.below) - 1
        yield from _lines(below, labels, lead + rest, "└─ " if last else "├─ ", "   " if last else "│  ")


def _sorts(group: Group, labels: dict[str, str]) -> str:
    """How many of each sort (the first word of a label: task, split, variant, raw or prepared)."""
    sorts = Counter(labels[node].split(" ", 1)[0] for node in group.ids)
    if not 1 < len(sorts) <= SORTS:
        return ""
    return f"  ({', '.join(f'{name} {n:,}' for name, n in sorts.most_common())})"


def _named(node: str, labels: dict[str, str]) -> str:
    label = " ".join(labels[node].split())
    return node if not label or label in node else f"{node}  {label}"
