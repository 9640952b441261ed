"""The SVG domain: reads what an SVG drew, writes canonical programs, instructions and edits."""

from __future__ import annotations

from random import Random
from typing import Any

from stages.synthesize.domain import Claim, Description, Program
from stages.synthesize.svg.canonical import canonical_program
from stages.synthesize.svg.describe import describe
from stages.synthesize.svg.describe_edit import describe_edit
from stages.synthesize.svg.evolve import applicable, evolved
from stages.synthesize.svg.facts import facts
from stages.synthesize.svg.image import describe_image
from stages.synthesize.svg.resemble import resembles
from stages.synthesize.svg.scene import scene


class SvgDomain:
    """See stages.synthesize.domain.Domain."""

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

    def facts(self, evidence: dict[str, Any]) -> tuple[Claim, ...]:
        return facts(evidence)

    def describe(self, evidence: dict[str, Any], register: str, rng: Random) -> Description:
        return describe(evidence, register, rng)

    def describe_image(self, register: str, rng: Random) -> str:
        return describe_image(register, rng)

    def describe_edit(
        self, concept: str, before: Program, after: Program, register: str, rng: Random
    ) -> Description:
        return describe_edit(concept, before, after, register, rng)


DOMAIN = SvgDomain()
