"""Figures of a calibration, against numbers worked out by hand."""

from __future__ import annotations

import pytest

from stages.calibrate.measure import by_threshold, calibration_error, choose, detection, rejected, summary


def row(kind: str, total: float, domain: str = "svg", held: bool = False) -> dict:
    return {"kind": kind, "total": total, "domain": domain, "held_out": held}


GOOD = [row("none", t) for t in (1.0, 1.0, 1.0, 0.9)]
BAD = [
    row("blank", 0.1),
    row("blank", 0.95),
    row("secret", 0.5, held=True),
    row("secret", 0.8, "chart", held=True),
]


def test_precision_and_recall_by_threshold():
    points = {p["threshold"]: p for p in by_threshold(GOOD + BAD)}
    at = points[0.95]
    assert (at["recall"], at["detection"], at["false_rejects"]) == (0.75, 0.75, 0.25)
    assert at["precision"] == pytest.approx(0.75 / (0.75 + 0.25))
    assert points[1.0]["precision"] == 1.0 and points[0.1]["precision"] == 0.5


def test_the_threshold_is_the_least_that_reaches_the_target_within_the_false_rejects():
    assert choose(GOOD + BAD, 0.75, 0.3) == 0.85
    assert choose(GOOD + BAD, 0.99, 0.3) == 0.975
    assert choose(GOOD + BAD, 0.99, 0.0) == 0.85, "the most precise where the target is out of reach"
    assert choose([], 0.9, 0.1) is None


def test_a_perfect_total_has_no_calibration_error_and_a_useless_one_half():
    assert calibration_error([row("none", 1.0), row("blank", 0.0)]) == pytest.approx(0.0)
    assert calibration_error([row("none", 1.0), row("blank", 1.0)]) == pytest.approx(0.5)


def test_detection_by_kind_and_the_summary():
    assert detection(BAD, 0.9, "kind") == {("blank",): (2, 0.5), ("secret",): (2, 1.0)}
    found = summary(GOOD + BAD, 0.9)
    assert (found["planted"], found["good"], found["detection"], found["detection_held_out"]) == (
        4,
        4,
        0.75,
        1.0,
    )
    assert (found["worst_kind"], found["worst_kind_detection"]) == ("blank", 0.5)
    assert found["by_kind_and_domain"]["secret/chart"] == {"planted": 1, "detected": 1.0}
    assert rejected([], 0.5) == 0.0
