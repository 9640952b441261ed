"""What a strategy asks a teacher, and the rows it makes of the answer.

The strategy itself plans (concept, form, target) and writes the rows; the teacher supplies code and words.
Every strategy can so be taught, as soon as `conf/prompts` has a template for it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from stages.endpoint.protocol import Request
from stages.records.identity import canonical_json, content_hash
from stages.sandbox import Execution
from stages.synthesize.domain import NotApplicable
from stages.synthesize.draft import Context, Draft, Origin, Strategy, dropped_row
from stages.synthesize.teachers.parse import Form, Parsed
from stages.synthesize.teachers.prompts import Prompts
from stages.synthesize.teachers.protocol import Teacher
from stages.synthesize.teachers.spoken import Spoken
from stages.synthesize.tokens import CANONICAL_TOKENS

KEEPS_CODE = ("recontextualization",)
SAYS_CHANGE = ("guided_evolution",)


@dataclass(frozen=True)
class Try:
    """One attempt at a slot: the plan, and the last attempt's reply and why it gave no sample."""

    plan: Draft
    last: tuple[str | None, str] | None = None


def request_for(
    one: Try, teacher: Teacher, prompts: Prompts, context: Context, png: bytes | None
) -> tuple[Draft, Request]:
    """The question of an attempt, and its draft, still without code."""
    plan, source = one.plan, one.plan.source
    form = Form(
        language=None if plan.strategy in KEEPS_CODE else plan.domain.language,
        change=plan.strategy in SAYS_CHANGE,
        structured=teacher.structured,
    )
    inputs = {
        "domain": source.domain.name,
        "language": source.domain.language,
        "target_language": plan.domain.language,
        "form": plan.form,
        "short_tokens": CANONICAL_TOKENS,
        "concept": plan.concept,
        "register": context.register(plan, "generation"),
        "code": source.program.code,
        "instruction": _known_instruction(plan, context),
        "picture": png is not None,
        "structured": form.structured,
        "wants_code": form.language is not None,
        "wants_change": form.change,
    }
    prompt = prompts.prompt(plan.strategy, source.domain.name, inputs, png, one.last)
    seed = int(content_hash([context.seed, plan.rng_key])[:7], 16)
    request = Request(plan.strategy, plan.domain.name, prompt.messages, form, teacher.sampling, seed)
    # `request` names the reply in the journal.
    sampling: dict[str, Any] = {**teacher.sampling.model_dump(), "seed": seed, "request": request.key}
    origin = Origin(teacher.name, prompt.hash, canonical_json(sampling))
    return replace(plan, code=None, refusal=None, origin=origin), request


def _known_instruction(plan: Draft, context: Context) -> str | None:
    """The I of `f(I, C)`: what the domain itself says of the program, where it can."""
    rng = context.stream(plan, "known_instruction")
    try:
        return plan.source.domain.describe(plan.source.program, "plain", rng).instruction
    except NotApplicable:
        return None


def rows_of(
    strategy: Strategy, draft: Draft, said: Parsed, execution: Execution, context: Context
) -> list[dict[str, Any]]:
    """Sealed rows for code that drew something: the strategy's own, in the teacher's words."""
    if draft.code.strip() == draft.source.program.code.strip() and draft.strategy not in KEEPS_CODE:
        return [dropped_row(draft, context, f"{draft.concept}: the code did not change")]
    source = replace(draft.source, domain=Spoken(draft.source.domain, said))
    target = None if draft.target is None else Spoken(draft.target, said)
    return strategy.write(replace(draft, source=source, target=target), execution, context)
