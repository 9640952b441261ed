"""Rounds of synthesis: propose, execute, write; what failed goes to the next attempt."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from stages.engine.local import Processes
from stages.records.cache import RecordCache
from stages.sandbox import Execution, Executor
from stages.synthesize.costs import Costs, timed
from stages.synthesize.domain import NotApplicable, Program
from stages.synthesize.draft import Context, Draft, Source, Strategy, dropped_row
from stages.synthesize.memory import Memory


def run_strategy(
    strategy: Strategy,
    sources: Iterable[Source],
    executor: Executor,
    pool: Processes,
    context: Context,
    *,
    attempts: int,
    records: RecordCache | None = None,
    costs: Costs | None = None,
) -> tuple[list[dict[str, Any]], list[Source]]:
    """Run a strategy over its sources: (every row, and the programs that evolution can start from).

    A slot that failed (refused, not drawn, not describable) is proposed again with the next attempt number,
    at most `attempts` times; every attempt leaves its rows. What `records` remembers is not done again. The
    time that it takes is added to `costs`.
    """
    costs = costs or Costs()
    label = strategy.name.replace("_", " ")
    rows: list[dict[str, Any]] = []
    grown: list[Source] = []
    pending = [(source, slot) for source in sources for slot in strategy.slots(source)]
    memory = Memory(strategy, context, records)
    for attempt in range(attempts):
        propose = partial(_propose, memory, attempt)
        proposed = list(pool.map(propose, pending, label=f"{label}: propose {attempt + 1}"))
        for (source, _), (_, seconds) in zip(pending, proposed, strict=True):
            costs.add(source.domain.name, "propose", seconds)
        drafts = [draft for draft, _ in proposed if draft is not None]
        jobs = [(d.code, d.domain.runtime) for d in drafts if d.code is not None]
        executions = executor.map(jobs, label=f"{label}: execute {attempt + 1}")
        results = [
            (d, None if d.code is None else costs.executed(d.domain.name, next(executions))) for d in drafts
        ]
        written = pool.map(partial(_write, memory), results, label=f"{label}: write {attempt + 1}")
        pending = []
        for (draft, execution), (made, seconds) in zip(results, written, strict=True):
            costs.add(draft.domain.name, "write", seconds)
            rows.extend(made)
            first = made[0]
            if first["decision"] == "drop":
                pending.append((draft.source, draft.slot))
            else:
                program = Program(draft.code, execution.evidence)
                source = draft.source
                grown.append(Source(draft.domain, program, draft.form, first["record_id"], source.seed_id))
        if not pending:
            break
    return rows, grown


def _propose(memory: Memory, attempt: int, place: tuple[Source, str]) -> tuple[Draft | None, float]:
    source, slot = place
    return timed(partial(memory.propose, source, slot, attempt))


def _write(memory: Memory, result: tuple[Draft, Execution | None]) -> tuple[list[dict[str, Any]], float]:
    return timed(partial(_written, memory, result))


def _written(memory: Memory, result: tuple[Draft, Execution | None]) -> list[dict[str, Any]]:
    (draft, execution), context = result, memory.context
    if execution is None:
        return [dropped_row(draft, context, draft.refusal)]
    if execution.status != "ok":
        return [dropped_row(draft, context, failure(execution))]
    try:
        return memory.write(draft, execution)
    except NotApplicable as refusal:
        return [dropped_row(draft, context, f"{draft.concept}: {refusal}")]


def failure(execution: Execution) -> str:
    """Why an execution gave no picture: status and the last line of its error output."""
    lines = execution.stderr.strip().splitlines()
    return f"execution: {execution.status}" + (f": {lines[-1][:200]}" if lines else "")
