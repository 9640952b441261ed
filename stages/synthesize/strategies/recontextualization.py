"""Re-contextualization: `I' = f(I, C)`. The code stays; the instruction is written anew from what it does.

One slot a program: another instruction with claims of its own (what the data say, which rules a drawing
obeys, what a function is used for). The row's parent is the generation sample it re-tells.
"""

from __future__ import annotations

from typing import Any

from stages.config import Section
from stages.sandbox import Execution
from stages.synthesize.domain import NotApplicable, Program
from stages.synthesize.draft import Context, Draft, Source, dropped_row, generation_row


class Options(Section):
    """It has none: every described seed program is tried once."""


class Recontextualization:
    name = "recontextualization"
    version = "1"
    starts_from = ("reverse_instruction", "bidirectional_translation")

    def slots(self, source: Source) -> tuple[str, ...]:
        return ("retold",)

    def propose(self, source: Source, slot: str, attempt: int, context: Context) -> Draft | None:
        if attempt:
            return None
        return Draft(source, self.name, self.version, slot, source.form, 0, slot, source.program.code)

    def write(self, draft: Draft, execution: Execution, context: Context) -> list[dict[str, Any]]:
        domain, program = draft.domain, Program(draft.code, execution.evidence)
        register = context.register(draft, "generation")
        try:
            told = domain.recontextualize(program, register, context.stream(draft, "recontextualize"))
        except NotApplicable as refusal:
            return [dropped_row(draft, context, f"recontextualize: {refusal}")]
        return [generation_row(draft, program, context, register, told)]


def make(options: Options) -> Recontextualization:
    return Recontextualization()
