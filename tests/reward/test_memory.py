"""Remembered verdicts: the same rows, and nothing known where anything that decides has changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from stages.records.cache import RecordCache
from stages.records.identity import canonical_json
from stages.reward import memory
from stages.reward.verdict import judge_case
from tests.reward.test_verdict import COUNT, JUDGE, RED, sample

CASE = (sample([COUNT]), canonical_json(RED), None)


@pytest.fixture
def records(tmp_path: Path) -> RecordCache:
    return RecordCache(memory.KIND, tmp_path)


def test_a_remembered_verdict_is_the_verdict(records, monkeypatch):
    first = memory.remembered(JUDGE, records, CASE)
    monkeypatch.setattr(memory, "judge_case", lambda *_: pytest.fail("it was known"))
    assert memory.remembered(JUDGE, records, CASE) == first == judge_case(JUDGE, CASE)


@pytest.mark.parametrize(
    ("judge", "case"),
    [
        (JUDGE.model_copy(update={"threshold": 0.5}), CASE),
        (JUDGE, (sample([COUNT], instruction="Draw two discs."), CASE[1], None)),
        (JUDGE, (CASE[0], canonical_json({**RED, "shapes": []}), None)),
        (JUDGE, (CASE[0], CASE[1], CASE[1])),
        (JUDGE, (CASE[0], None, None)),
    ],
    ids=["judge", "sample", "evidence", "evidence before", "nothing drawn"],
)
def test_what_decides_makes_another_verdict(records, judge, case):
    memory.remembered(JUDGE, records, CASE)
    assert memory.remembered(judge, records, case) == judge_case(judge, case)
    assert len(list(records.folder.rglob("*.msgpack"))) == 2


def test_other_code_knows_nothing(records, monkeypatch):
    memory.remembered(JUDGE, records, CASE)
    monkeypatch.setattr(memory, "code_fingerprint", lambda *_: "other")
    asked = []
    monkeypatch.setattr(memory, "judge_case", lambda *given: asked.append(given) or judge_case(*given))
    memory.remembered(JUDGE, records, CASE)
    assert asked


def test_an_entry_names_its_sample_first(records):
    memory.remembered(JUDGE, records, CASE)
    (entry,) = records.folder.rglob("*.msgpack")
    assert entry.read_bytes()[1:12] == b"\xa9sample_id" + b"\xd9"
