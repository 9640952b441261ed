"""Bidirectional translation: `I_B = f(I_A), C_B = f(I_B, C_A)`, and the way back, through evidence.

What the program in A drew becomes a picture without a language; a writer turns the picture into a program in
B, which is executed and read back. A pair whose pictures differ is dropped with the difference. A kept pair
gives B's generation and image-to-code samples (where B's domain can tell such pictures), and a translation
each way.
"""

from __future__ import annotations

from dataclasses import replace
from math import log
from typing import Annotated, Any

from pydantic import Field

from stages.config import Section
from stages.records.identity import stream
from stages.sandbox import Execution
from stages.synthesize.domain import Claim, Domain, NotApplicable, Program
from stages.synthesize.domains import domain_of
from stages.synthesize.draft import Context, Draft, Source, dropped_row, generation_rows, sample_row
from stages.synthesize.tokens import CANONICAL_TOKENS, count_tokens
from stages.synthesize.translate import CHARTS, difference, flavours
from stages.synthesize.translate.instructions import instruction, spoken

FORM = "canonical"
"""Only short programs are translated,"""
ANY_FORM = ("animation",)
"""but of these domains those as they were found too: few of their short ones stand still."""
SHARED = {
    "chart": "chart_type series_count title xlabel ylabel legend values colour scale limits",
    "svg": "shape colour background",
    "animation": "has stands still background",
}
"""Claims of the source's own facts, by its domain, that its counterpart shows as well."""


class Options(Section):
    targets: dict[str, dict[str, float]]
    """`domain/runtime` of a source to its targets, each `domain/runtime` or `domain/runtime/flavour` with its
    weight."""
    most: dict[str, Annotated[int, Field(ge=1)]]
    """Targets that a program gets, by the same sources."""


class BidirectionalTranslation:
    name = "bidirectional_translation"
    version = "1"
    starts_from = ("reverse_instruction",)

    def __init__(self, options: Options) -> None:
        self.options = options

    def slots(self, source: Source) -> tuple[str, ...]:
        short = source.form == FORM or source.domain.name in ANY_FORM
        weights = self._weights(source) if short else {}
        return tuple(str(i) for i in range(min(self.options.most.get(_name(source), 1), len(weights))))

    def _weights(self, source: Source) -> dict[str, float]:
        return self.options.targets.get(_name(source), {})

    def propose(self, source: Source, slot: str, attempt: int, context: Context) -> Draft | None:
        """Targets are ranked by weighted hash for each seed; slot s tries ranks s, s + slots, ..."""
        ranked = sorted(self._weights(source).items(), key=lambda t: _place(context.seed, source.seed_id, *t))
        place = int(slot) + attempt * len(self.slots(source))
        if place >= len(ranked):
            return None
        name = ranked[place][0]
        target, flavour = domain_of(*name.split("/")[:2]), "".join(name.split("/")[2:])
        code, refusal, form = None, None, source.form
        try:
            picture = _language(source, source.domain).read(source.program.evidence)
            code = _language(source, target, flavour).write(picture)
        except NotApplicable as why:
            refusal = f"to {name}: {why}"
        if code is not None and count_tokens(code) > CANONICAL_TOKENS:
            form = "source"
        concept = f"to {flavour or target.runtime}"
        return Draft(source, self.name, self.version, concept, form, attempt, slot, code, refusal, target)

    def write(self, draft: Draft, execution: Execution, context: Context) -> list[dict[str, Any]]:
        source, program = draft.source, Program(draft.code, execution.evidence)
        flavour = draft.concept.removeprefix("to ")
        language = _language(source, draft.domain, flavour)
        try:
            ours = _language(source, source.domain).read(source.program.evidence)
            theirs = language.read(program.evidence)
            if why := difference(ours, theirs):
                raise NotApplicable(f"not the same picture: {why}")
            alone = getattr(language, "TRANSLATED_ALONE", False)
            generation, images = (None, []) if alone else generation_rows(draft, program, context)
            own_words = getattr(language, "claims", None)
            there = own_words(theirs) if own_words else draft.domain.facts(program)
            kinds = SHARED[source.domain.name].split()
            back = tuple(c for c in source.domain.facts(source.program) if c.kind in kinds)
        except NotApplicable as refusal:
            return [dropped_row(draft, context, f"{draft.concept}: {refusal}")]
        own = [] if generation is None else [generation, *images]
        parents = [source.parent, *(row["record_id"] for row in own[:1])]
        names = [spoken(source.domain), spoken(draft.domain, flavour)]
        drawn = "chart" if source.domain.name in CHARTS else "drawing" if ours.frames == 1 else "frames"
        forth = _translation(
            draft, context, parents, names, drawn, source.domain, source.program, program, there
        )
        other = replace(
            draft,
            concept=f"to {source.domain.runtime}",
            form=source.form,
            slot=f"{draft.slot}/back",
            code=source.program.code,
            target=None,
        )
        drawn = drawn.replace("frames", "from frames")
        back_row = _translation(
            other, context, parents, names[::-1], drawn, draft.domain, program, source.program, back
        )
        return [*own, forth, back_row]


def _translation(
    draft: Draft,
    context: Context,
    parents: list[str],
    names: list[str],
    drawn: str,
    start: Domain,
    given: Program,
    wanted: Program,
    claims: tuple[Claim, ...],
) -> dict[str, Any]:
    """The sample that leads from `given`, a program of `start`, to `wanted` in the draft's domain.

    `names`: of both languages. `drawn`: a set of instructions (stages/synthesize/translate/instructions.py).
    """
    register = context.register(draft, "translation")
    return sample_row(
        draft,
        context,
        task="translation",
        parents=parents,
        register=register,
        instruction=instruction(*names, drawn, register, context.stream(draft, "translate")),
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


def _name(source: Source) -> str:
    return f"{source.domain.name}/{source.domain.runtime}"


def _language(source: Source, end: Domain, flavour: str = "") -> Any:
    """The module that reads and writes at one end what the source's domain draws. Raises NotApplicable."""
    spoken_by = flavours(source.domain.name)
    for key in ((end.name, end.runtime, flavour), (end.name, end.runtime, "")):
        if key in spoken_by:
            return spoken_by[key]
    raise NotApplicable(f"no pictures are read from {end.name}/{end.runtime}")


def make(options: Options) -> BidirectionalTranslation:
    return BidirectionalTranslation(options)
