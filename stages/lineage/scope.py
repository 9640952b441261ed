"""What `janus verify REF` looks at: the records that a REF is and came from, and the files that hold them."""

from __future__ import annotations

from pathlib import Path

from stages.lineage.findings import Scope
from stages.lineage.index import load
from stages.lineage.refs import resolve
from stages.lineage.views import FOLDERS
from stages.records.tables import MANIFEST

TABLES = {kind: f"{kind}s" for kind in ("seed", "sample", "render", "reward")} | {"corpus": "corpus"}
"""Node kind to table, where one folder holds the table."""


def scope_of(root: Path, ref: str) -> Scope:
    """Raises JanusError for a REF that means nothing."""
    graph = load(root)
    resolved = resolve(graph, ref)
    ids = {*resolved.ids, *graph.ancestors(resolved.ids)}
    files = set()
    for node in graph.nodes(ids):
        if node["kind"] == "checkpoint":
            folder = node["id"].rpartition("@")[0]
            files |= {p.relative_to(root).as_posix() for p in (root / folder).rglob("*") if p.is_file()}
            files |= {folder, f"{folder}/consumption"}
        elif node["kind"] == "prediction":
            model = node["label"].partition(" ")[0]
            folder = f"{FOLDERS['predictions']}/{model}"
            files |= {f"{folder}/{MANIFEST}", f"{folder}/{node['id'][0]}.parquet"}
        elif node["kind"] in TABLES:
            folder = FOLDERS[TABLES[node["kind"]]]
            files |= {f"{folder}/{MANIFEST}", f"{folder}/{node['id'][0]}.parquet"}
    return Scope(frozenset(files), frozenset(ids))
