"""The chart domain: matplotlib programs, read back from the artists that they drew.

Reading: figures. Short normalised programs: canonical and
canonical_*, resembles. LibCST transforms: concepts. Instructions: facts, statements, slots, wording and
describe. Edit instructions: differences, edit_words, edit_slots, kept, describe_edit.
"""

from __future__ import annotations

from random import Random
from typing import Any

from stages.synthesize.domain import Claim, Description, Domain, Program
from stages.synthesize.domains.chart import canonical, describe, facts, recontextualize, resembles


class ChartDomain(Domain):
    """matplotlib in Python."""

    name = "chart"
    version = "1"
    language = "python"
    runtime = "python"

    def canonical(self, evidence: dict[str, Any], rng: Random) -> str:
        """A short normalised program that draws the same picture in the main; it leaves nothing to chance."""
        return canonical.write(evidence)

    def resembles(self, seed: dict[str, Any], canonical: dict[str, Any]) -> tuple[bool, str]:
        return resembles.resembles(seed, canonical)

    def concepts(self, program: Program) -> list[str]:
        from stages.synthesize.domains.chart.concepts import applicable  # LibCST: only where code is changed

        return applicable(program)

    def evolve(self, program: Program, concept: str, rng: Random) -> str:
        from stages.synthesize.domains.chart.concepts import evolve

        return evolve(program, concept, rng)

    def facts(self, program: Program) -> tuple[Claim, ...]:
        return facts.facts(program.evidence)

    def describe(self, program: Program, register: str, rng: Random) -> Description:
        return describe.describe(program.evidence, register, rng)

    def recontextualize(self, program: Program, register: str, rng: Random) -> Description:
        return recontextualize.recontextualize(program.evidence, register, rng)

    def describe_image(self, register: str, rng: Random) -> str:
        return describe.describe_image(register, rng)

    def describe_edit(
        self, concept: str, before: Program, after: Program, register: str, rng: Random
    ) -> Description:
        from stages.synthesize.domains.chart.describe_edit import describe_edit

        return describe_edit(concept, before.evidence, after.evidence, register, rng)


DOMAINS = (ChartDomain(),)
