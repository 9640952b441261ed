"""Verdicts with a model's word: rows of the evidence alone, asked about where it matters, sealed anew."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from stages.endpoint.client import Endpoint
from stages.reward.asked import januscoder, yes_no
from stages.reward.asked.material import Material, pictures
from stages.reward.asked.yes_no import Found
from stages.reward.config import JudgeSection
from stages.reward.verdict import sealed, total_of, why_dropped

CHUNK = 1000
"""Samples whose pictures are in memory together."""

Row = dict[str, Any]


def open_model(judge: JudgeSection) -> Endpoint | None:
    """The model that `judge` asks, None where it asks none. Raises JanusError where it cannot be used."""
    if judge.name not in ("endpoint", "januscoder"):
        return None
    model = Endpoint(judge.asked.server)
    model.check()
    return model


def with_model(
    judge: JudgeSection, model: Endpoint, rows: Sequence[Row], samples: Sequence[Row], renders: Path
) -> list[Row]:
    """The rows of samples (in their order), those asked about sealed with what the model said.

    `endpoint` is asked of what the evidence keeps, `januscoder` of all that ran. `renders`: folder of the
    table with the pictures. Raises JanusError where the server cannot be used.
    """
    wanted = [n for n, row in enumerate(rows) if _is_asked(judge, row)]
    done = list(rows)
    for start in range(0, len(wanted), CHUNK):
        chunk = wanted[start : start + CHUNK]
        drawn = pictures(renders, [samples[n] for n in chunk]) if judge.asked.server.vision else {}
        materials = [Material.of(samples[n], rows[n]["criteria"], drawn) for n in chunk]
        asked = (yes_no if judge.name == "endpoint" else januscoder).ask(judge.asked, model, materials)
        for n, found in zip(chunk, asked, strict=True):
            combine = _added if judge.name == "endpoint" else _rated
            done[n] = combine(judge, samples[n], rows[n], found)
    return done


def _is_asked(judge: JudgeSection, row: Row) -> bool:
    if judge.name == "endpoint":
        return row["decision"] == "keep"
    return any(c["kind"] == "executes" and c["passed"] for c in row["criteria"])


def _added(judge: JudgeSection, sample: Row, row: Row, found: Found) -> Row:
    earning = [c for c in row["criteria"] if not c["id"].startswith("general:")]
    taking = [c for c in row["criteria"] if c["id"].startswith("general:")] + found.criteria
    criteria = [*row["criteria"], *found.criteria]
    total = total_of(earning, taking)
    reason = why_dropped(criteria, total, judge.threshold)
    return sealed(sample, judge, criteria, total, judge.threshold, reason, found.replies)


def _rated(judge: JudgeSection, sample: Row, row: Row, found: Found) -> Row:
    decided = all(c["passed"] is not None for c in found.criteria)
    total = total_of(found.criteria, []) if decided else 0.0
    reason = why_dropped(found.criteria, total, judge.asked.least_score)
    return sealed(sample, judge, found.criteria, total, judge.asked.least_score, reason, found.replies)
