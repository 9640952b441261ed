"""The verdict on one sample: its claims and the general criteria, the total, and the reason of a drop.

The total is 1 less the weight of what failed, in shares of the weight of claims and execution. General
criteria only take away: a sample earns nothing by being no edit, or by having no text that could overlap
another.
"""

from __future__ import annotations

import json
from typing import Any

from stages.records.identity import producer
from stages.records.schemas import seal
from stages.reward import learned
from stages.reward.case import Case, Evidence
from stages.reward.config import JudgeSection
from stages.reward.criteria import judge_claims
from stages.reward.features import picture
from stages.reward.general import judge_general


def judge_case(judge: JudgeSection, case: tuple[dict[str, Any], str | None, str | None]) -> dict[str, Any]:
    """`verdict` of (sample, evidence of the output, of the input), evidence as JSON text or None."""
    sample, after, before = case
    return verdict(sample, after and json.loads(after), before and json.loads(before), judge)


def verdict(
    sample: dict[str, Any],
    after: Evidence | None,
    before: Evidence | None,
    judge: JudgeSection,
    shown: Evidence | None = None,
) -> dict[str, Any]:
    """The sealed row of table rewards for one sample.

    `after`, `before`: evidence of the output and (for edits) of the input, None where it did not draw.
    `shown`: of the task's picture, for a better explanation where it is not of the program.
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
    general = judge_general(Case(sample, after, before, shown)) if after is not None else []
    if judge.name == "learned" and after is not None:
        general.append(learned.criterion(judge, [executes, *claims, *general], picture(after)))
    criteria = [executes, *claims, *general]
    total = total_of([executes, *claims], general)
    reason = None
    if after is None:
        reason = "does not run"
    elif not claims:
        reason = "no claim to judge"
    elif total < judge.threshold:
        failed = "; ".join(f"{c['kind']}: {c['evidence']}" for c in criteria if not c["passed"])
        reason = f"total {total:.3f} under {judge.threshold}: {failed}"[:500]
    return seal(
        "rewards",
        {
            "parents": [sample["record_id"]],
            "producer": producer(f"reward.{judge.name}", "2", _params(judge)),
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


def total_of(earning: list[dict[str, Any]], taking: list[dict[str, Any]]) -> float:
    """0..1: 1 less the share of failed weight; `taking` criteria count only where they failed."""
    whole = sum(c["weight"] for c in earning)
    lost = sum(c["weight"] for c in [*earning, *taking] if not c["passed"])
    return max(0.0, 1.0 - lost / whole)


def claimed_total(criteria: list[dict[str, Any]]) -> float:
    """The total that execution and claims give by themselves; 0 where nothing ran or nothing is claimed."""
    earning = [c for c in criteria if not c["id"].startswith("general:")]
    ran = all(c["passed"] for c in earning if c["kind"] == "executes")
    return total_of(earning, []) if ran and len(earning) > 1 else 0.0


def _params(judge: JudgeSection) -> dict[str, Any]:
    """What of the judge a verdict depends on, for its producer."""
    fitted = {"weights": judge.weights_sha256} if judge.name == "learned" else {}
    return {"threshold": judge.threshold, **fitted}
