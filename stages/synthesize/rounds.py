"""One round of synthesis: propose in parallel with nothing, execute, write; failures go to the next attempt."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from stages.engine.local import progress
from stages.sandbox import Execution, Executor
from stages.synthesize.domain import Program
from stages.synthesize.draft import Context, Draft, Source, Strategy, dropped_row


def run_strategy(
    strategy: Strategy,
    sources: Iterable[Source],
    executor: Executor,
    context: Context,
    *,
    attempts: int,
    label: str,
) -> tuple[list[dict[str, Any]], list[Source]]:
    """Run a strategy over its sources: (every row, and the programs that evolution can start from).

    A slot that failed (refused, not drawn, not describable) is proposed again with the next attempt number,
    at most `attempts` times; every attempt leaves its rows.
    """
    rows: list[dict[str, Any]] = []
    grown: list[Source] = []
    pending = [(source, slot) for source in sources for slot in strategy.slots]
    for attempt in range(attempts):
        drafts = []
        for source, slot in progress(pending, label=f"{label}: propose {attempt + 1}"):
            draft = strategy.propose(source, slot, attempt, context)
            if draft is not None:
                drafts.append(draft)
        pending = []
        ready = [d for d in drafts if d.code is not None]
        executions = executor.map(
            [(d.code, d.source.domain.runtime) for d in ready], label=f"{label}: execute {attempt + 1}"
        )
        results: dict[int, Execution] = {id(d): e for d, e in zip(ready, executions, strict=True)}
        for draft in drafts:
            written = _write(strategy, draft, results.get(id(draft)), context)
            rows.extend(written)
            first = written[0]
            if first["decision"] == "drop":
                pending.append((draft.source, draft.slot))
            else:
                evidence = results[id(draft)].evidence
                grown.append(
                    Source(
                        draft.source.domain,
                        Program(draft.code, evidence),
                        draft.form,
                        first["record_id"],
                        draft.source.seed_id,
                    )
                )
        if not pending:
            break
    return rows, grown


def _write(
    strategy: Strategy, draft: Draft, execution: Execution | None, context: Context
) -> list[dict[str, Any]]:
    if execution is None:
        return [dropped_row(draft, context, draft.refusal)]
    if execution.status != "ok":
        return [dropped_row(draft, context, failure(execution))]
    if draft.source.program.code == draft.code and draft.slot != "source":
        return [dropped_row(draft, context, f"{draft.concept}: the code did not change")]
    return strategy.write(draft, execution, context)


def failure(execution: Execution) -> str:
    """Why an execution gave no picture: status and the last line of its error output."""
    lines = execution.stderr.strip().splitlines()
    return f"execution: {execution.status}" + (f": {lines[-1][:200]}" if lines else "")
