"""`janus takedown REF --reason TEXT`: a seed, file or package must go, and all that came of it.

janus takedown 4f2a91c0 --reason "asked for by its author"
janus takedown 'matplotlib!galleries/examples/lines_bars_and_markers/barchart.py' --reason "licence unclear"
janus takedown --purge        (on another machine, after git pull: only empties the caches there)

Writes an entry into conf/takedown.yaml and params.yaml, empties caches, removes pages from MLflow and marks
models there. Then `dvc repro` rebuilds without it, and `git commit conf/takedown.yaml params.yaml dvc.lock`.

Not covered: DVC remotes (`dvc push`, then remove the old objects there), git history, published copies.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from stages.errors import JanusError


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ref", metavar="REF", nargs="?", help="a seed's id, package!path, or pypi:NAME")
    parser.add_argument("--reason", metavar="TEXT", help="why: one line, kept with the row")
    parser.add_argument("--purge", action="store_true", help="empty the caches here for the entries in conf/")
    parser.add_argument(
        "--json", action="store_true", help="one JSON object: entry, rows, counts, checkpoints"
    )


def run(args: argparse.Namespace) -> int:
    from stages.lineage.index import load
    from stages.lineage.refs import resolve
    from stages.lineage.saw import claims, told
    from stages.lineage.takedown.entries import read_entries
    from stages.lineage.takedown.run import enter, purge

    root = Path(".").absolute()
    if args.purge == (args.ref is not None) or (args.ref is not None and not args.reason):
        raise JanusError("name what is to go and why, or --purge", do='janus takedown REF --reason "TEXT"')
    said = []
    if not args.purge:
        graph = load(root)
        said = claims(graph, resolve(graph, args.ref))  # now: afterwards its rows are gone
    entry = None if args.purge else enter(root, args.ref, args.reason)
    done = purge(root, read_entries(root, committed=args.purge))
    counts = {name: n for name, n in done.counts.items() if n}
    if args.json:
        written = entry.model_dump() if entry else None
        print(json.dumps({"entry": written, "rows": done.rows, "counts": counts, "checkpoints": said}))
        return 0
    if entry:
        print(f"{entry.ref}: entry with {len(entry.contents)} contents in conf/takedown.yaml and params.yaml")
    for line in told(args.ref, said):
        print(line)
    print(f"{done.rows:,} records descend from what is taken down")
    for name, n in counts.items():
        print(f"  {n:7,} {name.replace('_', ' ')}")
    if done.rows:
        print("next: dvc repro && janus sync && janus verify, then commit conf/, params.yaml and dvc.lock")
    return 0
