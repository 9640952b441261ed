"""Judge every kept sample by its own claims: `python -m stages.reward` -> data/rewards.

Each claim of an instruction is a weighted yes/no criterion, decided from the evidence of the render; general
criteria (`stages.reward.general`) take away where the picture, the program or the task has a flaw that no
claim speaks of. A sample under the threshold is dropped; its row names the criteria that failed.

What no checker can decide a model is asked (`judge=endpoint`; `judge=januscoder` for the paper's way of
judging); without one it is not judged.
"""

from __future__ import annotations

from collections import Counter
from functools import partial
from pathlib import Path

from stages.check.gate import require_gate
from stages.config import load_section, raw_params
from stages.engine.local import map_ordered
from stages.records.cache import RecordCache
from stages.records.tables import read_rows, write_table
from stages.reward.asked.verdicts import open_model, with_model
from stages.reward.config import JudgeSection
from stages.reward.memory import KIND, remembered
from stages.stage import run_stage
from stages.tracking.run_record import RunRecord

SAMPLES, RENDERS, REWARDS = Path("data/samples"), Path("data/renders"), Path("data/rewards")
COLUMNS = [
    "record_id", "domain", "task", "modality", "language", "runtime", "instruction", "input_code",
    "input_language", "output_code", "image_render", "input_render", "output_render", "claims",
]  # fmt: skip


def main(record: RunRecord) -> None:
    params = raw_params()
    judge = load_section("judge", JudgeSection, params)
    parents = {}
    for name, folder in (("samples", SAMPLES), ("renders", RENDERS)):
        manifest = require_gate(name, folder)
        record.input(name, manifest)
        parents[name] = manifest["table_sha256"]
    drawn = read_rows(RENDERS, ["record_id", "evidence"], keep=True)
    evidence = {r["record_id"]: r["evidence"] for r in drawn}
    samples = read_rows(SAMPLES, COLUMNS, keep=True)
    cases = [(s, evidence.get(s["output_render"]), evidence.get(s["input_render"])) for s in samples]
    model = open_model(judge)
    rows = list(map_ordered(partial(remembered, judge, RecordCache(KIND)), cases, label="judge", chunk=64))
    if model is not None:
        rows = with_model(judge, model, rows, samples, RENDERS)
        record.metric(**{f"judge_{name}": value for name, value in model.metrics().items()})
    record.output("rewards", write_table("rewards", rows, REWARDS, params=params["judge"], parents=parents))
    kept = sum(r["decision"] == "keep" for r in rows)
    failed = Counter(c["kind"] for r in rows for c in r["criteria"] if c["passed"] is False)
    undecided = Counter(c["kind"] for r in rows for c in r["criteria"] if c["passed"] is None)
    record.metric(
        rows=len(rows),
        kept=kept,
        dropped=len(rows) - kept,
        mean_total=sum(r["total"] for r in rows) / max(1, len(rows)),
        **{f"failed_{kind}": n for kind, n in failed.items()},
        **{f"undecided_{kind}": n for kind, n in undecided.items()},
    )


if __name__ == "__main__":
    run_stage("reward", main)
