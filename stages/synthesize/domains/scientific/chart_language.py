"""A language of charts as a domain: everything goes through the picture that was drawn."""

from __future__ import annotations

from random import Random
from typing import Any

from stages.synthesize.domain import Claim, Description, Domain, NotApplicable, Program
from stages.synthesize.domains.scientific import concepts, describe, differences, facts, recontext, words
from stages.synthesize.translate import languages
from stages.synthesize.translate.picture import Picture


class ChartLanguage(Domain):
    """One of the languages; `spoken` is its name in instructions."""

    name = "scientific"
    version = "1"

    def __init__(self, language: str, runtime: str, spoken: str) -> None:
        self.language, self.runtime, self.spoken = language, runtime, spoken

    def picture(self, evidence: dict[str, Any]) -> Picture:
        """What was drawn. Raises NotApplicable where it is no chart that can be read in full."""
        return languages()[self.name, self.runtime].read(evidence)

    def describe(self, program: Program, register: str, rng: Random) -> Description:
        return describe.describe(self.picture(program.evidence), self.spoken, register, rng)

    def facts(self, program: Program) -> tuple[Claim, ...]:
        return facts.facts(self.picture(program.evidence))

    def describe_image(self, register: str, rng: Random) -> str:
        return rng.choice(words.IMAGE[register]).format(language=self.spoken)

    def recontextualize(self, program: Program, register: str, rng: Random) -> Description:
        return recontext.recontextualize(self.picture(program.evidence), self.spoken, register, rng)

    def concepts(self, program: Program) -> list[str]:
        """Those that apply, where the program is in the writer's own form: any other would be rewritten."""
        try:
            picture = self.picture(program.evidence)
            written = languages()[self.name, self.runtime].write(picture)
        except NotApplicable:
            return []
        return concepts.applicable(picture) if written == program.code else []

    def evolve(self, program: Program, concept: str, rng: Random) -> str:
        changed = concepts.evolve(self.picture(program.evidence), concept, rng)
        return languages()[self.name, self.runtime].write(changed)

    def describe_edit(
        self, concept: str, before: Program, after: Program, register: str, rng: Random
    ) -> Description:
        return differences.describe_edit(
            self.picture(before.evidence), self.picture(after.evidence), register, rng
        )
