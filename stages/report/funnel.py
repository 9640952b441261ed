"""Records in and out of every stage, with the reasons of those that stayed behind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from stages.report.tables import Row, Tables


@dataclass(frozen=True)
class Step:
    """One stage's table: `total` rows, `kept` of them, and why the others were dropped."""

    stage: str
    unit: str
    total: int
    kept: int
    reasons: tuple[tuple[str, int], ...]

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


def family(reason: str | None) -> str:
    """The kind of a reason: its words before the first colon, numbers left out.

    `longer than 256 tokens: 301` and `longer than 256 tokens: 412` are one kind.
    """
    if not reason:
        return "no reason given"
    head = re.split(r":\s", reason, maxsplit=1)[0]
    return re.sub(r"(?<![\w.-])\d+(\.\d+)?(?![\w-])", "…", head).strip()[:100]


def as_json(steps: list[Step]) -> dict[str, Any]:
    """The metrics file: counts for `dvc metrics diff`, reasons beside them."""
    return {
        f"{number}_{step.stage}_{step.unit.replace(' ', '_')}": {
            "in": step.total,
            "out": step.kept,
            "dropped": dict(sorted(step.reasons)),
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
    shown = list(step.reasons[:most])
    if rest:
        shown.append((f"{len(rest)} other reasons", sum(n for _, n in rest)))
    return {**asdict(step), "dropped": step.dropped, "reasons": shown}


def _failed(row: Row) -> str:
    """A verdict's reason: the kinds of criteria that failed (its own text names one sample's numbers)."""
    kinds = sorted({c["kind"].replace("_", " ") for c in row["criteria"] or [] if not c["passed"]})
    return f"failed: {', '.join(kinds)}" if kinds else family(row["reason"])


def _step(stage: str, unit: str, rows: list[Row], name: Callable[[Row], str] | None = None) -> Step:
    name = name or (lambda row: family(row["reason"]))
    reasons = Counter(name(r) for r in rows if r["decision"] == "drop")
    ordered = sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0]))
    return Step(stage, unit, len(rows), sum(r["decision"] == "keep" for r in rows), tuple(ordered))
