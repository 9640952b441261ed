"""A long run: memory of the parent, and the same facts after `kill -9` in the middle.

    python -m tests.benchmarks.endurance [--samples 20000]

Runs distinct small programs three times, each in a process of its own: undisturbed; killed once half of them
are in the record cache; and again over that cache. The first and the last must agree on every fact.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from stages.records.cache import RecordCache
from stages.records.identity import canonical_json
from stages.sandbox import Executor, RuntimeLimits, RuntimeSection, SandboxSection
from stages.sandbox.verdict import FACTS
from tests.benchmarks.corpus import small_programs
from tests.benchmarks.cost import peak_rss_mb

LIMITS = RuntimeLimits(
    cpu_s=5.0, wall_s=None, memory_mb=512, disk_mb=16, output_kb=4096, processes=16, required=True
)


def run(samples: int, cache: Path) -> dict[str, Any]:
    """One run in this process: a hash over all facts in order, counts, seconds, and the parent's memory."""
    clock = time.monotonic()
    digest = hashlib.sha256()
    halves = []
    safe = SandboxSection(allow_unsafe=False)
    records = RecordCache("executions", cache)
    with Executor(RuntimeSection.alike(LIMITS), safe, records) as executor:
        jobs = list(small_programs(samples))
        for number, execution in enumerate(executor.map(jobs, label="endurance"), 1):
            facts = [execution.code, *(getattr(execution, name) for name in FACTS)]
            digest.update(canonical_json(facts).encode())
            if number in (samples // 2, samples):
                halves.append(peak_rss_mb())
        stats = executor.stats
    return {
        "sha256": digest.hexdigest(),
        "seconds": time.monotonic() - clock,
        "peak_rss_mb": halves,
        "executed": stats["executed"],
        "cached": stats["cached"],
        "status": stats["status"],
    }


def run_apart(samples: int, cache: Path) -> subprocess.Popen[str]:
    """`run` in a process of its own, which prints its result."""
    command = [
        sys.executable,
        "-m",
        "tests.benchmarks.endurance",
        "--samples",
        str(samples),
        "--run",
        str(cache),
    ]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def finished(process: subprocess.Popen[str]) -> dict[str, Any]:
    """Its result. Raises RuntimeError where it ended without one."""
    said, _ = process.communicate()
    if process.returncode != 0:
        raise RuntimeError(f"the run ended with exit code {process.returncode}")
    return json.loads(said)


def killed_in_the_middle(samples: int, cache: Path) -> int:
    """Start a run, kill it once half of its samples are cached; how many entries it left."""
    process = run_apart(samples, cache)
    while (entries := _entries(cache)) < samples // 2 and process.poll() is None:
        time.sleep(0.1)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    if process.returncode != -signal.SIGKILL:
        raise RuntimeError("the run ended before it was killed")
    return entries


def _entries(cache: Path) -> int:
    return sum(name.endswith(".msgpack") for _, _, names in os.walk(cache) for name in names)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--samples", type=int, default=20_000)
    parser.add_argument("--run", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.run:
        print(json.dumps(run(args.samples, args.run)))
        return
    with tempfile.TemporaryDirectory(prefix="janus-endurance-") as folder:
        whole = finished(run_apart(args.samples, Path(folder, "whole")))
        print("undisturbed  ", json.dumps(whole), flush=True)
        entries = killed_in_the_middle(args.samples, Path(folder, "killed"))
        print(f"killed with {entries} entries in the cache", flush=True)
        again = finished(run_apart(args.samples, Path(folder, "killed")))
        print("run again    ", json.dumps(again))
    same = whole["sha256"] == again["sha256"]
    print(f"the same facts: {'yes' if same else 'NO'}; memory under 1 GB: {max(whole['peak_rss_mb']) < 1000}")
    sys.exit(0 if same and max(whole["peak_rss_mb"]) < 1000 else 1)


if __name__ == "__main__":
    main()
