"""Good samples are those that their claims keep, whatever judge a build used."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from stages.calibrate.good import kept_by_claims, load
from stages.records.identity import canonical_json
from stages.records.tables import write_parquet, write_table
from stages.reward.config import JudgeSection
from stages.reward.verdict import verdict
from tests.reward.test_verdict import COUNT, RED, WRONG, sample

STRICT = JudgeSection(name="evidence", threshold=1.0, execution_weight=1.0)
LAX = JudgeSection(name="evidence", threshold=0.0, execution_weight=1.0)
OUTSIDE = {**RED, "shapes": [{**RED["shapes"][0], "box": [90, 90, 99, 99]}]}
"""What the general criteria reject and no claim speaks of."""


def judged(judge: JudgeSection) -> tuple[list[dict], list[dict], list[dict]]:
    """(samples, renders, rewards): sound; flawed beside its claims; false; of no claim; does not run."""
    made = [("1", [COUNT], RED), ("2", [COUNT], OUTSIDE), ("3", [COUNT, WRONG], RED), ("4", [], RED)]
    made.append(("5", [COUNT], None))
    samples = [
        {**sample(claims), "record_id": name * 32, "output_render": name * 32, "input_runtime": None,
         "decision": "keep"}
        for name, claims, _ in made
    ]  # fmt: skip
    renders = [{"record_id": name * 32, "evidence": e and canonical_json(e)} for name, _, e in made]
    rewards = [verdict(s, drawn, None, judge) for s, (_, _, drawn) in zip(samples, made, strict=True)]
    return samples, renders, rewards


@pytest.mark.parametrize("judge", [STRICT, LAX], ids=["strict", "lax"])
def test_the_judge_of_the_build_has_no_say(judge: JudgeSection, tmp_path: Path):
    samples, renders, rewards = judged(judge)
    assert [r["decision"] for r in rewards[:2]] == ["keep", "drop" if judge is STRICT else "keep"]
    assert kept_by_claims(rewards, 0.9) == {"1" * 32, "2" * 32}
    for name, rows in (("samples", samples), ("renders", renders)):
        for row in rows:
            write_parquet(pa.Table.from_pylist([row]), tmp_path / name / f"{row['record_id'][0]}.parquet")
    write_table("rewards", rewards, tmp_path / "rewards")
    goods = load(tmp_path, per_cell=9, claims=0.9, seed=1)
    assert {g.sample["record_id"][0] for g in goods} == {"1", "2"}
    assert all(g.after["shapes"] for g in goods)


def test_less_may_be_asked_of_the_claims():
    assert kept_by_claims(judged(STRICT)[2], 0.5) == {"1" * 32, "2" * 32, "3" * 32}
