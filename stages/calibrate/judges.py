"""Judges side by side on the same good and defective samples: checkers, the learned judge, a model asked in
two ways; and how far they agree.

An answer is True (keep), False (reject) or None (undecided). The learned judge is fitted here as `janus
calibrate learn` fits it, and answers for the rows that it was not fitted on.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from stages.calibrate.good import COLUMNS
from stages.calibrate.learn import fit, is_fitted_on, kappa, pairs_of
from stages.calibrate.measure import split
from stages.endpoint.client import Endpoint
from stages.records.tables import read_rows
from stages.reward.asked import januscoder, yes_no
from stages.reward.asked.material import Material, pictures
from stages.reward.asked.yes_no import Found
from stages.reward.config import AskedSection
from stages.reward.features import features
from stages.reward.learned import quality
from stages.reward.verdict import total_of
from stages.sandbox import Executor

Row = dict[str, Any]
Answers = dict[str, bool | None]
"""By record id of the row."""


def of_models(
    rows: list[Row], data: Path, asked: AskedSection, model: Endpoint, executor: Executor
) -> dict[str, Answers]:
    """What the model says in both formats. Rows that do not run are rejected unasked."""
    runs = [row for row in rows if _ran(row)]
    shown = materials(runs, data, executor, pictured=asked.server.vision)
    failed: Answers = {row["record_id"]: False for row in rows if not _ran(row)}
    found = {"yes/no": yes_no.ask(asked, model, shown), "januscoder": januscoder.ask(asked, model, shown)}
    least = {"yes/no": 1.0, "januscoder": asked.least_score}
    return {
        name: failed
        | {row["record_id"]: _answer(one, least[name]) for row, one in zip(runs, given, strict=True)}
        for name, given in found.items()
    }


def materials(rows: Sequence[Row], data: Path, executor: Executor, *, pictured: bool) -> list[Material]:
    """What the model is shown of rows of table `calibration`, pictures of programs with a defect included."""
    ids = {row["sample_id"] for row in rows}
    known = {s["record_id"]: s for s in read_rows(data / "samples", COLUMNS) if s["record_id"] in ids}
    changes = [json.loads(row["changes"]) for row in rows]
    samples = [{**known[row["sample_id"]], **change} for row, change in zip(rows, changes, strict=True)]
    drawn = {}
    if pictured:
        drawn = pictures(data / "renders", samples)
        anew = [s for s, change in zip(samples, changes, strict=True) if "output_render" in change]
        found = executor.map([(s["output_code"], s["runtime"]) for s in anew], label="planted pictures")
        drawn |= {s["output_render"]: e.png for s, e in zip(anew, found, strict=True) if e.png is not None}
    return [Material.of(sample, row["criteria"], drawn) for sample, row in zip(samples, rows, strict=True)]


def of_checkers(rows: list[Row], threshold: float) -> Answers:
    """By the totals of the rows: what `judge` of params.yaml says without a model at an endpoint."""
    return {row["record_id"]: row["total"] >= threshold for row in rows}


def of_learned(rows: list[Row]) -> Answers:
    """Of rows that it was not fitted on; none where there is nothing to fit on."""
    pairs = pairs_of(rows)
    fitted = [pair for pair in pairs if is_fitted_on(pair)]
    if not fitted:
        return {}
    model = fit(fitted)
    seen = {row["record_id"] for pair in fitted for row in pair}
    return {
        row["record_id"]: quality(model, features(row["criteria"], row["picture"])) >= 0.5
        for row in rows
        if row["record_id"] not in seen
    }


def both(first: Answers, second: Answers) -> Answers:
    """What two judges keep together: rejected by either, undecided where one is and the other keeps."""
    return {key: False if False in (first[key], second[key]) else first[key] and second[key] for key in first}


def compared(rows: list[Row], answers: dict[str, Answers]) -> dict[str, Any]:
    """{"judges": name to its figures, "agreement": "a and b" to kappa and how many rows both decided}."""
    asked = {name: [r for r in rows if r["record_id"] in found] for name, found in answers.items()}
    return {
        "judges": {name: _figures(asked[name], found) for name, found in answers.items()},
        "agreement": {
            f"{one} and {other}": _agreement(answers[one], answers[other])
            for one, other in combinations(answers, 2)
        },
    }


def _figures(rows: list[Row], answers: Answers) -> dict[str, Any]:
    good, bad = split(rows)
    names = sorted({r["kind"] for r in bad})
    kinds = {name: _share([r for r in bad if r["kind"] == name], answers) for name in names}
    worst = min(kinds, key=lambda name: kinds[name]) if kinds else None
    return {
        "rows": len(rows),
        "detection": _share(bad, answers),
        "detection_held_out": _share([r for r in bad if r["held_out"]], answers),
        "worst_kind": worst,
        "worst_kind_detection": kinds.get(worst, 0.0),
        "false_rejects": _share(good, answers),
        "undecided": _share(rows, answers, None),
    }


def _share(rows: list[Row], answers: Answers, answer: bool | None = False) -> float:
    return round(sum(answers[r["record_id"]] is answer for r in rows) / len(rows), 4) if rows else 0.0


def _agreement(one: Answers, other: Answers) -> dict[str, Any]:
    decided = [(one[k], other[k]) for k in one if None not in (one[k], other.get(k))]
    return {"rows": len(decided), "kappa": round(kappa(decided), 4) if decided else None}


def _ran(row: Row) -> bool:
    return all(c["passed"] for c in row["criteria"] if c["kind"] == "executes")


def _answer(found: Found, least: float) -> bool | None:
    """Whether the criteria alone keep a sample; a criterion that failed outweighs an undecided one."""
    if total_of(found.criteria, []) < least:
        return False
    return None if any(c["passed"] is None for c in found.criteria) else True
