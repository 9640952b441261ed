"""The graph of a project, from its tables or from the index that was made of them.

The index lies in `.janus/index/KEY`, a few arrays that are mapped, not read. KEY changes with the name, size
or time of any table, so an index is never older than what it stands for; it is no output of a stage, and
`verify` does not use it.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from stages.errors import JanusError
from stages.lineage.arrays import Adjacency, Strings
from stages.lineage.graph import Columns, Graph
from stages.lineage.models import settings_files
from stages.lineage.views import FOLDERS, OPTIONAL, Sources, connect, table_files
from stages.records.schemas import SCHEMAS

if TYPE_CHECKING:
    import duckdb

FORMAT = 2
"""Raised when what is stored or what an edge means changes."""
INDEX = Path(".janus/index")
_MAKING = "making-"


def load(root: Path = Path(".")) -> Graph:
    """The graph of the project in `root`, through its index. Edges without both ends are left out.

    Raises JanusError where a table cannot be read, or where there is no table at all.
    """
    root = Path(root).absolute()
    sources = _sources(root)
    folder = root / INDEX / _key(root)
    if not folder.is_dir():
        _write(fresh(root), folder)
    return _open(folder, sources)


def fresh(root: Path) -> Graph:
    """As `load`, from the tables themselves."""
    import duckdb

    from stages.lineage.edges import create_views

    sources = _sources(Path(root).absolute())
    try:
        create_views(sources)
        return build(sources.connection, sources)
    except duckdb.Error as error:  # damaged bytes can raise any of them
        raise JanusError(
            f"a table cannot be read: {error}",
            where=str(sources.root / "data"),
            do="run `janus verify` to see which file was changed",
        ) from None


def build(connection: duckdb.DuckDBPyConnection, sources: Sources | None = None) -> Graph:
    """The graph of the views `node(id, kind, stage, label)` and `edge(parent, child)` of a connection."""
    connection.execute(
        "create or replace temp table place as select *, row_number() over (order by id) - 1 as position from"
        " (select id, min(kind) as kind, coalesce(min(stage), '') as stage, coalesce(min(label), '') as label"
        " from node where id is not null group by id)"
    )
    nodes = connection.sql("select id, label, kind, stage from place order by position").to_arrow_table()
    pairs = connection.execute(
        "select coalesce(p.position, -1) as parent, c.position as child from edge"
        " join place c on c.id = edge.child left join place p on p.id = edge.parent"
    ).fetchnumpy()
    n = len(nodes)
    kinds, kind_names = _codes(nodes["kind"])
    stages, stage_names = _codes(nodes["stage"])
    columns = Columns(
        Strings.of(nodes["id"]), Strings.of(nodes["label"]), kinds, stages, kind_names, stage_names
    )
    parents, children = np.asarray(pairs["parent"]), np.asarray(pairs["child"])
    found = parents >= 0
    loose = np.unique(children[~found])
    parents, children = parents[found], children[found]
    down, up = Adjacency.of(parents, children, n), Adjacency.of(children, parents, n)
    return Graph(columns, down, up, sources, loose)


def _codes(column: object) -> tuple[np.ndarray, tuple[str, ...]]:
    """Positions (uint8) in the sorted distinct values, and these."""
    names, codes = np.unique(np.asarray(column.to_numpy(), dtype=str), return_inverse=True)
    return codes.astype(np.uint8), tuple(names.tolist())


def _sources(root: Path) -> Sources:
    sources = connect(root)
    if len(sources.absent) == len(SCHEMAS) - len(OPTIONAL):
        raise JanusError(
            "there are no tables here", where=str(sources.root), do="run `dvc repro` or `dvc pull`"
        )
    return sources


def _key(root: Path) -> str:
    """Hash of all that the graph is made from, as far as the file system tells without reading tables."""
    parts: list[object] = [FORMAT]
    for table in (*FOLDERS, "consumption"):
        for path in table_files(root, table):
            stat = path.stat()
            parts.append([path.relative_to(root).as_posix(), stat.st_size, stat.st_mtime_ns])
    parts += sorted(p.relative_to(root).as_posix() for p in root.glob("models/*/checkpoints/*"))
    metrics = sorted((root / "reports/metrics").glob("evaluate_*.json"))
    for path in (*metrics, *settings_files(root)):
        parts.append([path.relative_to(root).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest()])
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]


def _write(graph: Graph, folder: Path) -> None:
    """Write the index in one step, and remove those that it replaces (folders in the making are left)."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=_MAKING, dir=folder.parent))
    save(graph, made)
    replaced = [old for old in folder.parent.iterdir() if not old.name.startswith(_MAKING)]
    try:
        os.rename(made, folder)
    except OSError as error:
        if error.errno != errno.ENOTEMPTY:
            raise
        shutil.rmtree(made)  # another process was faster
    for old in replaced:
        if old != folder:
            shutil.rmtree(old, ignore_errors=True)


def save(graph: Graph, folder: Path) -> None:
    """Write the arrays of a graph that was built."""
    columns = graph.columns
    columns.ids.save(folder, "ids")
    columns.labels.save(folder, "labels")
    np.save(folder / "kinds.npy", columns.kinds)
    np.save(folder / "stages.npy", columns.stages)
    np.save(folder / "loose.npy", graph.loose)
    names = {"kinds": columns.kind_names, "stages": columns.stage_names}
    (folder / "names.json").write_text(json.dumps(names), encoding="utf-8")
    graph._children.save(folder, "children")
    graph._parents.save(folder, "parents")


def _open(folder: Path, sources: Sources | None) -> Graph:
    names = json.loads((folder / "names.json").read_text(encoding="utf-8"))
    columns = Columns(
        Strings.open(folder, "ids"),
        Strings.open(folder, "labels"),
        np.load(folder / "kinds.npy", mmap_mode="r"),
        np.load(folder / "stages.npy", mmap_mode="r"),
        tuple(names["kinds"]),
        tuple(names["stages"]),
    )
    down, up = Adjacency.open(folder, "children"), Adjacency.open(folder, "parents")
    return Graph(columns, down, up, sources, np.load(folder / "loose.npy", mmap_mode="r"))


def open_index(folder: Path) -> Graph:
    """A graph that `save` wrote, without tables behind it."""
    return _open(folder, None)
