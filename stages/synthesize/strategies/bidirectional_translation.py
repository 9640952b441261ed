"""Bidirectional translation: `I_B = f(I_A), C_B = f(I_B, C_A)`, and the way back, through evidence.

What the program in A drew becomes a picture without a language; a writer turns the picture into a program in
B, which is executed and read back. A pair whose pictures differ is dropped with the difference. A kept pair
gives B's generation and image-to-code samples, and a translation sample each way.
"""

from __future__ import annotations

from dataclasses import replace
from math import log
from typing import Any

from pydantic import Field

from stages.config import Section
from stages.records.identity import stream
from stages.sandbox import Execution
from stages.synthesize.domain import Claim, Domain, NotApplicable, Program
from stages.synthesize.domains import domain_of
from stages.synthesize.draft import Context, Draft, Source, dropped_row, generation_rows, sample_row
from stages.synthesize.tokens import CANONICAL_TOKENS, count_tokens
from stages.synthesize.translate import languages
from stages.synthesize.translate.compare import differs
from stages.synthesize.translate.instructions import instruction

FORM = "canonical"
"""Only short programs are translated."""
SHARED = frozenset("chart_type series_count title xlabel ylabel legend values colour scale limits".split())
"""Claims of the source's own facts that its counterpart shows as well."""


class Options(Section):
    targets: dict[str, dict[str, float]]
    """`domain/runtime` of a source to its targets, each `domain/runtime` with its weight."""
    most: int = Field(ge=1)
    """Targets that a program gets."""


class BidirectionalTranslation:
    name = "bidirectional_translation"
    version = "1"
    starts_from = ("reverse_instruction",)

    def __init__(self, options: Options) -> None:
        self.options = options

    def slots(self, source: Source) -> tuple[str, ...]:
        weights = self._weights(source) if source.form == FORM else {}
        return tuple(str(i) for i in range(min(self.options.most, len(weights))))

    def _weights(self, source: Source) -> dict[str, float]:
        return self.options.targets.get(f"{source.domain.name}/{source.domain.runtime}", {})

    def propose(self, source: Source, slot: str, attempt: int, context: Context) -> Draft | None:
        """Targets are ranked by weighted hash for each seed; slot s tries ranks s, s + slots, ..."""
        ranked = sorted(self._weights(source).items(), key=lambda t: _place(context.seed, source.seed_id, *t))
        place = int(slot) + attempt * len(self.slots(source))
        if place >= len(ranked):
            return None
        name = ranked[place][0]
        target = domain_of(*name.split("/"))
        code, refusal, form = None, None, source.form
        try:
            code = _language(target).write(_language(source.domain).read(source.program.evidence))
        except NotApplicable as why:
            refusal = f"to {name}: {why}"
        if code is not None and count_tokens(code) > CANONICAL_TOKENS:
            form = "source"
        concept = f"to {target.language}"
        return Draft(source, self.name, self.version, concept, form, attempt, slot, code, refusal, target)

    def write(self, draft: Draft, execution: Execution, context: Context) -> list[dict[str, Any]]:
        source, program = draft.source, Program(draft.code, execution.evidence)
        try:
            ours = _language(source.domain).read(source.program.evidence)
            if why := differs(ours, _language(draft.domain).read(program.evidence)):
                raise NotApplicable(f"not the same picture: {why}")
            generation, images = generation_rows(draft, program, context)
            there = draft.domain.facts(program)
            back = tuple(c for c in source.domain.facts(source.program) if c.kind in SHARED)
        except NotApplicable as refusal:
            return [dropped_row(draft, context, f"{draft.concept}: {refusal}")]
        parents = [source.parent, generation["record_id"]]
        forth = _translation(draft, context, parents, source.domain, source.program, program, there)
        other = replace(
            draft,
            concept=f"to {source.domain.language}",
            form=source.form,
            slot=f"{draft.slot}/back",
            code=source.program.code,
            target=None,
        )
        return [
            generation,
            *images,
            forth,
            _translation(other, context, parents, draft.domain, program, source.program, back),
        ]


def _translation(
    draft: Draft,
    context: Context,
    parents: list[str],
    start: Domain,
    given: Program,
    wanted: Program,
    claims: tuple[Claim, ...],
) -> dict[str, Any]:
    """The sample that leads from `given`, a program of `start`, to `wanted` in the draft's domain."""
    register = context.register(draft, "translation")
    return sample_row(
        draft,
        context,
        task="translation",
        parents=parents,
        register=register,
        instruction=instruction(start, draft.domain, register, context.stream(draft, "translate")),
        claims=claims,
        input_code=given.code,
        input_domain=start,
        output_code=wanted.code,
        input_render=context.render(given.code, start.runtime),
        output_render=context.render(wanted.code, draft.domain.runtime),
    )


def _place(seed: int, seed_id: str, target: str, weight: float) -> float:
    """Smaller is earlier: a target comes first as often as its weight's share (Efraimidis 2006)."""
    return -log(1 - stream(seed, "targets", seed_id, target).random()) / weight


def _language(domain: Domain) -> Any:
    """The module that reads and writes pictures in the domain. Raises NotApplicable."""
    if (domain.name, domain.runtime) not in languages():
        raise NotApplicable(f"no pictures are read from {domain.name}/{domain.runtime}")
    return languages()[domain.name, domain.runtime]


def make(options: Options) -> BidirectionalTranslation:
    return BidirectionalTranslation(options)
