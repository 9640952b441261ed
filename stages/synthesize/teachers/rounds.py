"""The feedback loop: ask, parse, execute, write, judge; what failed goes back with the error or criteria."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import Any

from stages.endpoint.protocol import Reply, Request
from stages.engine.local import Processes
from stages.reward.config import JudgeSection
from stages.sandbox import Execution, Executor
from stages.synthesize.domain import Program
from stages.synthesize.draft import Context, Draft, Source, Strategy, dropped_row
from stages.synthesize.rounds import failure
from stages.synthesize.teachers.judged import judged
from stages.synthesize.teachers.parse import Parsed, parse
from stages.synthesize.teachers.prompts import Prompts
from stages.synthesize.teachers.protocol import Teacher
from stages.synthesize.teachers.taught import KEEPS_CODE, Try, request_for, rows_of

HOPELESS = ("refusal", "rejected", "unanswered", "budget")
"""Problems that asking with the error does not mend."""

Result = tuple[Draft, Parsed | None, Execution | None]


def run_taught(
    strategy: Strategy,
    sources: Iterable[Source],
    executor: Executor,
    pool: Processes,
    context: Context,
    *,
    attempts: int,
    teacher: Teacher,
    prompts: Prompts,
    judge: JudgeSection,
) -> tuple[list[dict[str, Any]], list[Source]]:
    """Run a strategy with a teacher: (every row, and the programs that others can start from).

    The first prompt of a slot asks for what the strategy plans; a reply that is malformed, does not run or
    fails the criteria of the reward stage (`judge`) is shown to the teacher with the reason, at most
    `attempts` times in all. Every attempt leaves its rows.
    """
    label = f"{strategy.name.replace('_', ' ')} ({teacher.name})"
    places = [(source, slot) for source in sources for slot in strategy.slots(source)]
    plans = pool.map(partial(_plan, strategy, context), places, label=f"{label}: plan")
    pending = [Try(plan) for plan in plans if plan is not None]
    pictures = _pictures(pending, executor, label) if teacher.vision else {}
    rows: list[dict[str, Any]] = []
    grown: list[Source] = []
    for attempt in range(attempts):
        tries = [replace(one, plan=replace(one.plan, attempt=attempt)) for one in pending]
        asked = [
            request_for(one, teacher, prompts, context, pictures.get(_job(one.plan.source))) for one in tries
        ]
        replies = teacher.ask([request for _, request in asked], f"{label}: ask {attempt + 1}")
        read = [_read(draft, request, reply) for (draft, request), reply in zip(asked, replies, strict=True)]
        jobs = [(draft.code, draft.domain.runtime) for draft, said in read if said is not None]
        executions = executor.map(jobs, label=f"{label}: execute {attempt + 1}")
        results: list[Result] = [(d, said, None if said is None else next(executions)) for d, said in read]
        write = partial(_write, strategy, context, judge)
        written = pool.map(write, results, label=f"{label}: write {attempt + 1}")
        pending = []
        for one, reply, result, made in zip(tries, replies, results, written, strict=True):
            rows.extend(made)
            first = made[0]
            if first["decision"] == "keep":
                grown.append(_grown(*result, first["record_id"]))
            elif not (reply.problem or "").startswith(HOPELESS):
                cut_off = (reply.problem or "").startswith("truncated")
                pending.append(Try(one.plan, (None if cut_off else reply.text, first["reason"])))
        if not pending:
            break
    return rows, grown


def _plan(strategy: Strategy, context: Context, place: tuple[Source, str]) -> Draft | None:
    """What the strategy itself would make of a slot; the teacher writes code and words instead."""
    source, slot = place
    return strategy.propose(source, slot, 0, context)


def _job(source: Source) -> tuple[str, str]:
    return source.program.code, source.domain.runtime


def _pictures(pending: list[Try], executor: Executor, label: str) -> dict[tuple[str, str], bytes]:
    """The pictures of all sources (their executions are cached)."""
    jobs = list(dict.fromkeys(_job(one.plan.source) for one in pending))
    shown = executor.map(jobs, label=f"{label}: pictures")
    return {job: execution.png for job, execution in zip(jobs, shown, strict=True) if execution.png}


def _read(draft: Draft, request: Request, reply: Reply) -> tuple[Draft, Parsed | None]:
    """The draft with the reply's code, or with the reason why there is none."""
    if reply.problem is not None:
        return replace(draft, refusal=reply.problem), None
    said = parse(reply.text, request.form)
    code = draft.source.program.code if draft.strategy in KEEPS_CODE else said.code
    return replace(draft, code=code), said


def _write(strategy: Strategy, context: Context, judge: JudgeSection, result: Result) -> list[dict[str, Any]]:
    draft, said, execution = result
    if said is None:
        return [dropped_row(draft, context, draft.refusal)]
    if execution.status != "ok":
        return [dropped_row(draft, context, failure(execution))]
    rows = rows_of(strategy, draft, said, execution, context)
    return judged(rows, draft, execution, context, judge)


def _grown(draft: Draft, said: Parsed, execution: Execution, record_id: str) -> Source:
    program = Program(draft.code, execution.evidence)
    return Source(draft.domain, program, draft.form, record_id, draft.source.seed_id)
