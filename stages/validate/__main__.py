"""Execute every program of seeds and samples: `python -m stages.validate` -> data/renders.

Synthesis has run most of them already: the record cache answers, and nothing runs twice. A program that does
not draw keeps its row, with its status as the reason.

Not covered: programs that draw differently on another machine (fonts, library versions).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from stages.check.gate import require_gate
from stages.config import load_section, raw_params
from stages.records.cache import RecordCache
from stages.records.tables import read_rows, write_table
from stages.sandbox import Executor, RuntimeSection, SandboxSection, limits_of, render_row
from stages.stage import run_stage
from stages.tracking.run_record import RunRecord

SEEDS, SAMPLES, RENDERS = Path("data/seeds"), Path("data/samples"), Path("data/renders")


def main(record: RunRecord) -> None:
    params = raw_params()
    runtimes = load_section("runtime", RuntimeSection, params)
    sandbox = load_section("sandbox", SandboxSection, params)
    parents = {}
    for name, folder in (("seeds", SEEDS), ("samples", SAMPLES)):
        manifest = require_gate(name, folder)
        record.input(name, manifest)
        parents[name] = manifest["table_sha256"]
    jobs = sorted(set(programs()))
    rows = []
    with Executor(runtimes, sandbox, RecordCache("executions")) as executor:
        for execution in executor.map(jobs, label="validate"):
            rows.append(render_row(execution, limits_of(runtimes.of(execution.runtime))))
        record.data["execution_stats"] = executor.stats
    record.output("renders", write_table("renders", rows, RENDERS, params=params["runtime"], parents=parents))
    record.metric(rows=len(rows), **{f"status_{s}": n for s, n in Counter(r["status"] for r in rows).items()})


def programs() -> Iterator[tuple[str, str]]:
    """(code, runtime) of every prepared seed, every attempt and both sides of every edit."""
    for seed in read_rows(SEEDS, ["kind", "content", "runtime"], keep=True):
        if seed["kind"] == "prepared":
            yield seed["content"].decode("utf-8"), seed["runtime"]
    for sample in read_rows(SAMPLES, ["input_code", "input_runtime", "output_code", "runtime"]):
        if sample["input_code"] is not None:
            yield sample["input_code"], sample["input_runtime"]
        if sample["output_code"] is not None:
            yield sample["output_code"], sample["runtime"]


if __name__ == "__main__":
    run_stage("validate", main)
