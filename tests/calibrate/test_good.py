"""Good samples are those that their claims keep, whatever judge a build used."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from stages.calibrate.good import load
from stages.records.identity import canonical_json
from stages.records.tables import write_parquet
from stages.reward.config import JudgeSection
from stages.reward.verdict import verdict
from tests.reward.test_verdict import COUNT, RED, WRONG, sample

STRICT = JudgeSection(name="evidence", threshold=1.0, execution_weight=1.0)
OUTSIDE = {**RED, "shapes": [{**RED["shapes"][0], "box": [90, 90, 99, 99]}]}
"""What the general criteria reject and no claim speaks of."""
MADE = [
    ("1", [COUNT], RED),
    ("2", [COUNT], OUTSIDE),
    ("3", [COUNT, WRONG], RED),
    ("4", [], RED),
    ("5", [COUNT], None),
]
"""Id, claims and evidence: sound; flawed beside its claims; false; of no claim; does not run."""


@pytest.fixture
def samples(tmp_path: Path) -> list[dict]:
    """The tables samples and renders; there is no table rewards."""
    rows = []
    for name, claims, drawn in MADE:
        more = {"record_id": name * 32, "output_render": name * 32, "input_runtime": None, "decision": "keep"}
        rows.append({**sample(claims), **more})
        render = {"record_id": name * 32, "evidence": drawn and canonical_json(drawn)}
        write_parquet(pa.Table.from_pylist([rows[-1]]), tmp_path / "samples" / f"{name}.parquet")
        write_parquet(pa.Table.from_pylist([render]), tmp_path / "renders" / f"{name}.parquet")
    return rows


def test_the_general_criteria_have_no_say(samples: list[dict], tmp_path: Path):
    assert verdict(samples[1], OUTSIDE, None, STRICT)["decision"] == "drop"
    goods = load(tmp_path, per_cell=5, claims=0.9, seed=1)
    assert {g.sample["record_id"][0] for g in goods} == {"1", "2"}
    assert all(g.after["shapes"] and len(g.siblings) == 2 for g in goods)


def test_less_may_be_asked_of_the_claims_and_cells_are_capped(samples: list[dict], tmp_path: Path):
    found = {g.sample["record_id"][0] for g in load(tmp_path, per_cell=5, claims=0.5, seed=1)}
    assert found == {"1", "2", "3"}
    assert len(load(tmp_path, per_cell=1, claims=0.5, seed=1)) == 1
