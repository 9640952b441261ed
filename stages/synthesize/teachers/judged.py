"""What the reward stage will say of a teacher's samples, said at once: by the same checkers and threshold (a
model that judges is not asked here).

A sample that fails is a dropped row. Its reason names each failed criterion and what was found instead; the
teacher is shown it with the next attempt.
"""

from __future__ import annotations

from typing import Any

from stages.records.schemas import seal
from stages.reward.config import JudgeSection
from stages.reward.verdict import verdict
from stages.sandbox import Execution
from stages.synthesize.draft import Context, Draft

Row = dict[str, Any]


def judged(
    rows: list[Row], draft: Draft, execution: Execution, context: Context, judge: JudgeSection
) -> list[Row]:
    """The sealed rows of one attempt, those that fail their verdict dropped; all fall with the first, which
    is asked for anew."""
    source = draft.source
    shown = {
        context.render(source.program.code, source.domain.runtime): source.program.evidence,
        context.render(draft.code, draft.domain.runtime): execution.evidence,
    }
    first = None
    done = []
    for row in rows:
        reason = row["reason"] or _failure(row, shown, judge) or first
        if not done and reason:
            first = "criteria: another sample of this attempt failed"
        done.append(row if reason == row["reason"] else seal("samples", _dropped(row, reason)))
    return done


def _dropped(row: Row, reason: str) -> Row:
    return {**row, "decision": "drop", "reason": reason}


def _failure(row: Row, shown: dict[str, dict[str, Any]], judge: JudgeSection) -> str | None:
    """Why the verdict on a row is to drop it, criterion by criterion; None where it is kept."""
    found = verdict(row, shown.get(row["output_render"]), shown.get(row["input_render"]), judge)
    if found["decision"] == "keep":
        return None
    failed = [f"{c['kind']}: {c['evidence']}" for c in found["criteria"] if not c["passed"]]
    if not failed:
        return f"criteria: {found['reason']}"
    share = f"{found['total']:.3f} of their weight passed, {judge.threshold:g} is needed"
    return f"criteria: {share}; failed: {'; '.join(failed)}"
