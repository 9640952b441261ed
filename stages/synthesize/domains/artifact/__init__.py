"""The artifact domain: interactive pages, told by what they show first and what an interaction changes."""

from __future__ import annotations

from random import Random
from typing import Any

from stages.synthesize.domain import Claim, Description, Domain, Program
from stages.synthesize.domains.artifact.canonical import canonical_page, resembles
from stages.synthesize.domains.artifact.describe import describe, describe_image
from stages.synthesize.domains.artifact.describe_edit import describe_edit
from stages.synthesize.domains.artifact.evolve import CONCEPTS, evolved
from stages.synthesize.domains.artifact.recontextualize import recontextualize
from stages.synthesize.domains.artifact.statements import statements


class ArtifactDomain(Domain):
    """Pages with a script, shown by Chromium, which carries out their interaction script."""

    name = "artifact"
    version = "1"
    language = "html"
    runtime = "html"

    def canonical(self, evidence: dict[str, Any], rng: Random) -> str:
        return canonical_page(evidence)

    def resembles(self, seed: dict[str, Any], canonical: dict[str, Any]) -> tuple[bool, str]:
        return resembles(seed, canonical)

    def concepts(self, program: Program) -> list[str]:
        return list(CONCEPTS)

    def evolve(self, program: Program, concept: str, rng: Random) -> str:
        return evolved(program, concept, rng)

    def facts(self, program: Program) -> tuple[Claim, ...]:
        said = statements(program.evidence, Random(0), exact=False)
        return tuple(claim for statement in said for claim in statement.claims)

    def describe(self, program: Program, register: str, rng: Random) -> Description:
        return describe(program, register, rng)

    def recontextualize(self, program: Program, register: str, rng: Random) -> Description:
        return recontextualize(program, register, rng)

    def describe_image(self, register: str, rng: Random) -> str:
        return describe_image(register, rng)

    def describe_edit(
        self, concept: str, before: Program, after: Program, register: str, rng: Random
    ) -> Description:
        return describe_edit(concept, before, after, register, rng)


DOMAINS = (ArtifactDomain(),)
