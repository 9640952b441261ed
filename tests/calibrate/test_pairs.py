"""Pairs from end to end: planted, executed in the sandbox, judged, reported; and the threshold written to
conf.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from stages.calibrate.__main__ import figures_of, used
from stages.calibrate.config import CalibrateSection
from stages.calibrate.good import Good, choose
from stages.calibrate.pairs import Row, judged, plant, untouched
from stages.calibrate.planted import Planted
from stages.calibrate.report import markdown
from stages.cli.__main__ import main
from stages.reward.config import JudgeSection
from stages.sandbox import Executor, RuntimeLimits, RuntimeSection, SandboxSection
from tests.calibrate.goods import drawing, edit

JUDGE = JudgeSection(name="evidence", threshold=0.95, execution_weight=1.0)
SECTION = CalibrateSection(
    per_cell=9,
    claims=0.9,
    per_kind=9,
    held_out=["outside_page", "off_by_one"],
    precision=0.99,
    false_rejects=0.02,
)
LIMITS = RuntimeLimits(
    cpu_s=4.0, wall_s=60.0, memory_mb=256, disk_mb=16, output_kb=4096, processes=16, required=True
)


@pytest.fixture(scope="module")
def executor() -> Iterator[Executor]:
    with Executor(
        RuntimeSection.alike(LIMITS), SandboxSection(allow_unsafe=False), None, count=1
    ) as executor:
        yield executor


@pytest.fixture(scope="module")
def goods(executor: Executor) -> list[Good]:
    """The drawings with the evidence of the sandbox, and claims that it bears out."""
    claims = '[{"kind":"shape_count","args":{"n":3},"weight":1.0}]'
    made = [drawing(claims=claims), edit()]
    drawn = []
    for good in made:
        after = executor.execute(good.sample["output_code"], "svg").evidence
        before = good.before and executor.execute(good.sample["input_code"], "svg").evidence
        drawn.append(replace(good, after=after, before=before, siblings=[g.sample for g in made]))
    return drawn


@pytest.fixture(scope="module")
def rows(goods: list[Good], executor: Executor) -> list[Row]:
    planted, skipped = plant(goods, SECTION, 1)
    found = judged(planted, executor, JUDGE, set(SECTION.held_out), skipped)
    return found + untouched(used(goods, planted), JUDGE)


def test_defects_are_found_and_good_samples_kept(rows: list[Row]):
    good, bad = [r for r in rows if r["kind"] == "none"], [r for r in rows if r["kind"] != "none"]
    assert len(good) == 2 and {r["decision"] for r in good} == {"keep"}
    kinds = {r["kind"] for r in bad}
    assert {
        "wrong_colour",
        "outside_page",
        "edit_overreach",
        "edit_not_applied",
        "overlapping_labels",
    } <= kinds
    missed = [(r["kind"], r["what"]) for r in bad if r["decision"] == "keep"]
    assert not missed
    assert {r["held_out"] for r in bad if r["kind"] == "outside_page"} == {True}


def test_each_row_names_its_sample_and_what_was_changed(rows: list[Row], goods: list[Good]):
    samples = {g.sample["record_id"] for g in goods}
    assert len({r["record_id"] for r in rows}) == len(rows)
    for r in rows:
        assert set(r["parents"]) <= samples and len(r["parents"]) == 1
        assert bool(json.loads(r["changes"])) == (r["kind"] != "none")


def test_overreach_is_rejected_with_the_node_that_changed(rows: list[Row]):
    reasons = [r["reason"] for r in rows if r["kind"] == "edit_overreach"]
    assert reasons and all(
        "only_asked: not asked for: " in reason and " came" in reason for reason in reasons
    )


def test_a_change_that_nobody_sees_is_no_pair(goods: list[Good], executor: Executor):
    same = goods[0].sample["output_code"].replace("</svg>", "<!-- so --></svg>")
    skipped: dict[str, Counter[str]] = {"wrong_colour": Counter()}
    planted = [(goods[0], "wrong_colour", Planted("a comment", {"output_code": same}))]
    assert judged(planted, executor, JUDGE, set(), skipped) == []
    assert skipped["wrong_colour"] == {"it draws the same": 1}
    broken = [(goods[0], "wrong_colour", Planted("cut short", {"output_code": same[:60]}))]
    assert judged(broken, executor, JUDGE, set(), skipped) == []
    assert judged([(*broken[0][:2], replace(broken[0][2], may_fail=True))], executor, JUDGE, set(), skipped)


def test_evidence_that_is_blind_to_a_certain_defect_is_no_excuse(goods: list[Good], executor: Executor):
    same = goods[0].sample["output_code"].replace("</svg>", "<!-- so --></svg>")
    planted = [(goods[0], "mirrored", Planted("a comment", {"output_code": same}, certain=True))]
    (found,) = judged(planted, executor, JUDGE, {"mirrored"}, {})
    assert found["decision"] == "keep" and found["held_out"]


def test_the_report_counts_and_names_the_kinds_of_no_tuning(rows: list[Row]):
    held = {"mirrored", "off_by_one", "outside_page"}
    marked = [{**r, "held_out": r["kind"] in held} for r in rows]
    figures = figures_of(marked, SECTION, 0.95)
    planted = {r["kind"] for r in rows} - {"none"}
    there = sorted(held & planted)
    assert figures["held_out"] == there and "outside_page" in there
    assert f"{len(there)} of the {len(planted)} kinds (" in (text := markdown(figures, marked))
    assert f"first planted: {', '.join(there)}." in text
    assert all(f"| {kind}* |" in text for kind in there)


def test_the_report_tells_what_was_missed(rows: list[Row]):
    let_pass = [{**r, "total": 1.0} if r["kind"] == "wrong_colour" else r for r in rows]
    figures = figures_of(let_pass, SECTION, 0.95)
    text = markdown(figures, let_pass)
    assert figures["worst_kind"] == "wrong_colour" and figures["worst_kind_detection"] == 0.0
    assert "- wrong_colour, svg/" in text and "| outside_page* |" in text


def test_the_choice_of_good_samples_is_by_hash():
    samples = [{**drawing().sample, "record_id": f"{n:032x}"} for n in range(9)]
    (cell,) = choose(samples, 4, 1)
    (again,) = choose(samples[::-1], 4, 1)
    assert cell == again and len(cell) == 4


def test_propose_writes_the_judge(rows: list[Row], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys):
    figures = figures_of(rows, SECTION, JUDGE.threshold)
    assert figures["proposed_threshold"] is not None
    (tmp_path / "reports/metrics").mkdir(parents=True)
    (tmp_path / "conf/judge").mkdir(parents=True)
    (tmp_path / "params.yaml").write_text(yaml.safe_dump({"judge": JUDGE.model_dump()}))
    monkeypatch.chdir(tmp_path)
    assert main(["calibrate", "propose"]) == 1 and "nothing was calibrated" in capsys.readouterr().err
    (tmp_path / "reports/metrics/calibration.json").write_text(json.dumps(figures))
    assert main(["calibrate", "propose"]) == 0
    written = yaml.safe_load((tmp_path / "conf/judge/calibrated.yaml").read_text())
    assert JudgeSection.model_validate(written).threshold == figures["proposed_threshold"]
