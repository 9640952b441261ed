"""A domain that says what a teacher wrote: strategies write their rows through it, knowing no teacher."""

from __future__ import annotations

from random import Random
from typing import Any

from stages.synthesize.domain import Claim, Description, Domain, NotApplicable, Program
from stages.synthesize.teachers.mentions import mentioned, unsupported
from stages.synthesize.teachers.parse import Parsed


class Spoken:
    """A Domain: `domain` with the instruction (and the change) of one reply in place of its own words."""

    def __init__(self, domain: Domain, said: Parsed) -> None:
        self._domain, self._said = domain, said

    def __getattr__(self, name: str) -> Any:
        return getattr(self._domain, name)

    def describe(self, program: Program, register: str, rng: Random) -> Description:
        facts = self._domain.facts(program)
        return _grounded(self._said.instruction, facts, program, "instruction")

    def recontextualize(self, program: Program, register: str, rng: Random) -> Description:
        return self.describe(program, register, rng)

    def describe_edit(
        self, concept: str, before: Program, after: Program, register: str, rng: Random
    ) -> Description:
        """Claims are what the change says of the new picture and what the old one did not show."""
        old = set(map(repr, self._domain.facts(before)))
        new = tuple(fact for fact in self._domain.facts(after) if repr(fact) not in old)
        both = Program(before.code + after.code, {"before": before.evidence, "after": after.evidence})
        return _grounded(self._said.change or "", new, both, "change")


def _grounded(text: str, facts: tuple[Claim, ...], program: Program, what: str) -> Description:
    """Raises NotApplicable where the words say what is not there, or nothing that can be checked."""
    if (wrong := unsupported(text, program)) is not None:
        raise NotApplicable(f'the {what} says "{wrong}", which the program does not show')
    claims = mentioned(facts, text)
    if not claims:
        raise NotApplicable(f"the {what} says nothing of the result that can be checked")
    return Description(text, claims)
