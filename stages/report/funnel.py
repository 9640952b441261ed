"""Records in and out of every stage, with the reasons of those that stayed behind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from stages.report.reasons import by_kind, worded
from stages.report.tables import Row, Tables


@dataclass(frozen=True)
class Step:
    """One stage's table: `total` rows, `kept` of them, and why the others were dropped (see `reasons`)."""

    stage: str
    unit: str
    total: int
    kept: int
    kinds: dict[str, int]
    reasons: list[tuple[str, int]]

    @property
    def dropped(self) -> int:
        return self.total - self.kept


def funnel(tables: Tables) -> list[Step]:
    """The pipeline's tables in order; seeds are two steps (files as found, programs made of them)."""
    seeds = tables["seeds"]
    return [
        _step("crawl", "source files found", [s for s in seeds if s["kind"] == "raw"]),
        _step("crawl", "programs prepared", [s for s in seeds if s["kind"] == "prepared"]),
        _step("synthesize", "samples attempted", tables["samples"]),
        _step("validate", "programs executed", tables["renders"]),
        _step("reward", "samples judged", tables["rewards"], _failed),
        _step("assemble", "records placed", tables["corpus"]),
        _step("evaluate", "answers scored", tables["predictions"]),
    ]


def as_json(steps: list[Step]) -> dict[str, Any]:
    """The metrics file: counts for `dvc metrics diff`, reasons beside them."""
    return {
        f"{number}_{step.stage}_{step.unit.replace(' ', '_')}": {
            "in": step.total,
            "out": step.kept,
            "dropped": step.kinds,
        }
        for number, step in enumerate(steps, start=1)
    }


def as_rows(steps: list[Step]) -> list[dict[str, Any]]:
    """Rows of the plot: one a stage and decision."""
    return [
        {"stage": f"{step.stage}: {step.unit}", "decision": decision, "records": getattr(step, decision)}
        for step in steps
        for decision in ("kept", "dropped")
    ]


def shortened(step: Step, most: int) -> dict[str, Any]:
    """The step as the page shows it: the commonest `most` reasons, the rest in one line."""
    rest = step.reasons[most:]
    shown = step.reasons[:most]
    if rest:
        shown.append((f"{len(rest)} other reasons", sum(n for _, n in rest)))
    return {**asdict(step), "dropped": step.dropped, "reasons": shown}


def _failed(row: Row) -> str | None:
    """A verdict's reason: the kinds of criteria that failed (its own text names one sample's numbers)."""
    kinds = sorted({c["kind"].replace("_", " ") for c in row["criteria"] or [] if c["passed"] is False})
    if kinds:
        return f"failed: {', '.join(kinds)}"
    open_kinds = sorted({c["kind"].replace("_", " ") for c in row["criteria"] or [] if c["passed"] is None})
    return f"undecided: {', '.join(open_kinds)}" if open_kinds else row["reason"]


def _step(
    stage: str, unit: str, rows: list[Row], reason: Callable[[Row], str | None] = lambda row: row["reason"]
) -> Step:
    why = [reason(r) for r in rows if r["decision"] == "drop"]
    return Step(stage, unit, len(rows), len(rows) - len(why), by_kind(why), worded(why))
