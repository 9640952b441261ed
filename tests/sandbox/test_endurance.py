"""A run that is killed in the middle and taken up again gives the facts of one that was not."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks import endurance

SAMPLES = 300


def test_a_killed_run_taken_up_again_gives_the_same_facts_in_flat_memory(tmp_path: Path) -> None:
    whole = endurance.finished(endurance.run_apart(SAMPLES, tmp_path / "whole"))
    left = endurance.killed_in_the_middle(SAMPLES, tmp_path / "killed")
    again = endurance.finished(endurance.run_apart(SAMPLES, tmp_path / "killed"))
    assert whole["status"] == {"ok": 286, "exception": 14}
    assert (whole["executed"], whole["cached"]) == (SAMPLES, 0)
    assert SAMPLES // 2 <= left < SAMPLES
    assert again["executed"] + again["cached"] == SAMPLES and left <= again["cached"] < SAMPLES
    assert again["sha256"] == whole["sha256"]
    middle, end = whole["peak_rss_mb"]
    assert end < middle + 16 and end < 500
