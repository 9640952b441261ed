"""Reverse instruction, grounded in execution: `I' = f(C)` where f reads what C really drew.

Two slots a seed: `source` keeps the seed's code, `canonical` writes a short normalised program that draws the
same picture in the main. The paper's f sees only a snippet of code; ours sees the artists, the tree or the
boxes of the run, so the instruction claims nothing that is not in the picture.
"""

from __future__ import annotations

from typing import Any

from stages.config import Section
from stages.sandbox import Execution
from stages.synthesize.domain import NotApplicable, Program
from stages.synthesize.draft import Context, Draft, Source, dropped_row, generation_rows
from stages.synthesize.tokens import CANONICAL_TOKENS, count_tokens


class Options(Section):
    """It has none: every seed that runs is described."""


class ReverseInstruction:
    name = "reverse_instruction"
    version = "1"
    starts_from = ("seeds",)

    def slots(self, source: Source) -> tuple[str, ...]:
        return ("source", "canonical")

    def propose(self, source: Source, slot: str, attempt: int, context: Context) -> Draft | None:
        if attempt:
            return None
        draft = Draft(source, self.name, self.version, slot, slot, attempt, slot, source.program.code)
        if slot == "source":
            return draft
        try:
            code = source.domain.canonical(source.program.evidence, context.stream(draft, "canonical"))
        except NotApplicable as refusal:
            return Draft(source, self.name, self.version, slot, slot, 0, slot, None, f"canonical: {refusal}")
        return Draft(source, self.name, self.version, slot, slot, 0, slot, code)

    def write(self, draft: Draft, execution: Execution, context: Context) -> list[dict[str, Any]]:
        program = Program(draft.code, execution.evidence)
        if draft.slot == "canonical":
            if (length := count_tokens(draft.code)) > CANONICAL_TOKENS:
                return [
                    dropped_row(draft, context, f"canonical: {length} tokens, at most {CANONICAL_TOKENS}")
                ]
            same, why = draft.source.domain.resembles(draft.source.program.evidence, execution.evidence)
            if not same:
                return [dropped_row(draft, context, f"canonical: not the seed's picture: {why}")]
        try:
            generation, images = generation_rows(draft, program, context)
        except NotApplicable as refusal:
            return [dropped_row(draft, context, f"describe: {refusal}")]
        return [generation, *images]


def make(options: Options) -> ReverseInstruction:
    return ReverseInstruction()
