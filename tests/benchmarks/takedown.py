"""What the takedown of one seed costs, in a project that may be changed: no model is trained.

    JANUS_CACHE=... python -m tests.benchmarks.takedown PROJECT [--seed ID] [--built] [--cold]

Runs the data stages of PROJECT (a copy of a built one) until its tables are those of its code, takes down the
kept seed with the most samples, runs them again, and searches for what is left. Seconds are processor
seconds, of children too; gates run between the stages and are counted apart. With `--cold` the same takedown
entry is then built from nothing (the downloads excepted) in a folder beside PROJECT, and every file of the
tables compared byte for byte: exit code 1 where one differs.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from stages.records.cache import cache_root
from stages.records.tables import read_rows
from tests.pipeline.remains import Remains

TABLES = ("seeds", "samples", "renders", "rewards", "corpus")
STAGES = ("crawl", "synthesize", "validate", "reward", "assemble")
GATES = {"crawl": "seeds", "synthesize": "samples", "validate": "renders", "reward": "rewards"}
SKIPPED = ("downloads", "libraries", ".venv", ".git")


def run(project: Path, *arguments: str) -> tuple[float, float]:
    """Processor seconds and seconds by the clock of `python -m ...` in the project."""
    before, clock = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    command = [sys.executable, "-m", *arguments]
    if (done := subprocess.run(command, cwd=project, stderr=subprocess.PIPE, text=True)).returncode:
        sys.exit(f"{' '.join(arguments)} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return spent, time.monotonic() - clock


def data_stages(project: Path) -> float:
    """Run them, print a line each; their processor seconds without the gates'."""
    total, gates = 0.0, 0.0
    for stage in STAGES:
        cpu, wall = run(project, f"stages.{stage}")
        total += cpu
        print(
            f"  {stage:<12} {cpu:7.1f} s of processor {wall:7.1f} s by the clock",
            _executions(project, stage),
        )
        if stage in GATES:
            gates += run(project, "stages.check", GATES[stage])[0]
    print(f"  {'together':<12} {total:7.1f} s of processor; gates apart {gates:.1f} s")
    return total


def _executions(project: Path, stage: str) -> str:
    records = sorted((project / ".janus/runs").glob(f"*/{stage}.json"), key=lambda path: path.stat().st_mtime)
    stats = json.loads(records[-1].read_text()).get("execution_stats")
    return f"{stats['executed']} executed, {stats['cached']} cached" if stats else ""


def chosen(project: Path) -> str:
    """The prepared seed with the most samples."""
    roots = Counter(
        r["rng_key"].partition("/")[0] for r in read_rows(project / "data/samples", ["rng_key"], keep=True)
    )
    return max(sorted(roots), key=roots.__getitem__)


def tables(project: Path) -> dict[str, dict[str, Any]]:
    """Table to record id to decision."""
    columns = ["record_id", "decision"]
    return {
        name: {r["record_id"]: r["decision"] for r in read_rows(project / "data" / name, columns)}
        for name in TABLES
    }


def files(project: Path) -> dict[str, str]:
    """Path below data/ to the SHA-256 of its bytes."""
    data = project / "data"
    paths = sorted(path for name in TABLES for path in (data / name).rglob("*") if path.is_file())
    return {str(p.relative_to(data)): hashlib.sha256(p.read_bytes()).hexdigest() for p in paths}


def cold(project: Path) -> dict[str, str]:
    """`files` of a build of the project's code and params with an empty record cache."""
    with tempfile.TemporaryDirectory(prefix="takedown-", dir=project.parent) as folder:
        clone, cache = Path(folder, "project"), Path(folder, "cache")
        shutil.copytree(
            project, clone, ignore=shutil.ignore_patterns("data", "models", "reports", ".*", "cache")
        )
        cache.mkdir()
        for name in ("downloads", "libraries"):
            (cache / name).symlink_to(cache_root().absolute() / name)
        warm, os.environ["JANUS_CACHE"] = os.environ["JANUS_CACHE"], str(cache)
        data_stages(clone)
        os.environ["JANUS_CACHE"] = warm
        return files(clone)


def main() -> None:
    parser = argparse.ArgumentParser(description="Cost of a takedown.")
    parser.add_argument("project", type=Path)
    parser.add_argument("--seed", help="a prepared seed; default: the one with the most samples")
    parser.add_argument(
        "--built", action="store_true", help="its tables and cache are those of its code already"
    )
    parser.add_argument("--cold", action="store_true", help="compare with a build from nothing")
    args = parser.parse_args()
    project = args.project.absolute()
    os.environ["JANUS_CACHE"] = str(cache_root().absolute())
    if not args.built:
        print("build")
        data_stages(project)
    seed = args.seed or chosen(project)
    rows = read_rows(project / "data/seeds", ["record_id", "parents", "content"])
    own = {seed, *(parent for row in rows if row["record_id"] == seed for parent in row["parents"])}
    remains = Remains(
        [row["content"] for row in rows if row["record_id"] in own],
        [row["content"] for row in rows if row["record_id"] not in own and row["content"]],
    )
    before = tables(project)
    cpu, wall = run(project, "stages.cli", "takedown", seed, "--reason", "measured")
    print(f"takedown of {seed}: {cpu:.1f} s of processor, {wall:.1f} s by the clock")
    data_stages(project)
    after = tables(project)
    for name, was in before.items():
        now = after[name]
        kept = [sum(decision == "keep" for decision in some.values()) for some in (was, now)]
        print(
            f"  {name:<8} {len(set(was) - set(now)):5} rows gone, {len(set(now) - set(was)):5} came;",
            f"kept {kept[0]:,}, then {kept[1]:,}",
        )
    left = {**remains.below(project, SKIPPED), **remains.below(cache_root(), SKIPPED)}
    print(
        f"runs of 48 bytes that only it had: {len(remains.runs):,};",
        f"files that hold one: {len(left)} {list(left)[:5]}",
    )
    if args.cold:
        print("from nothing")
        warm, fresh = files(project), cold(project)
        differing = sorted(name for name in warm.keys() | fresh.keys() if warm.get(name) != fresh.get(name))
        print(f"files: {len(warm)}, from nothing {len(fresh)}; that differ: {len(differing)} {differing[:5]}")
        sys.exit(1 if differing or not warm else 0)


if __name__ == "__main__":
    main()
