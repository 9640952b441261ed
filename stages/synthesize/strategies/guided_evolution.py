"""Guided evolution: `I' = f(I, C, K)` for a concept K (chart type, palette, shape, transform, ...).

C' is made for K, executed, and described from what it drew; a failure leads to the next attempt with another
concept. Each success gives a generation sample, the image-to-code sample of its render, and an edit sample
from the program it came from.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log1p
from typing import Any

from pydantic import Field, PositiveFloat

from stages.config import Section
from stages.records.identity import ID_LENGTH, rank
from stages.sandbox import Execution
from stages.synthesize.domain import NotApplicable, Program
from stages.synthesize.draft import Context, Draft, Source, dropped_row, generation_rows, sample_row


class Evolutions(Section):
    """Evolutions that a program gets on average, by its form: 0.5 is one for every other program, by hash."""

    source: float = Field(ge=0)
    canonical: float = Field(ge=0)


class Options(Evolutions):
    """How many evolutions, and which concepts come first."""

    domains: dict[str, Evolutions] = {}
    """Other numbers for the programs of a domain."""
    weights: dict[str, PositiveFloat] = {}
    """`domain/concept` to how often it should come before others; 1 where it is not named."""


@dataclass(frozen=True)
class GuidedEvolution:
    evolutions: Options

    name = "guided_evolution"
    version = "1"
    starts_from = ("reverse_instruction", "bidirectional_translation")

    def slots(self, source: Source) -> tuple[str, ...]:
        evolutions = self.evolutions.domains.get(source.domain.name, self.evolutions)
        chance = int(rank(self.name, "slots", source.parent), 16) / 16**ID_LENGTH
        return tuple(str(n) for n in range(int(getattr(evolutions, source.form) + chance)))

    def propose(self, source: Source, slot: str, attempt: int, context: Context) -> Draft | None:
        """Concepts are ranked by weighted hash for each program; slot s tries rank s, s + slots, ..."""
        concepts = sorted(
            source.domain.concepts(source.program),
            key=lambda c: self.place(c, source, context.seed),
        )
        place = int(slot) + attempt * len(self.slots(source))
        if place >= len(concepts):
            return None
        concept = concepts[place]
        draft = Draft(source, self.name, self.version, concept, source.form, attempt, slot, None)
        try:
            code = source.domain.evolve(source.program, concept, context.stream(draft, "evolve"))
        except NotApplicable as refusal:
            return Draft(
                source,
                self.name,
                self.version,
                concept,
                source.form,
                attempt,
                slot,
                None,
                f"{concept}: {refusal}",
            )
        return Draft(source, self.name, self.version, concept, source.form, attempt, slot, code)

    def place(self, concept: str, source: Source, seed: int) -> float:
        """Where a concept stands for a program: an exponential variate keyed by hash, its rate the weight.

        The first of several is then each concept in proportion to its weight, whatever the other programs do.
        """
        chance = int(rank(seed, source.parent, self.name, concept), 16) / 16**ID_LENGTH
        return -log1p(-chance) / self.evolutions.weights.get(f"{source.domain.name}/{concept}", 1.0)

    def write(self, draft: Draft, execution: Execution, context: Context) -> list[dict[str, Any]]:
        source, domain = draft.source, draft.source.domain
        if source.program.code == draft.code:
            return [dropped_row(draft, context, f"{draft.concept}: the code did not change")]
        program = Program(draft.code, execution.evidence)
        register = context.register(draft, "editing")
        try:
            edit = domain.describe_edit(
                draft.concept, source.program, program, register, context.stream(draft, "describe_edit")
            )
            generation, images = generation_rows(draft, program, context)
        except NotApplicable as refusal:
            return [dropped_row(draft, context, f"{draft.concept}: {refusal}")]
        editing = sample_row(
            draft,
            context,
            task="editing",
            parents=[source.parent, generation["record_id"]],
            register=register,
            instruction=edit.instruction,
            claims=edit.claims,
            input_code=source.program.code,
            input_domain=domain,
            image_render=(
                context.render(source.program.code, domain.runtime)
                if domain.edit_modality == "text+image"
                else None
            ),
            output_code=program.code,
            input_render=context.render(source.program.code, domain.runtime),
            output_render=generation["output_render"],
        )
        return [generation, *images, editing]


def make(options: Options) -> GuidedEvolution:
    return GuidedEvolution(options)
