"""The web UI domain: reads what a page showed, writes canonical pages, instructions and edits."""

from __future__ import annotations

from random import Random
from typing import Any

from stages.synthesize.domain import Claim, Description, Domain, Program
from stages.synthesize.domains.webui.audience import recontextualize
from stages.synthesize.domains.webui.canonical import canonical_page, resembles
from stages.synthesize.domains.webui.describe import describe, describe_image
from stages.synthesize.domains.webui.describe_edit import describe_edit
from stages.synthesize.domains.webui.edits import applicable, evolved
from stages.synthesize.domains.webui.sight import view
from stages.synthesize.domains.webui.statements import facts


class WebDomain(Domain):
    """Static pages, shown by Chromium."""

    name = "webui"
    version = "1"
    language = "html"
    runtime = "html"
    edit_modality = "text+image"

    def canonical(self, evidence: dict[str, Any], rng: Random) -> str:
        return canonical_page(view(evidence))

    def resembles(self, seed: dict[str, Any], canonical: dict[str, Any]) -> tuple[bool, str]:
        return resembles(view(seed), view(canonical))

    def concepts(self, program: Program) -> list[str]:
        return applicable(program)

    def evolve(self, program: Program, concept: str, rng: Random) -> str:
        return evolved(program, concept, rng)

    def facts(self, program: Program) -> tuple[Claim, ...]:
        return tuple(facts(view(program.evidence)))

    def describe(self, program: Program, register: str, rng: Random) -> Description:
        return describe(view(program.evidence), register, rng)

    def recontextualize(self, program: Program, register: str, rng: Random) -> Description:
        return recontextualize(view(program.evidence), register, rng)

    def describe_image(self, register: str, rng: Random) -> str:
        return describe_image(register, rng)

    def describe_edit(
        self, concept: str, before: Program, after: Program, register: str, rng: Random
    ) -> Description:
        return describe_edit(concept, before, after, register, rng)


DOMAINS = (WebDomain(),)
