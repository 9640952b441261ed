"""Each of the corruptions, planted alone, is found and named. And no alarm where nothing was done."""

from __future__ import annotations

import json
import shutil
from types import SimpleNamespace

import pytest

from stages.lineage.verify import verify
from stages.records.tables import write_table
from tests.lineage.many import build_many
from tests.lineage.planting import CORRUPTIONS, intact_project


@pytest.fixture(scope="module")
def intact(tmp_path_factory) -> SimpleNamespace:
    return intact_project(tmp_path_factory.mktemp("intact"))


@pytest.fixture
def project(intact, tmp_path) -> SimpleNamespace:
    shutil.copytree(intact.root, tmp_path / "copy")
    return SimpleNamespace(**{**vars(intact), "root": tmp_path / "copy"})


def test_nothing_done_is_no_alarm(project):
    found = verify(project.root).as_dict()
    assert found["ok"] and found["checked"] > 100, found["problems"]


@pytest.mark.parametrize("number", range(5))
def test_five_other_builds_are_no_alarm(tmp_path, number):
    build_many(tmp_path, number)
    found = verify(tmp_path).as_dict()
    assert found["ok"] and found["checked"] > 1_000, found["problems"][:5]


def test_there_are_thirty():
    assert len(CORRUPTIONS) >= 30


@pytest.mark.parametrize("what", CORRUPTIONS)
def test_a_planted_corruption_is_found_and_named(project, what):
    name = CORRUPTIONS[what](project)
    found = verify(project.root).as_dict()
    assert not found["ok"]
    said = json.dumps(found["problems"])
    assert name in said, f"{name} is not named: {said[:2000]}"


def test_what_an_execution_gave_is_hashed_as_the_sandbox_does(tmp_path):
    """`verify` computes `result_hash` by itself: here beside the stage that writes it."""
    from stages.sandbox.rows import render_row
    from stages.sandbox.verdict import Execution, Limits

    facts = {"png": b"\x89PNG" + bytes(24), "frames": (b"1", b"2"), "figures": 2, "evidence": {"a": 1}}
    spent = {"cpu_s": 0.0, "wall_s": 0.0, "peak_rss_mb": 0.0, "isolation": "none", "cached": False}
    drawn = Execution("draw()", "python", "ok", stderr="", runtime_fingerprint="1", **facts, **spent)
    row = render_row(drawn, Limits(10, None, 512, 10, 10, 4))
    write_table("renders", [row], tmp_path / "data/renders")
    assert verify(tmp_path).as_dict()["ok"]
    write_table("renders", [{**row, "frames": [b"1"]}], tmp_path / "data/renders")
    (problem,) = verify(tmp_path).as_dict()["problems"]
    assert problem["path"].endswith(row["record_id"]) and "result_hash" in problem["expected"]
