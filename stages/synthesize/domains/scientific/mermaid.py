"""mermaid diagrams by the graph that mermaid understood: nodes, links, kind, title."""

from __future__ import annotations

from random import Random

from stages.synthesize.domain import Claim, Description, Domain, Program
from stages.synthesize.domains.scientific import diagram, diagram_edits


class Mermaid(Domain):
    name = "scientific"
    version = "1"
    language = "mermaid"
    runtime = "mermaid"

    def describe(self, program: Program, register: str, rng: Random) -> Description:
        return diagram.describe(program.evidence, register, rng)

    def facts(self, program: Program) -> tuple[Claim, ...]:
        return diagram.facts(program.evidence)

    def describe_image(self, register: str, rng: Random) -> str:
        return rng.choice(diagram.IMAGE[register])

    def concepts(self, program: Program) -> list[str]:
        return diagram_edits.applicable(program)

    def evolve(self, program: Program, concept: str, rng: Random) -> str:
        return diagram_edits.evolve(program, concept, rng)

    def describe_edit(
        self, concept: str, before: Program, after: Program, register: str, rng: Random
    ) -> Description:
        return diagram_edits.describe_edit(before.evidence, after.evidence, register, rng)
