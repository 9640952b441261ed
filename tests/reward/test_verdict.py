"""Verdicts: the weighted share of criteria, and drops that say what failed."""

from __future__ import annotations

from functools import partial

import pytest

from stages.engine.local import map_ordered
from stages.records.identity import canonical_json
from stages.reward.config import JudgeSection
from stages.reward.criteria import judge_claims, weighted_share
from stages.reward.verdict import judge_case, verdict

JUDGE = JudgeSection(name="evidence", threshold=0.9, execution_weight=1.0)
PIXELS = {"width": 64, "height": 64, "painted": 0.2, "colours": [["#ffffff", 0.8], ["#d03020", 0.2]]}
RED = {
    "viewbox": [0, 0, 64, 64],
    "width": 64,
    "height": 64,
    "groups": 0,
    "animations": [],
    "gradients": 0,
    "shapes": [
        {
            "tag": "circle",
            "fill": "#d03020",
            "stroke": "none",
            "stroke_width": 0,
            "opacity": 1,
            "box": [16, 16, 48, 48],
            "points": 0,
        }
    ],
    "texts": [],
    "pixels": PIXELS,
}


def sample(claims: list[dict], **more) -> dict:
    return {
        "record_id": "a" * 32,
        "domain": "svg",
        "runtime": "svg",
        "task": "generation",
        "modality": "text",
        "claims": canonical_json(claims),
        "language": "svg",
        "instruction": "Draw a red disc.",
        "input_code": None,
        "input_language": None,
        "output_code": "<svg/>",
        "image_render": None,
        "input_render": None,
        "output_render": "r1",
        **more,
    }


COUNT = {"kind": "shape_count", "args": {"n": 1}, "weight": 1.0}
WRONG = {"kind": "shape_count", "args": {"n": 5}, "weight": 1.0}


def test_true_claims_are_kept():
    row = verdict(sample([COUNT]), RED, None, JUDGE)
    assert (row["decision"], row["total"], row["reason"]) == ("keep", 1.0, None)
    kinds = [c["kind"] for c in row["criteria"] if not c["id"].startswith("general:")]
    assert kinds == ["executes", "shape_count"]


def test_a_false_claim_drops_the_sample_and_is_named():
    row = verdict(sample([COUNT, WRONG]), RED, None, JUDGE)
    assert row["decision"] == "drop" and "shape_count" in row["reason"]
    assert row["total"] == pytest.approx(2 / 3)


def test_the_count_of_processes_does_not_matter():
    cases = [(sample([claim]), canonical_json(RED), None) for claim in (COUNT, WRONG)] * 4
    one, two = (
        list(map_ordered(partial(judge_case, JUDGE), cases, label="t", chunk=2, count=n)) for n in (1, 2)
    )
    assert one == two and {r["decision"] for r in one} == {"keep", "drop"}


def test_what_does_not_draw_or_claims_nothing_is_dropped():
    assert verdict(sample([COUNT]), None, None, JUDGE)["reason"] == "does not run"
    assert verdict(sample([]), RED, None, JUDGE)["reason"] == "no claim to judge"


def test_without_a_picture_every_criterion_fails():
    criteria = judge_claims("svg", "svg", canonical_json([COUNT, WRONG]), None, None)
    assert len(criteria) == 2 and not any(c["passed"] for c in criteria)
    assert weighted_share(criteria) == 0 and weighted_share([]) == 0


def test_an_unknown_claim_is_an_error():
    with pytest.raises(KeyError):
        judge_claims(
            "svg", "svg", canonical_json([{"kind": "nonsense", "args": {}, "weight": 1.0}]), RED, None
        )


def test_general_criteria_only_take_away():
    sound = verdict(sample([COUNT]), RED, None, JUDGE)
    general = [c for c in sound["criteria"] if c["id"].startswith("general:")]
    assert general and all(c["passed"] for c in general) and sound["total"] == 1.0
    outside = {**RED, "shapes": [{**RED["shapes"][0], "box": [90, 90, 99, 99]}]}
    row = verdict(sample([COUNT]), outside, None, JUDGE)
    assert row["total"] == pytest.approx(0.5) and "inside: beyond the edge: <circle>" in row["reason"]
