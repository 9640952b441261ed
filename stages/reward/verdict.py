"""The verdict on one sample: its claims as criteria, their weighted share, and the reason of a drop."""

from __future__ import annotations

import json
from typing import Any

from stages.records.identity import producer
from stages.records.schemas import seal
from stages.reward.config import JudgeSection
from stages.reward.criteria import judge_claims, weighted_share


def judge_case(judge: JudgeSection, case: tuple[dict[str, Any], str | None, str | None]) -> dict[str, Any]:
    """`verdict` of (sample, evidence of the output, of the input), evidence as JSON text or None."""
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
        "evidence": "ran to its end" if after is not None else "did not run to its end",
        "checker": "reward.execution@1",
    }
    claims = judge_claims(sample["domain"], sample["runtime"], sample["claims"], after, before)
    criteria = [executes, *claims]
    total = weighted_share(criteria)
    reason = None
    if after is None:
        reason = "does not run"
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
