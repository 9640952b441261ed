"""`janus coverage`: records by domain, task and concept; `janus coverage propose`: weights to even them out.

`propose` writes conf/strategy/proposed.yaml, the strategy of params.yaml with `guided_evolution.weights`. Use
it with `janus config write strategy=proposed` and `dvc repro`. The choice of a program's concepts stays its
own (weighted hashes): no program waits for what others got.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

PROPOSED = Path("conf/strategy/proposed.yaml")
HEADER = (
    "# Weights that even out the concepts of the corpus it was proposed from: `janus coverage propose`.\n"
)


def add(parser: argparse.ArgumentParser) -> None:
    """One optional word."""
    parser.add_argument("do", nargs="?", choices=("show", "propose"), default="show")


def run(args: argparse.Namespace) -> int:
    """Print the table, or write the proposal. Raises JanusError where tables are absent."""
    import yaml

    from stages.config import raw_params
    from stages.records.tables import read_rows
    from stages.synthesize.coverage import kept_by_concept, proposed_weights

    columns = ["record_id", "domain", "task", "strategy", "concept"]
    samples = read_rows("data/samples", columns)
    kept = {row["sample_id"] for row in read_rows("data/corpus", ["sample_id"], keep=True)}
    counts = kept_by_concept(samples, kept)
    if args.do == "propose":
        strategy = raw_params()["strategy"]
        strategy["steps"]["guided_evolution"]["weights"] = proposed_weights(counts)
        PROPOSED.write_text(HEADER + yaml.safe_dump(strategy, sort_keys=False), encoding="utf-8")
        print(f"{PROPOSED} written; next: janus config write strategy=proposed && dvc repro")
        return 0
    tasks = Counter((s["domain"], s["task"]) for s in samples if s["record_id"] in kept)
    for (domain, task), n in sorted(tasks.items()):
        print(f"{domain:12} {task:16} {n:7,}")
    for domain, concepts in counts.items():
        print(f"\n{domain}, evolutions by concept")
        for concept, n in sorted(concepts.items(), key=lambda pair: (-pair[1], pair[0])):
            print(f"  {concept:24} {n:7,}")
    return 0
