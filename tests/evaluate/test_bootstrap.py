from __future__ import annotations

import numpy as np
import pytest

from stages.evaluate.bootstrap import Bootstrap, significant

BOOTSTRAP = Bootstrap(seed=7, resamples=1000, confidence=0.95)


def test_interval_covers_the_true_mean_about_as_often_as_it_claims():
    rng = np.random.default_rng(0)
    hits = 0
    for trial in range(200):
        file_means = rng.normal(3.0, 1.0, size=40)
        values = np.repeat(file_means, 3) + rng.normal(0, 0.3, size=120)
        files = [f"file{i}" for i in range(40) for _ in range(3)]
        found = BOOTSTRAP.interval(values, files, trial)
        hits += found["low"] <= 3.0 <= found["high"]
    assert 0.89 <= hits / 200 <= 0.99


def test_records_of_one_file_are_drawn_together():
    rng = np.random.default_rng(1)
    file_means = rng.normal(0, 1, size=20)
    values = np.repeat(file_means, 10)
    together = BOOTSTRAP.interval(values, [f"f{i}" for i in range(20) for _ in range(10)], "a")
    alone = BOOTSTRAP.interval(values, [f"r{i}" for i in range(200)], "a")
    assert together["value"] == alone["value"]
    assert together["high"] - together["low"] > 2 * (alone["high"] - alone["low"])


def test_same_key_same_numbers_and_the_order_of_records_does_not_matter():
    values, files = [i**1.7 for i in range(30)], [f"file{i}" for i in range(30)]
    assert BOOTSTRAP.interval(values, files, "x") == BOOTSTRAP.interval(values[::-1], files[::-1], "x")
    assert Bootstrap(8, 1000, 0.95).interval(values, files, "x") != BOOTSTRAP.interval(values, files, "x")


def test_one_file_has_no_interval():
    assert BOOTSTRAP.interval([1.0, 2.0], ["a", "a"], "x") == {"value": 1.5, "low": None, "high": None}


@pytest.mark.parametrize(("shift", "sign"), [(-0.5, -1), (0.5, 1)])
def test_paired_difference_has_the_sign_and_finds_what_unpaired_intervals_hide(shift, sign):
    rng = np.random.default_rng(2)
    right = rng.normal(0, 5, size=60)
    left = right + shift + rng.normal(0, 0.2, size=60)
    files = [str(i) for i in range(60)]
    found = BOOTSTRAP.difference(left, right, files, "d")
    assert np.sign(found["value"]) == sign and found["excludes_zero"] and found["n"] == 60
    one, other = (BOOTSTRAP.interval(v, files, "d") for v in (left, right))
    assert one["low"] < other["high"] and other["low"] < one["high"]


def test_a_difference_that_is_noise_does_not_exclude_zero():
    values = [1.0, -1.0] * 20
    found = BOOTSTRAP.difference(values, [0.0] * 40, [str(i) for i in range(40)], "n")
    assert found["low"] < 0 < found["high"] and not found["excludes_zero"]


def test_significant_digits():
    assert significant(0.123456789) == 0.123457
    assert significant(1234567.0) == 1234570.0
    assert significant(0.0) == 0.0
