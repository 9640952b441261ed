"""The same graph in other stores, asked the same: SQLite's recursion and ML Metadata (SQLite backend).

    python -m tests.benchmarks.stores FOLDER sqlite
    OTHER_PYTHON tests/benchmarks/stores.py FOLDER mlmd

FOLDER is what `tests.benchmarks.lineage` wrote: node.parquet, edge.parquet, asked.json. ml-metadata 1.17
needs protobuf below 5 and so an environment of its own, which needs pyarrow too. A node becomes an artifact,
and what made it an execution with its parents as inputs; a trace is `get_lineage_subgraph` upstream.
"""

from __future__ import annotations

import json
import sqlite3
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq

BATCH = 2_000
HOPS = 60
"""Two a generation; the graph has fewer than 30."""


def sqlite(folder: Path) -> tuple[float, Callable[[str], set[str]]]:
    """Seconds to load, and the ancestors of a node by a recursive query."""
    edges = pq.read_table(folder / "edge.parquet")
    clock = time.perf_counter()
    connection = sqlite3.connect(folder / "edges.sqlite")
    connection.execute(
        "create table edge (child text, parent text, primary key (child, parent)) without rowid"
    )
    pairs = zip(edges["child"].to_pylist(), edges["parent"].to_pylist(), strict=True)
    connection.executemany("insert or ignore into edge values (?, ?)", pairs)
    connection.commit()
    seconds = time.perf_counter() - clock
    query = (
        "with recursive found(id) as (select ? union select parent from edge join found on child = id)"
        " select id from found"
    )
    return seconds, lambda node: {row[0] for row in connection.execute(query, [node])}


def mlmd(folder: Path) -> tuple[float, Callable[[str], set[str]]]:
    """Seconds to load, and the ancestors of a node by the store's own lineage query."""
    from ml_metadata.metadata_store import metadata_store
    from ml_metadata.proto import metadata_store_pb2 as pb

    nodes = pq.read_table(folder / "node.parquet", columns=["id"])["id"].to_pylist()
    edges = pq.read_table(folder / "edge.parquet")
    parents = defaultdict(set)
    for parent, child in zip(edges["parent"].to_pylist(), edges["child"].to_pylist(), strict=True):
        parents[child].add(parent)
    clock = time.perf_counter()
    config = pb.ConnectionConfig()
    config.sqlite.filename_uri = str(folder / "mlmd.sqlite")
    config.sqlite.connection_mode = 3  # READWRITE_OPENCREATE
    store = metadata_store.MetadataStore(config)
    of_artifact = store.put_artifact_type(pb.ArtifactType(name="node"))
    of_execution = store.put_execution_type(pb.ExecutionType(name="made"))
    number: dict[str, int] = {}
    for start in range(0, len(nodes), BATCH):
        part = nodes[start : start + BATCH]
        number |= zip(
            part, store.put_artifacts([pb.Artifact(type_id=of_artifact, name=n) for n in part]), strict=True
        )
    made = sorted(parents)
    for start in range(0, len(made), BATCH):
        part = made[start : start + BATCH]
        ids = store.put_executions([pb.Execution(type_id=of_execution, name=f"made {n}") for n in part])
        events = []
        for node, execution in zip(part, ids, strict=True):
            ends = [
                (number[node], pb.Event.OUTPUT),
                *((number[p], pb.Event.INPUT) for p in sorted(parents[node])),
            ]
            events += [pb.Event(artifact_id=a, execution_id=execution, type=kind) for a, kind in ends]
        store.put_events(events)
    seconds = time.perf_counter() - clock
    names = {n: node for node, n in number.items()}

    def ancestors(node: str) -> set[str]:
        options = pb.LineageSubgraphQueryOptions(
            starting_artifacts=pb.LineageSubgraphQueryOptions.StartingNodes(
                filter_query=f"id = {number[node]}"
            ),
            max_num_hops=HOPS,
            direction=pb.LineageSubgraphQueryOptions.Direction.UPSTREAM,
        )
        return {names[artifact.id] for artifact in store.get_lineage_subgraph(options).artifacts}

    return seconds, ancestors


def main() -> None:
    folder, name = Path(sys.argv[1]), sys.argv[2]
    try:
        seconds, ancestors = {"sqlite": sqlite, "mlmd": mlmd}[name](folder)
    except ImportError as error:
        print(f"{name:<8} {error}: not measured")
        return
    asked: dict[str, int] = json.loads((folder / "asked.json").read_text(encoding="utf-8"))
    times, equal = [], 0
    for node, expected in asked.items():
        clock = time.perf_counter()
        equal += len(ancestors(node)) == expected
        times.append(1000 * (time.perf_counter() - clock))
    size = sum(path.stat().st_size for path in folder.glob("*.sqlite")) / 2**20
    p95 = statistics.quantiles(times, n=20)[-1]
    print(
        f"{name:<8} loaded in {seconds:.1f} s, {size:,.0f} MiB; trace of one record: p50"
        f" {statistics.median(times):.2f} ms, p95 {p95:.2f} ms; {equal} of {len(asked)} answers of our size"
    )


if __name__ == "__main__":
    main()
