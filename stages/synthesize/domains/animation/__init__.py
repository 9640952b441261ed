"""Animations: Manim scenes, read back as mobjects and animations.

Text tasks alone, as in the paper: a still cannot show in which order things came.
"""

from __future__ import annotations

from random import Random
from typing import Any

from stages.synthesize.domain import Claim, Description, Domain, Program
from stages.synthesize.domains.animation import canonical, evolve
from stages.synthesize.domains.animation.describe import describe, facts
from stages.synthesize.domains.animation.describe_edit import describe_edit
from stages.synthesize.domains.animation.recontextualize import recontextualize


class AnimationDomain(Domain):
    """Scenes of ManimCE."""

    name = "animation"
    version = "1"
    language = "python"
    runtime = "manim"
    image_tasks = False

    def canonical(self, evidence: dict[str, Any], rng: Random) -> str:
        return canonical.canonical_program(evidence)

    def resembles(self, seed: dict[str, Any], canonical_: dict[str, Any]) -> tuple[bool, str]:
        return canonical.resembles(seed, canonical_)

    def concepts(self, program: Program) -> list[str]:
        return evolve.applicable(program)

    def evolve(self, program: Program, concept: str, rng: Random) -> str:
        return evolve.evolved(program, concept, rng)

    def facts(self, program: Program) -> tuple[Claim, ...]:
        return facts(program.evidence)

    def describe(self, program: Program, register: str, rng: Random) -> Description:
        return describe(program.evidence, register, rng)

    def recontextualize(self, program: Program, register: str, rng: Random) -> Description:
        return recontextualize(program.evidence, register, rng)

    def describe_edit(
        self, concept: str, before: Program, after: Program, register: str, rng: Random
    ) -> Description:
        return describe_edit(concept, before, after, register, rng)


DOMAINS = (AnimationDomain(),)
