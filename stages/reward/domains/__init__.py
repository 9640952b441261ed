"""Checkers of claims: one module or package for each domain, found by being here.

A module has `JUDGES`, the (domain, runtime) pairs whose evidence it reads, `VERSION` (raised when it judges
differently), and `check(claim, evidence, before) -> (passed, what was found)`. A pair without a module of its
own is judged by `stages.reward.any_evidence`.
"""

from __future__ import annotations

from functools import cache
from types import ModuleType

from stages.discovery import modules
from stages.reward import any_evidence


@cache
def judges() -> dict[tuple[str, str], ModuleType]:
    """Every module by the (domain, runtime) that it judges."""
    return {pair: module for module in modules(__name__) for pair in module.JUDGES}


def judge_of(domain: str, runtime: str) -> ModuleType:
    """The checkers of a domain's programs in a runtime."""
    return judges().get((domain, runtime), any_evidence)
