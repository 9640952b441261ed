"""Criteria that hold for every sample, whatever it claims: layout, contrast, edits, images, words, code.

One module each, found by being here. A module has `WEIGHT`, `VERSION` (raised when it judges differently) and
`check(case) -> (passed, explanation) | None`, None where the criterion does not apply. A criterion that
passes adds nothing to a sample's total; one that fails takes its weight away (`stages.reward.verdict`).
"""

from __future__ import annotations

from functools import cache
from types import ModuleType
from typing import Any

from stages.discovery import modules
from stages.reward.case import Case


@cache
def general() -> dict[str, ModuleType]:
    """Every module by the kind of its criterion, which is its name."""
    return {module.__name__.rpartition(".")[2]: module for module in modules(__name__)}


def judge_general(case: Case) -> list[dict[str, Any]]:
    """The criteria that apply to a case, decided."""
    criteria = []
    for kind, module in general().items():
        if (verdict := module.check(case)) is None:
            continue
        passed, seen = verdict
        criteria.append(
            {
                "id": f"general:{kind}",
                "kind": kind,
                "weight": module.WEIGHT,
                "passed": bool(passed),
                "evidence": seen,
                "checker": f"reward.general.{kind}@{module.VERSION}",
            }
        )
    return criteria
