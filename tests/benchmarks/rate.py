"""Kept samples an hour of the last build, and what they cost: `python -m tests.benchmarks.rate [EXECUTION]`.

Reads the run records of the data stages and their gates (.janus/runs) and the composition of the corpus; a
build from empty caches says what a build costs. `processor` is what synthesize spent on a domain's programs:
its proposals, executions and rows. The rate in the paper's proportions weighs what a kept sample of each
domain costs by the share that JanusCode-800K has of it (conf/mixture/januscode_800k.yaml); what is not known
by domain (the other stages, the gates, waiting) counts for all samples alike.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import yaml

from stages.tracking.run_record import read_records, runs_folder

TABLES = {
    "crawl": "seeds",
    "synthesize": "samples",
    "validate": "renders",
    "reward": "rewards",
    "assemble": "corpus",
}
"""Data stages in their order, and the table whose gate follows each."""
STEPS = ("propose", "execute", "write")
METRICS = Path("reports/metrics/corpus.json")
PAPER = Path("conf/mixture/januscode_800k.yaml")


def by_domain(shares: dict[str, float]) -> dict[str, float]:
    """Shares of slices (`task/domain/modality`) summed by domain, their total 1."""
    summed: dict[str, float] = {}
    for name, share in shares.items():
        domain = name.split("/")[1]
        summed[domain] = summed.get(domain, 0.0) + share
    total = sum(summed.values())
    return {domain: share / total for domain, share in summed.items()}


def kept_by_domain(slices: dict[str, dict[str, Any]]) -> dict[str, int]:
    """Kept samples of slices (`task/domain/modality`) summed by domain."""
    kept: dict[str, int] = {}
    for name, counts in slices.items():
        domain = name.split("/")[1]
        kept[domain] = kept.get(domain, 0) + counts["kept"]
    return kept


def durations(records: dict[str, dict[str, Any]]) -> dict[str, float]:
    """Seconds by the clock of the data stages and their gates, in order; KeyError for a stage not there.

    A gate that DVC passed over, its table being that of the last build, took none.
    """
    gates = {f"check@{table}": {"duration_s": 0.0} for table in TABLES.values()}
    names = [name for stage, table in TABLES.items() for name in (stage, f"check@{table}")]
    return {name: (gates | records)[name]["duration_s"] for name in names}


def rates(
    seconds: float, cores: int, processor: dict[str, float], kept: dict[str, int], paper: dict[str, float]
) -> tuple[float, float]:
    """(kept samples an hour as built, the same in the paper's proportions)."""
    total = sum(kept.values())
    rest = (seconds * cores - sum(processor.values())) / total
    each = sum(share * processor[domain] / kept[domain] for domain, share in paper.items())
    return total / seconds * 3600, cores * 3600 / (each + rest)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("execution", nargs="?", help="the newest where it is left out")
    execution = parser.parse_args().execution or max(p.name for p in runs_folder().iterdir() if p.is_dir())
    records = read_records(execution)
    took, made = durations(records), records["synthesize"]
    for name, seconds in took.items():
        print(f"{name:<16}{seconds:>8.1f} s")
    seconds, cores = sum(took.values()), made["cores"]
    executed = made["execution_stats"]["executed"]
    print(f"{'together':<16}{seconds:>8.1f} s on {cores} cores, {executed:,} programs executed\n")
    kept = kept_by_domain(json.loads(METRICS.read_text(encoding="utf-8"))["slices"])
    paper = by_domain(yaml.safe_load(PAPER.read_text(encoding="utf-8"))["shares"])
    steps = made["processor_seconds"]
    processor = {domain: sum(steps[domain].values()) for domain in kept}
    print(f"{'domain':<12}{'kept':>8}{'share':>8}{'paper':>8}", *(f"{s:>9}" for s in (*STEPS, "ms each")))
    for domain in sorted(kept, key=lambda name: -processor[name]):
        count = kept[domain]
        shares = f"{count / sum(kept.values()):>8.1%}{paper.get(domain, 0.0):>8.1%}"
        figures = (*(steps[domain].get(step, 0.0) for step in STEPS), 1000 * processor[domain] / count)
        print(f"{domain:<12}{count:>8}{shares}", *(f"{figure:>9.1f}" for figure in figures))
    built, proportional = rates(seconds, cores, processor, kept, paper)
    print(f"\nkept samples an hour: {built:,.0f} as built, {proportional:,.0f} in the paper's proportions")


if __name__ == "__main__":
    main()
