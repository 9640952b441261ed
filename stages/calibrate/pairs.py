"""Pairs of a good sample and the same with a defect: planted, executed where the program changed, judged."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from stages.calibrate.config import CalibrateSection
from stages.calibrate.defects import defects
from stages.calibrate.good import Good
from stages.calibrate.planted import Planted, Skipped
from stages.records.identity import canonical_json, producer, rank, stream
from stages.records.schemas import seal
from stages.reward.config import JudgeSection
from stages.reward.features import picture
from stages.reward.verdict import verdict
from stages.sandbox import Execution, Executor, render_id

Row = dict[str, Any]
Defect = tuple[Good, str, Planted]


def plant(
    goods: Iterable[Good], section: CalibrateSection, seed: int
) -> tuple[list[Defect], dict[str, Counter[str]]]:
    """Planted defects, and for each kind how often it had no room and why.

    Of each kind and domain those with the smallest hashes: another sample or kind moves no choice.
    """
    cells: dict[tuple[str, str], list[Defect]] = defaultdict(list)
    skipped: dict[str, Counter[str]] = defaultdict(Counter)
    for good in goods:
        for kind, way in defects().items():
            found = way(good, stream(seed, "calibrate", kind, good.sample["record_id"]))
            if isinstance(found, Skipped):
                skipped[kind][found.why] += 1
            elif all(good.sample[column] == value for column, value in found.changes.items()):
                skipped[kind]["nothing changed"] += 1
            else:
                cells[kind, good.sample["domain"]].append((good, kind, found))
    chosen = []
    for (kind, _), members in sorted(cells.items()):
        members.sort(key=lambda one: rank(seed, kind, one[0].sample["record_id"]))
        chosen += members[: section.per_kind]
    return chosen, skipped


def judged(
    planted: list[Defect],
    executor: Executor,
    judge: JudgeSection,
    held_out: set[str],
    skipped: dict[str, Counter[str]],
) -> list[Row]:
    """Rows of table `calibration` for the pairs that are some; what is none is counted in `skipped`."""
    jobs = [(d.changes["output_code"], good.sample["runtime"]) for good, _, d in planted if _runs(d)]
    executions = executor.map(jobs, label="planted")
    rows = []
    for good, kind, defect in planted:
        execution = next(executions) if _runs(defect) else None
        if execution is not None and (why := _no_pair(good, defect, execution)):
            skipped[kind][why] += 1
            continue
        rows.append(_row(good, kind, defect, execution, executor, judge, held=kind in held_out))
    return rows


def _runs(defect: Planted) -> bool:
    return "output_code" in defect.changes and not defect.unseen


def _no_pair(good: Good, defect: Planted, execution: Execution) -> str | None:
    """Why a planted defect is none: the program does not draw, or draws the same picture."""
    if execution.status not in ("ok", "blank"):
        return None if defect.may_fail else f"the program ends with {execution.status}"
    if defect.certain:
        return None
    same = canonical_json(execution.evidence) == canonical_json(good.after)
    return "it draws the same" if same and good.sample["output_code"] != good.sample["input_code"] else None


def _row(
    good: Good,
    kind: str,
    defect: Planted,
    execution: Execution | None,
    executor: Executor,
    judge: JudgeSection,
    *,
    held: bool,
) -> Row:
    sample = {**good.sample, **defect.changes}
    after: dict[str, Any] | None = good.after
    if execution is not None:
        after = execution.evidence if execution.status == "ok" else None
        runtime = sample["runtime"]
        sample["output_render"] = render_id(execution.code, runtime, executor.limits(runtime))
    shown = None if "image_render" in defect.changes else good.after
    found = verdict(sample, after, good.before, judge, shown)
    return row(good, kind, held, defect.what, sample, found, picture(after))


def row(good: Good, kind: str, held: bool, what: str, sample: Row, found: Row, drawn: list[float]) -> Row:
    """The sealed row of a sample and its verdict; kind "none" for a good one."""
    return seal(
        "calibration",
        {
            "parents": [good.sample["record_id"]],
            "producer": producer("calibrate.defects", "1", {"kind": kind}),
            "stage": "calibrate",
            "decision": found["decision"],
            "reason": found["reason"],
            "domain": sample["domain"],
            "task": sample["task"],
            "modality": sample["modality"],
            "sample_id": good.sample["record_id"],
            "kind": kind,
            "held_out": held,
            "what": what,
            "changes": canonical_json({k: v for k, v in sample.items() if v != good.sample.get(k)}),
            "criteria": found["criteria"],
            "total": found["total"],
            "picture": drawn,
        },
    )


def untouched(goods: list[Good], judge: JudgeSection) -> list[Row]:
    """Rows of the good samples as they are, kind "none"."""
    return [
        row(g, "none", False, "nothing", g.sample, _verdict_on(g, judge), picture(g.after)) for g in goods
    ]


def _verdict_on(good: Good, judge: JudgeSection) -> Row:
    return verdict(good.sample, good.after, good.before, judge, good.after)
