"""How long lineage takes at scale: `python -m tests.benchmarks.lineage [--records N] [--edges N]`.

A synthetic graph in the shape of a corpus (archives, files, seeds, samples, renders, rewards, corpus rows,
checkpoints) is written as Parquet and indexed; then records are traced both ways from the mapped index. Every
answer of a sample of the records is compared with DuckDB's recursion over the same edges.

`--beside` asks SQLite and ML Metadata the same (`stores`), in a graph of the size given by --records and
--edges; `--mlmd PYTHON` names an environment that has ml-metadata.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

if TYPE_CHECKING:
    from stages.lineage.graph import Graph

LAYERS = (
    ("file", 0.02),
    ("seed", 0.04),
    ("sample", 0.3),
    ("render", 0.14),
    ("reward", 0.25),
    ("corpus", 0.25),
)
"""Kinds in the order of the pipeline, and their share of the records."""
ARCHIVES = 200
BIG = 10_000
"""Seeds below the largest archive."""
QUERIES = 200


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--edges", type=int, default=5_000_000)
    parser.add_argument("--probe", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--ref", help=argparse.SUPPRESS)
    parser.add_argument("--beside", action="store_true", help="measure other stores with the same graph")
    parser.add_argument("--mlmd", default=sys.executable, metavar="PYTHON", help="one with ml-metadata")
    args = parser.parse_args()
    if args.probe:
        probe(args.probe, args.ref)
        return
    with tempfile.TemporaryDirectory(prefix="janus-lineage-") as name:
        graph, ids = measure(Path(name), args.records, args.edges)
        if args.beside:
            beside(Path(name), {node: len(answered(graph, node, up=True)) for node in ids[:50]}, args.mlmd)


def beside(folder: Path, asked: dict[str, int], python: str) -> None:
    """Other stores with the graph in `folder`; `asked`: records to the number of nodes that we trace."""
    (folder / "asked.json").write_text(json.dumps(asked), encoding="utf-8")
    for executable, store in ((sys.executable, "sqlite"), (python, "mlmd")):
        subprocess.run([executable, Path(__file__).with_name("stores.py"), folder, store], check=True)
        for file in folder.glob("*.sqlite"):
            file.unlink()


def measure(folder: Path, records: int, edges: int) -> tuple[Graph, list[str]]:
    """Write the graph, index it, ask it; print one line a figure. Returns the graph and what was asked."""
    import duckdb

    from stages.lineage.index import build, open_index, save

    write(folder, records, edges)
    connection = duckdb.connect()
    connection.execute("set enable_progress_bar = false; set threads = 2")
    for view in ("node", "edge"):
        connection.execute(f"create view {view} as select * from '{folder}/{view}.parquet'")
    clock = time.perf_counter()
    save(build(connection), folder)
    print(f"graph: {records:,} records, {edges:,} edges; index built in {time.perf_counter() - clock:.1f} s")
    size = sum(path.stat().st_size for path in folder.glob("*.npy"))
    print(f"index: {size / 2**20:,.0f} MiB")
    graph = open_index(folder)
    chosen = np.random.default_rng(1).choice(len(graph), QUERIES, replace=False)
    ids = graph.ids.take(chosen)
    compared = check(connection, graph, ids[:20])
    print(f"answers equal to DuckDB's recursion: {compared} of {compared} compared")
    percentiles("trace of one record", ids, lambda node: answered(graph, node, up=True))
    percentiles("impact of one record", ids, lambda node: answered(graph, node, up=False))
    clock = time.perf_counter()
    reached = answered(graph, "pypi:a0@1", up=False)
    seeds = sum(node["kind"] == "seed" for node in reached)
    seconds = time.perf_counter() - clock
    print(f"impact of an archive with {seeds:,} seeds: {len(reached):,} nodes in {seconds:.2f} s")
    for ref in (ids[0], ids[1]):
        subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.lineage", "--probe", folder, "--ref", ref], check=True
        )
    return graph, ids


def answered(graph: object, node: str, *, up: bool) -> list[dict[str, str]]:
    """Nodes and edges of one side, as `janus trace --json` has them."""
    reached = graph.reach([node], up=up)
    graph.edges_at(reached)
    return graph.nodes_at(reached)


def probe(folder: Path, ref: str) -> None:
    """A fresh process: open the index and answer once each way."""
    clock = time.perf_counter()
    from stages.lineage.index import open_index

    graph = open_index(folder)
    found = len(answered(graph, ref, up=True)), len(answered(graph, ref, up=False))
    print(f"fresh process, both ways ({found[0]} and {found[1]} nodes): {time.perf_counter() - clock:.2f} s")


def check(connection: object, graph: object, ids: Iterable[str]) -> int:
    """Compare with DuckDB both ways; the number of answers compared. AssertionError where they differ."""
    compared = 0
    for node in ids:
        for up, near, far in ((True, "child", "parent"), (False, "parent", "child")):
            rows = connection.execute(
                "with recursive found(id) as"
                f" (select ? union select {far} from edge join found on {near} = id) select id from found",
                [node],
            ).fetchall()
            assert {row[0] for row in rows} == {n["id"] for n in answered(graph, node, up=up)}, (node, up)
            compared += 1
    return compared


def percentiles(what: str, ids: list[str], ask: Callable[[str], list]) -> None:
    times, sizes = [], []
    for node in ids:
        clock = time.perf_counter()
        sizes.append(len(ask(node)))
        times.append(1000 * (time.perf_counter() - clock))
    p50, p95 = np.percentile(times, [50, 95])
    print(f"{what}: p50 {p50:.2f} ms, p95 {p95:.2f} ms, at most {max(sizes):,} nodes ({len(ids)} asked)")


def write(folder: Path, records: int, edges: int) -> None:
    """`node.parquet` and `edge.parquet`. Parents stand in the layer before, near the child's own place."""
    draw = np.random.default_rng(0)
    counts = {kind: int(records * share) for kind, share in LAYERS}
    ids = {kind: np.array([f"{b.hex()}" for b in _blocks(draw, n)]) for kind, n in counts.items()}
    ids["archive"] = np.array([f"pypi:a{i}@1" for i in range(ARCHIVES)])
    pairs = []
    files, seeds = len(ids["file"]), len(ids["seed"])
    of_big = min(BIG * files // seeds, files // 2)
    archive = np.concatenate([np.zeros(of_big, int), draw.integers(1, ARCHIVES, files - of_big)])
    pairs.append((ids["archive"][archive], ids["file"]))
    share = (edges - files) / (records - files)
    above = "file"
    for kind, _ in LAYERS[1:]:
        n, wide = counts[kind], counts[above]
        each = 1 if kind == "seed" else round(share)
        home = np.arange(n) * wide // n
        for _ in range(each):
            near = np.clip(home + draw.integers(-2, 3, n), 0, wide - 1)
            pairs.append((ids[above][near], ids[kind]))
        above = kind
    rest = max(0, edges - sum(len(a) for a, _ in pairs))
    last = draw.integers(0, counts["corpus"], rest)
    near = last * counts["reward"] // counts["corpus"] + draw.integers(-9, 10, rest)
    pairs.append((ids["reward"][np.clip(near, 0, counts["reward"] - 1)], ids["corpus"][last]))
    ends = {"parent": [a for a, _ in pairs], "child": [b for _, b in pairs]}
    table = pa.table({name: np.concatenate(parts)[:edges] for name, parts in ends.items()})
    pq.write_table(table, folder / "edge.parquet")
    kinds = np.concatenate([[kind] * len(each) for kind, each in ids.items()])
    every = np.concatenate(list(ids.values()))
    labels = np.char.add("synthetic ", kinds)
    pq.write_table(
        pa.table({"id": every, "kind": kinds, "stage": kinds, "label": labels}), folder / "node.parquet"
    )
    print(f"written: {len(every):,} nodes, {len(table):,} edges (a pair drawn twice counts once)")


def _blocks(draw: np.random.Generator, n: int) -> list[bytes]:
    data = draw.bytes(16 * n)
    return [data[i : i + 16] for i in range(0, len(data), 16)]


if __name__ == "__main__":
    main()
