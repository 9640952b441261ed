"""The SVG domain: reads what an SVG drew, writes canonical programs, instructions and edits."""

from __future__ import annotations

from random import Random
from typing import Any

from stages.synthesize.domain import Claim, Description, Domain, Program
from stages.synthesize.domains.svg.canonical import canonical_program
from stages.synthesize.domains.svg.describe import describe
from stages.synthesize.domains.svg.describe_edit import describe_edit
from stages.synthesize.domains.svg.evolve import applicable, evolved
from stages.synthesize.domains.svg.facts import facts
from stages.synthesize.domains.svg.image import describe_image
from stages.synthesize.domains.svg.recontextualize import recontextualize
from stages.synthesize.domains.svg.resemble import resembles
from stages.synthesize.domains.svg.scene import scene


class SvgDomain(Domain):
    """SVG documents, drawn by resvg."""

    name = "svg"
    version = "1"
    language = "svg"
    runtime = "svg"

    def canonical(self, evidence: dict[str, Any], rng: Random) -> str:
        return canonical_program(scene(evidence))

    def resembles(self, seed: dict[str, Any], canonical: dict[str, Any]) -> tuple[bool, str]:
        return resembles(seed, canonical)

    def concepts(self, program: Program) -> list[str]:
        return applicable(program)

    def evolve(self, program: Program, concept: str, rng: Random) -> str:
        return evolved(program, concept, rng)

    def facts(self, program: Program) -> tuple[Claim, ...]:
        return facts(program.evidence)

    def describe(self, program: Program, register: str, rng: Random) -> Description:
        return describe(program.evidence, register, rng)

    def recontextualize(self, program: Program, register: str, rng: Random) -> Description:
        return recontextualize(program.evidence, register, rng)

    def describe_image(self, register: str, rng: Random) -> str:
        return describe_image(register, rng)

    def describe_edit(
        self, concept: str, before: Program, after: Program, register: str, rng: Random
    ) -> Description:
        return describe_edit(concept, before, after, register, rng)


DOMAINS = (SvgDomain(),)
