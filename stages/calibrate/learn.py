"""Fit the learned judge on planted pairs: the good sample of a pair should win (Bradley-Terry, ridge
penalty).

Fitted on the kinds that are not held out and on half of the samples (by id); measured on the rest: held-out
kinds, and the other half. Newton's method on at most some thousand pairs and some tens of features: exact and
the same everywhere up to rounding, so weights are rounded before they are written.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from stages.reward.features import features, names
from stages.reward.learned import quality

Row = dict[str, Any]
RIDGE = 0.01
REJECTS = 0.01
"""Share of the good samples it is fitted on that the border of 0.5 leaves behind."""
STEPS = 25
DIGITS = 4


def pairs_of(rows: list[Row]) -> list[tuple[Row, Row]]:
    """(good, defective) rows of the same sample."""
    good = {r["sample_id"]: r for r in rows if r["kind"] == "none"}
    return [(good[r["sample_id"]], r) for r in rows if r["kind"] != "none" and r["sample_id"] in good]


def is_fitted_on(pair: tuple[Row, Row]) -> bool:
    """Whether a pair belongs to the half that the judge is fitted on."""
    return not pair[1]["held_out"] and int(pair[1]["sample_id"][0], 16) < 8


def fit(pairs: list[tuple[Row, Row]]) -> dict[str, Any]:
    """{"weights", "bias"}: weights of the difference of features; the bias puts 0.5 where REJECTS says."""
    good, bad = (np.array([_values(pair[side]) for pair in pairs]) for side in (0, 1))
    gaps = good - bad
    weights = np.zeros(gaps.shape[1])
    for _ in range(STEPS):
        lost = 1 / (1 + np.exp(gaps @ weights))  # probability given to the wrong side
        gradient = gaps.T @ lost / len(gaps) - RIDGE * weights
        curvature = (gaps * (lost * (1 - lost))[:, None]).T @ gaps / len(gaps) + RIDGE * np.eye(len(weights))
        weights += np.linalg.solve(curvature, gradient)
    weights = np.round(weights, DIGITS)
    border = float(np.quantile(good @ weights, REJECTS, method="lower"))
    named = {name: float(w) for name, w in zip(names(), weights, strict=True)}
    return {"weights": named, "bias": round(10**-DIGITS - border, DIGITS)}


def measure(model: dict[str, Any], pairs: list[tuple[Row, Row]], threshold: float) -> dict[str, Any]:
    """Of pairs: how often the good one wins, detection and false rejects at 0.5, agreement with the
    criteria.
    """
    if not pairs:
        return {"pairs": 0}
    scored = [(quality(model, _values(good)), quality(model, _values(bad))) for good, bad in pairs]
    wins = sum(g > b for g, b in scored) + 0.5 * sum(g == b for g, b in scored)
    goods = {good["sample_id"]: (good, q) for (good, _), (q, _) in zip(pairs, scored, strict=True)}
    answers = [(good["total"] >= threshold, q >= 0.5) for good, q in goods.values()]
    answers += [(bad["total"] >= threshold, q >= 0.5) for (_, bad), (_, q) in zip(pairs, scored, strict=True)]
    return {
        "pairs": len(pairs),
        "good_wins": round(wins / len(pairs), 4),
        "detection": round(sum(b < 0.5 for _, b in scored) / len(pairs), 4),
        "false_rejects": round(sum(q < 0.5 for _, q in goods.values()) / len(goods), 4),
        "kappa_with_criteria": round(kappa(answers), 4),
    }


def kappa(answers: list[tuple[bool, bool]]) -> float:
    """Cohen's kappa of two judges' yes and no: 1 is agreement, 0 what chance gives."""
    n = len(answers)
    same = sum(a == b for a, b in answers) / n
    first, second = sum(a for a, _ in answers) / n, sum(b for _, b in answers) / n
    chance = first * second + (1 - first) * (1 - second)
    return (same - chance) / (1 - chance) if chance < 1 else 1.0


def _values(row: Row) -> list[float]:
    return features(row["criteria"], row["picture"])
