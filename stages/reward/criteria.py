"""Claims become criteria: weighted yes/no questions that a checker decides from evidence.

A checker is independent of the code that wrote the claim; what it saw is kept beside its verdict.
"""

from __future__ import annotations

import json
from typing import Any

from stages.reward.domains import judge_of


def judge_claims(
    domain: str, runtime: str, claims: str, evidence: dict[str, Any] | None, before: dict[str, Any] | None
) -> list[dict[str, Any]]:
    """Criteria of a sample (or of a model's answer to it), decided.

    `claims`: the sample's column (JSON). `evidence`: of the output, None where it did not draw: every
    criterion fails. `before`: evidence of the input code (edits, translations), else None.
    """
    checkers = judge_of(domain, runtime)
    criteria = []
    for number, claim in enumerate(json.loads(claims)):
        if evidence is None:
            passed, seen = False, "nothing was drawn"
        else:
            passed, seen = checkers.check(claim, evidence, before)
        criteria.append(
            {
                "id": f"{number}:{claim['kind']}",
                "kind": claim["kind"],
                "weight": float(claim["weight"]),
                "passed": bool(passed),
                "evidence": seen,
                "checker": f"{checkers.__name__.removeprefix('stages.')}@{checkers.VERSION}",
            }
        )
    return criteria


def weighted_share(criteria: list[dict[str, Any]]) -> float:
    """Weight of the criteria that passed over the weight of all, 0..1 (0 for none)."""
    total = sum(c["weight"] for c in criteria)
    return sum(c["weight"] for c in criteria if c["passed"]) / total if total else 0.0
