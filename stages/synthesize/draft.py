"""Between a strategy and the sandbox: programs to run, and the sample rows made of what they drew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from stages.records.identity import canonical_json, content_hash, producer, stream
from stages.records.schemas import seal
from stages.sandbox import Execution, Limits, render_id
from stages.synthesize.domain import REGISTERS, Claim, Description, Domain, Program


@dataclass(frozen=True)
class Source:
    """A program that ran, what it descends from, and how to name both."""

    domain: Domain
    program: Program
    form: str
    parent: str  # record that the next samples descend from: a prepared seed or a generation sample
    seed_id: str  # the prepared seed at the root: keys every random stream
    render: str | None = None


@dataclass(frozen=True)
class Origin:
    """Who wrote a draft, where that was not the domain itself: columns of its rows."""

    teacher: str
    prompt_hash: str
    sampling: str


@dataclass(frozen=True)
class Draft:
    """Code proposed by a strategy (`code` is None where it refused, with the reason)."""

    source: Source
    strategy: str
    version: str
    concept: str
    form: str
    attempt: int
    slot: str
    code: str | None
    refusal: str | None = None
    target: Domain | None = None
    """The domain that `code` is written for, where it is not the source's (translation)."""
    origin: Origin | None = None
    """Of a teacher with weights."""

    @property
    def domain(self) -> Domain:
        return self.target or self.source.domain

    @property
    def rng_key(self) -> str:
        """Names the random streams of this draft: by seed, strategy, slot and attempt, never by position."""
        return f"{self.source.seed_id}/{self.source.parent}/{self.strategy}/{self.slot}/{self.attempt}"


@dataclass(frozen=True)
class Context:
    """What every strategy is given besides its source."""

    seed: int
    image_claims: int
    limits: dict[str, Limits]

    def render(self, code: str, runtime: str) -> str:
        """The record id that the execution of `code` has in table renders."""
        return render_id(code, runtime, self.limits[runtime])

    def register(self, draft: Draft, task: str) -> str:
        return stream(self.seed, draft.rng_key, task, "register").choice(REGISTERS)

    def stream(self, draft: Draft, purpose: str):
        return stream(self.seed, draft.rng_key, purpose)


class Strategy(Protocol):
    """One of the paper's strategies: propose code, then write samples from what it drew."""

    name: str
    version: str
    starts_from: tuple[str, ...]
    """`seeds`, or the strategies whose generation samples it starts from: the first one, which has to be in
    use, and of the others those that are."""

    def slots(self, source: Source) -> tuple[str, ...]:
        """Places to fill from this source, one group of samples each; none where it does not apply."""

    def propose(self, source: Source, slot: str, attempt: int, context: Context) -> Draft | None:
        """The next attempt at `slot`; None when there is nothing left to try."""

    def write(self, draft: Draft, execution: Execution, context: Context) -> list[dict[str, Any]]:
        """Sealed rows of table samples for a draft whose execution drew something.

        May raise NotApplicable: the attempt is then a dropped row with that reason.
        """


def sample_row(
    draft: Draft,
    context: Context,
    *,
    task: str,
    parents: list[str],
    register: str | None,
    instruction: str | None,
    claims: tuple[Claim, ...] = (),
    output_code: str | None,
    input_code: str | None = None,
    input_domain: Domain | None = None,
    image_render: str | None = None,
    input_render: str | None = None,
    output_render: str | None = None,
    drop: str | None = None,
) -> dict[str, Any]:
    """A sealed row of table samples: kept, or dropped for the reason `drop`."""
    domain = draft.domain
    origin = draft.origin or _programmatic(draft, context, task, register)
    return seal(
        "samples",
        {
            "parents": parents,
            "producer": producer(
                f"synthesize.{draft.strategy}",
                draft.version,
                {
                    "teacher": origin.teacher,
                    "concept": draft.concept,
                    "rng": draft.rng_key,
                    "seed": context.seed,
                },
            ),
            "stage": "synthesize",
            "decision": "drop" if drop else "keep",
            "reason": drop,
            "domain": domain.name,
            "task": task,
            "modality": modality(task, input_code is not None, image_render),
            "form": draft.form,
            "language": domain.language,
            "runtime": domain.runtime,
            "instruction": instruction,
            "input_code": input_code,
            "input_language": input_domain and input_domain.language,
            "input_runtime": input_domain and input_domain.runtime,
            "output_code": output_code,
            "image_render": image_render,
            "input_render": input_render,
            "output_render": output_render,
            "strategy": draft.strategy,
            "concept": draft.concept,
            "register": register,
            **vars(origin),
            "rng_key": draft.rng_key,
            "attempt": draft.attempt,
            "claims": canonical_json([c.as_dict() for c in claims]),
        },
    )


def _programmatic(draft: Draft, context: Context, task: str, register: str | None) -> Origin:
    domain = draft.domain
    teacher = f"programmatic/{domain.name}/{domain.language}@{domain.version}"
    prompt = [draft.strategy, draft.version, teacher, draft.concept, task, register]
    return Origin(teacher, content_hash(prompt), canonical_json({"seed": context.seed}))


def modality(task: str, has_code: bool, image_render: str | None) -> str:
    """What a task shows: text, an image, or text (code) beside an image."""
    if image_render is None:
        return "text"
    return "text+image" if has_code else "image"


def dropped_row(draft: Draft, context: Context, reason: str) -> dict[str, Any]:
    """The row of an attempt that gave no sample: refused, not drawn, or not describable."""
    return sample_row(
        draft,
        context,
        task="generation",
        parents=[draft.source.parent],
        register=None,
        instruction=None,
        output_code=draft.code,
        output_render=None if draft.code is None else context.render(draft.code, draft.domain.runtime),
        drop=reason,
    )


def generation_row(
    draft: Draft, program: Program, context: Context, register: str, description: Description
) -> dict[str, Any]:
    """The generation sample of a program, asked for in the words of `description`."""
    return sample_row(
        draft,
        context,
        task="generation",
        parents=[draft.source.parent],
        register=register,
        instruction=description.instruction,
        claims=description.claims,
        output_code=program.code,
        output_render=context.render(program.code, draft.domain.runtime),
    )


def generation_rows(
    draft: Draft, program: Program, context: Context
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The generation sample of a program, and the image-to-code sample that its render gives (paper 3.3).

    Raises NotApplicable where the domain cannot describe what was drawn.
    """
    domain = draft.domain
    register = context.register(draft, "generation")
    description = domain.describe(program, register, context.stream(draft, "describe"))
    generation = generation_row(draft, program, context, register, description)
    render = generation["output_render"]
    if not domain.image_tasks:
        return generation, []
    register = context.register(draft, "image_to_code")
    image = sample_row(
        draft,
        context,
        task="image_to_code",
        parents=[generation["record_id"]],
        register=register,
        instruction=domain.describe_image(register, context.stream(draft, "describe_image")),
        claims=domain.facts(program)[: context.image_claims],
        output_code=program.code,
        image_render=render,
        output_render=render,
    )
    return generation, [image]
