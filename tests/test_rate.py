"""What the benchmark of the rate computes from a build's records."""

from __future__ import annotations

import pytest

from tests.benchmarks.rate import by_domain, rates


def test_shares_are_summed_by_domain() -> None:
    shares = {"generation/chart/text": 2.0, "editing/chart/text": 1.0, "image_to_code/webui/image": 1.0}
    assert by_domain(shares) == {"chart": 0.75, "webui": 0.25}


def test_a_build_in_the_papers_proportions_has_one_rate() -> None:
    kept, spent = {"chart": 300, "webui": 100}, {"chart": 600.0, "webui": 100.0}
    built, proportional = rates(500, 2, spent, kept, {"chart": 0.75, "webui": 0.25})
    assert built == pytest.approx(400 / 500 * 3600)
    assert proportional == pytest.approx(built)


def test_dearer_proportions_have_a_lower_rate() -> None:
    kept, spent = {"chart": 300, "webui": 100}, {"chart": 600.0, "webui": 100.0}
    built, proportional = rates(500, 2, spent, kept, {"chart": 1.0})
    assert proportional == pytest.approx(2 * 3600 / (2.0 + 300 / 400)) and proportional < built
