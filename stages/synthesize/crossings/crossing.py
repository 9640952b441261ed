"""What strategies that cross domains share: a part of the sources, one program each, two samples a program.

The generation sample asks for the program in words alone; the translation sample shows the source's code and
asks for the program that presents it. Both carry the same claims and descend from the source's sample.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from pydantic import Field

from stages.config import Section
from stages.records.identity import ID_LENGTH, rank
from stages.sandbox import Execution
from stages.synthesize.domain import Claim, Domain, NotApplicable, Program
from stages.synthesize.domains import domain_of
from stages.synthesize.draft import Context, Draft, Source, dropped_row, generation_rows, sample_row
from stages.synthesize.tokens import CANONICAL_TOKENS, count_tokens

FORM = "canonical"
"""Only short programs are presented."""


class CrossingOptions(Section):
    """How many sources are presented."""

    share: float = Field(ge=0, le=1)
    """Of the sources, chosen by hash: each by itself, whatever others there are."""


@dataclass(frozen=True)
class Told:
    """What a program presents, in words: `alone` asks for it from nothing, `given` from the source's code."""

    alone: str
    given: str
    claims: tuple[Claim, ...]


class Crossing(ABC):
    """A strategy from the programs of some domains to those of another."""

    name: str
    version = "1"
    starts_from: tuple[str, ...] = ("reverse_instruction",)
    reads: tuple[tuple[str, str], ...]
    """(domain, runtime) of the sources."""
    writes: tuple[str, str]

    def __init__(self, options: CrossingOptions) -> None:
        self.options = options

    @abstractmethod
    def present(self, source: Source, rng: Random) -> str:
        """The program that presents a source. Raises NotApplicable."""

    @abstractmethod
    def tell(self, source: Source, program: Program, register: str, rng: Random) -> Told:
        """What the program shows of its source. Raises NotApplicable."""

    def slots(self, source: Source) -> tuple[str, ...]:
        known = (source.domain.name, source.domain.runtime) in self.reads and source.form == FORM
        return ("presented",) if known else ()

    def propose(self, source: Source, slot: str, attempt: int, context: Context) -> Draft | None:
        if attempt or self._place(source, context.seed) >= self.options.share:
            return None
        concept = f"{source.domain.name} to {self.writes[0]}"
        draft = Draft(
            source, self.name, self.version, concept, FORM, 0, slot, None, target=domain_of(*self.writes)
        )
        try:
            code = self.present(source, context.stream(draft, "present"))
        except NotApplicable as refusal:
            return replace(draft, refusal=f"{concept}: {refusal}")
        return replace(draft, code=code, form=FORM if count_tokens(code) <= CANONICAL_TOKENS else "source")

    def _place(self, source: Source, seed: int) -> float:
        return int(rank(seed, source.parent, self.name), 16) / 16**ID_LENGTH

    def write(self, draft: Draft, execution: Execution, context: Context) -> list[dict[str, Any]]:
        """Two samples in our words; what a teacher wrote is told through its domain, in one."""
        source, program = draft.source, Program(draft.code, execution.evidence)
        if draft.origin is not None:
            generation, images = generation_rows(draft, program, context)
            return [generation, *images]
        register = context.register(draft, "generation")
        try:
            told = self.tell(source, program, register, context.stream(draft, "tell"))
        except NotApplicable as refusal:
            return [dropped_row(draft, context, f"{draft.concept}: {refusal}")]
        render = context.render(program.code, draft.domain.runtime)
        shared = {"register": register, "output_code": program.code, "output_render": render}
        generation = sample_row(
            draft,
            context,
            task="generation",
            parents=[source.parent],
            instruction=told.alone,
            claims=told.claims,
            **shared,
        )
        given: Domain = source.domain
        translation = sample_row(
            draft,
            context,
            task="translation",
            parents=[source.parent, generation["record_id"]],
            instruction=told.given,
            claims=told.claims,
            input_code=source.program.code,
            input_domain=given,
            input_render=context.render(source.program.code, given.runtime),
            **shared,
        )
        return [generation, translation]
