"""What differs between two checkpoints or corpora, in one project folder or in two.

Record ids are hashes of content and producer, so a record that changed anywhere stands on both sides under
different ids. Code and params are those that dvc.lock has for what was built, not those of the work tree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stages.errors import JanusError
from stages.lineage.index import load
from stages.lineage.lock import deps, read_lock
from stages.lineage.metrics import metric_values
from stages.lineage.refs import resolve

CODE = ("stages/", "constraints.txt")
"""Dependencies in dvc.lock that are code."""


@dataclass(frozen=True)
class Side:
    """One of the two: its corpus records, and what the folder it stands in was built with."""

    ref: str
    root: str
    records: dict[str, dict[str, Any]]
    """By record id: sample_id, slice, split, roots."""
    placed: dict[str, str]
    """By sample id, of the whole corpus of the folder: its decision (with the reason) or its split."""
    params: dict[str, Any]
    code: dict[str, str]
    metrics: dict[str, float]


def side(ref: str, root: Path) -> Side:
    """Read one side. Raises JanusError for a REF that stands for no corpus records."""
    graph = load(root)
    resolved = resolve(graph, ref)
    ids = set(resolved.ids)
    if resolved.kind != "slice":
        ids = {node for node in ids | graph.ancestors(ids) if graph.kind(node) == "corpus"}
    if not ids:
        raise JanusError(
            f"{ref}: a {resolved.kind} that came from no corpus record", do="name a checkpoint or a slice"
        )
    connection = graph.sources.connection
    rows = connection.execute(
        "select record_id, sample_id, slice, split, roots, decision, reason from corpus order by 1"
    ).fetchall()
    records = {
        record: {"sample_id": sample, "slice": cut, "split": split, "roots": roots or []}
        for record, sample, cut, split, roots, _, _ in rows
        if record in ids
    }
    placed = {
        sample: f"dropped: {reason}" if decision == "drop" else f"kept in {split}"
        for _, sample, _, split, _, decision, reason in rows
    }
    lock = read_lock(root)
    params = {
        key: value
        for entry in lock.values()
        for section in entry.get("params", {}).values()
        for key, value in _flat(section)
    }
    code = {
        path: md5 for entry in lock.values() for path, md5 in deps(entry).items() if path.startswith(CODE)
    }
    checkpoint = resolved.ids[0] if resolved.kind == "checkpoint" else None
    return Side(ref, str(root), records, placed, params, code, metric_values(root, checkpoint))


def compare(a: Side, b: Side) -> dict[str, Any]:
    """The differences, as JSON values: see the keys."""
    only_a, only_b = sorted(a.records.keys() - b.records.keys()), sorted(b.records.keys() - a.records.keys())
    roots_a, roots_b = _roots(a), _roots(b)
    moved = sorted(s for s in a.placed.keys() & b.placed.keys() if a.placed[s] != b.placed[s])
    return {
        "a": {"ref": a.ref, "root": a.root, "records": len(a.records)},
        "b": {"ref": b.ref, "root": b.root, "records": len(b.records)},
        "only_a": only_a,
        "only_b": only_b,
        "slices": _by_slice(a, only_a, b, only_b),
        "sources_only_a": sorted(roots_a - roots_b),
        "sources_only_b": sorted(roots_b - roots_a),
        "decisions": [{"sample_id": s, "a": a.placed[s], "b": b.placed[s]} for s in moved],
        "params": _changed(a.params, b.params),
        "code": _changed(a.code, b.code),
        "metrics": [
            {"metric": name, "a": a.metrics.get(name), "b": b.metrics.get(name)}
            for name in sorted(a.metrics.keys() | b.metrics.keys())
        ],
    }


def _roots(one: Side) -> set[str]:
    return {root for record in one.records.values() for root in record["roots"]}


def _by_slice(a: Side, only_a: list[str], b: Side, only_b: list[str]) -> list[list[Any]]:
    """[slice, records only in a, records only in b], sorted."""
    left = Counter(a.records[record]["slice"] for record in only_a)
    right = Counter(b.records[record]["slice"] for record in only_b)
    return [[cut, left[cut], right[cut]] for cut in sorted(left.keys() | right.keys())]


def _changed(a: dict[str, Any], b: dict[str, Any]) -> list[dict[str, Any]]:
    keys = sorted(key for key in a.keys() | b.keys() if a.get(key) != b.get(key))
    return [{"key": key, "a": a.get(key), "b": b.get(key)} for key in keys]


def _flat(value: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Dotted keys and leaves; a list is a leaf."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(inner, f"{prefix}.{key}" if prefix else str(key))
    else:
        yield prefix, value
