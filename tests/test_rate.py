"""What the benchmark of the rate computes from a build's records."""

from __future__ import annotations

import pytest

from tests.benchmarks.rate import by_domain, durations, rates


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


def test_a_gate_that_was_passed_over_took_no_time_and_a_stage_has_to_be_there() -> None:
    stages = ("crawl", "synthesize", "validate", "reward", "assemble")
    records = {name: {"duration_s": 2.0} for name in (*stages, "check@corpus")}
    took = durations(records)
    assert sum(took.values()) == 12.0 and took["check@seeds"] == 0.0
    with pytest.raises(KeyError, match="reward"):
        durations({name: record for name, record in records.items() if name != "reward"})
