"""Algorithms: functions with examples that are executed as tests. Nothing is drawn, so no image tasks."""

from __future__ import annotations

from random import Random
from typing import Any

from stages.synthesize.domain import Claim, Description, Domain, Program
from stages.synthesize.domains.algorithm import canonical
from stages.synthesize.domains.algorithm.concepts import applicable, evolved
from stages.synthesize.domains.algorithm.describe import describe, facts
from stages.synthesize.domains.algorithm.describe_edit import describe_edit
from stages.synthesize.domains.algorithm.recontextualize import recontextualize


class AlgorithmDomain(Domain):
    """Python functions, run by the sandbox's test runner."""

    name = "algorithm"
    version = "1"
    language = "python"
    runtime = "test"
    image_tasks = False

    def canonical(self, evidence: dict[str, Any], rng: Random) -> str:
        return canonical.canonical_program(evidence)

    def resembles(self, seed: dict[str, Any], canonical_: dict[str, Any]) -> tuple[bool, str]:
        return canonical.resembles(seed, canonical_)

    def concepts(self, program: Program) -> list[str]:
        return applicable(program)

    def evolve(self, program: Program, concept: str, rng: Random) -> str:
        return evolved(program, concept, rng)

    def facts(self, program: Program) -> tuple[Claim, ...]:
        return facts(program)

    def describe(self, program: Program, register: str, rng: Random) -> Description:
        return describe(program, register, rng)

    def recontextualize(self, program: Program, register: str, rng: Random) -> Description:
        return recontextualize(program, register, rng)

    def describe_edit(
        self, concept: str, before: Program, after: Program, register: str, rng: Random
    ) -> Description:
        return describe_edit(concept, before, after, register, rng)


DOMAINS = (AlgorithmDomain(),)
