"""The verdict on one sample: its claims and the general criteria, the total, and the reason of a drop.

The total is 1 less the weight of what failed, in shares of the weight of claims and execution. General
criteria only take away: a sample earns nothing by being no edit, or by having no text that could overlap
another.
"""

from __future__ import annotations

import json
from typing import Any

from stages.records.identity import canonical_json, producer
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
    if after is None:
        reason = "does not run"
    elif not claims:
        reason = "no claim to judge"
    else:
        reason = why_dropped(criteria, total, judge.threshold)
    return sealed(sample, judge, criteria, total, judge.threshold, reason)


def why_dropped(criteria: list[dict[str, Any]], total: float, threshold: float) -> str | None:
    """What failed or stayed undecided; None where a sample is kept. An undecided criterion did not fail, so
    its weight is not lost, and did not pass, so the sample is not kept.
    """
    failed = "; ".join(f"{c['kind']}: {c['evidence']}" for c in criteria if c["passed"] is False)
    undecided = "; ".join(f"{c['kind']}: {c['evidence']}" for c in criteria if c["passed"] is None)
    if failed and total < threshold:
        return f"total {total:.3f} under {threshold}: {failed}"[:500]
    return undecided[:500] or None


def sealed(
    sample: dict[str, Any],
    judge: JudgeSection,
    criteria: list[dict[str, Any]],
    total: float,
    threshold: float,
    reason: str | None,
    replies: list[dict[str, Any]] | None = None,
) -> dict[str, Any]:
    """The row of a verdict. `replies`: of the model that was asked, as they came."""
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
            "judge": None if replies is None else canonical_json(replies),
            "total": total,
            "threshold": threshold,
        },
    )


def total_of(earning: list[dict[str, Any]], taking: list[dict[str, Any]]) -> float:
    """0..1: 1 less the share of failed weight; `taking` criteria count only where they failed."""
    whole = sum(c["weight"] for c in earning)
    lost = sum(c["weight"] for c in [*earning, *taking] if c["passed"] is False)
    return max(0.0, 1.0 - lost / whole)


def _params(judge: JudgeSection) -> dict[str, Any]:
    """What of the judge a verdict depends on, for its producer."""
    params: dict[str, Any] = {"threshold": judge.threshold}
    if judge.name == "learned":
        params["weights"] = judge.weights_sha256
    if judge.name in ("endpoint", "januscoder"):
        asked = judge.asked
        params |= {"model": asked.server.model, "votes": asked.votes, "least_score": asked.least_score}
        params["sampling"] = asked.server.sampling.model_dump()
    return params
