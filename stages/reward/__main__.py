"""Judge every kept sample by its own claims: `python -m stages.reward` -> data/rewards.

Each claim of an instruction is a weighted yes/no criterion, decided from the evidence of the render. A sample
under the threshold is dropped; its row names the criteria that failed.

Not covered: what no checker can decide (taste, naturalness of the wording); a judge model.
"""

from __future__ import annotations

import json
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

from stages.check.gate import require_gate
from stages.config import load_section, raw_params
from stages.engine.local import map_ordered
from stages.records.identity import producer
from stages.records.schemas import seal
from stages.records.tables import read_rows, write_table
from stages.reward.config import JudgeSection
from stages.reward.criteria import judge_claims, weighted_share
from stages.stage import run_stage
from stages.tracking.run_record import RunRecord

SAMPLES, RENDERS, REWARDS = Path("data/samples"), Path("data/renders"), Path("data/rewards")
COLUMNS = [
    "record_id", "domain", "task", "modality", "claims", "input_render", "output_render",
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
    rows = list(map_ordered(partial(_verdict, judge), cases, label="judge", chunk=64))
    record.output("rewards", write_table("rewards", rows, REWARDS, params=params["judge"], parents=parents))
    kept = sum(r["decision"] == "keep" for r in rows)
    failed = Counter(c["kind"] for r in rows for c in r["criteria"] if not c["passed"])
    record.metric(
        rows=len(rows),
        kept=kept,
        dropped=len(rows) - kept,
        mean_total=sum(r["total"] for r in rows) / max(1, len(rows)),
        **{f"failed_{kind}": n for kind, n in failed.items()},
    )


def _verdict(judge: JudgeSection, case: tuple[dict[str, Any], str | None, str | None]) -> dict[str, Any]:
    sample, after, before = case
    return verdict(sample, after and json.loads(after), before and json.loads(before), judge)


def verdict(
    sample: dict[str, Any], after: dict | None, before: dict | None, judge: JudgeSection
) -> dict[str, Any]:
    """The sealed row of table rewards for one sample.

    `after`, `before`: evidence of the output and (for edits) of the input, None where it did not draw.
    """
    executes = {
        "id": "executes",
        "kind": "executes",
        "weight": judge.execution_weight,
        "passed": after is not None,
        "evidence": "drew a picture" if after is not None else "drew nothing",
        "checker": "reward.execution@1",
    }
    claims = judge_claims(sample["domain"], sample["claims"], after, before)
    criteria = [executes, *claims]
    total = weighted_share(criteria)
    reason = None
    if after is None:
        reason = "does not draw"
    elif not claims:
        reason = "no claim to judge"
    elif total < judge.threshold:
        failed = "; ".join(f"{c['kind']}: {c['evidence']}" for c in claims if not c["passed"])
        reason = f"total {total:.3f} under {judge.threshold}: {failed}"[:500]
    return seal(
        "rewards",
        {
            "parents": [sample["record_id"]],
            "producer": producer("reward.evidence", "1", {"threshold": judge.threshold}),
            "stage": "reward",
            "decision": "drop" if reason else "keep",
            "reason": reason,
            "domain": sample["domain"],
            "task": sample["task"],
            "modality": sample["modality"],
            "sample_id": sample["record_id"],
            "render": sample["output_render"],
            "criteria": criteria,
            "judge": None,
            "total": total,
            "threshold": judge.threshold,
        },
    )


if __name__ == "__main__":
    run_stage("reward", main)
