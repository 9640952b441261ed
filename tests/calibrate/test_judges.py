"""Judges side by side: what each finds of planted defects, and how far they agree."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from stages.calibrate import judges
from stages.calibrate.__main__ import figures_of
from stages.calibrate.config import CalibrateSection
from stages.calibrate.good import Good
from stages.calibrate.pairs import Row
from stages.calibrate.report import markdown
from stages.cli.calibrate import _of_evidence
from stages.records.tables import write_table
from stages.sandbox import Executor
from tests.calibrate.test_learn import ROWS
from tests.calibrate.test_pairs import JUDGE, SECTION, executor, goods, rows
from tests.reward.asked.conftest import judge, judges_key, model, rated, said
from tests.synthesize.teachers.conftest import own_cache, serve

__all__ = ["executor", "goods", "judges_key", "own_cache", "rows", "serve"]
RED = "#d03020"


@pytest.fixture
def data(goods: list[Good], executor: Executor, tmp_path: Path) -> Path:
    """Tables of the good samples and their pictures, as far as they are read."""
    write_table("samples", [good.sample for good in goods], tmp_path / "samples")
    drawn = {}
    for good in goods:
        for side in ("input", "output"):
            if code := good.sample[f"{side}_code"]:
                drawn[good.sample[f"{side}_render"]] = executor.execute(code, "svg").png
    write_table("renders", [{"record_id": n, "png": png} for n, png in drawn.items()], tmp_path / "renders")
    return tmp_path


def code_of(row: Row, goods: list[Good]) -> str:
    (sample,) = [good.sample for good in goods if good.sample["record_id"] == row["sample_id"]]
    return {**sample, **json.loads(row["changes"])}["output_code"]


def test_a_model_is_asked_about_every_row_in_both_formats(rows, goods, data, executor, serve):
    """It wants a red answer and finds nothing else; rated by it everything is a 3."""
    red = f"The answer, a program in svg.{{0,200}}{RED}"
    replies = {"rate the answer": rated(3, 3, 3, 3), red: said(quote="a"), "": said("no", "a")}
    server = serve(replies=replies)
    section = judge(server.url).asked
    found = judges.of_models(rows, data, section, model(judge(server.url)), executor)
    ran = [r for r in rows if judges._ran(r)]
    wanted = {r["record_id"]: RED in code_of(r, goods) for r in ran}
    assert {key: found["yes/no"][key] for key in wanted} == wanted
    assert 0 < sum(wanted.values()) < len(wanted)
    assert {found["januscoder"][r["record_id"]] for r in ran} == {True}
    assert {row["record_id"] for row in rows} == set(found["yes/no"]) == set(found["januscoder"])
    prompts = [json.loads(p)[1] for p in server.facts()["asked"]]
    shown = {p["image_url"]["url"] for parts in prompts for p in parts if p["type"] == "image_url"}
    assert len(shown) > 4, "planted programs are seen as they draw"
    answers = {"checkers": judges.of_checkers(rows, JUDGE.threshold), **found}
    figures = figures_of(rows, SECTION, JUDGE.threshold) | judges.compared(rows, answers)
    assert figures["judges"]["checkers"]["detection"] == figures["detection"] == 1.0
    unasked = (len(rows) - len(ran)) / figures["planted"]
    assert figures["judges"]["januscoder"]["detection"] == pytest.approx(unasked, abs=1e-4)
    assert unasked < figures["judges"]["yes/no"]["detection"] < 1
    text = markdown(figures, rows)
    assert "| januscoder | " in text and "| checkers and yes/no | " in text
    assert "## Judges" not in markdown(figures_of(rows, SECTION, JUDGE.threshold), rows)


def row(name: str, kind: str, held: bool = False) -> dict[str, Any]:
    return {"record_id": name, "kind": kind, "held_out": held}


def test_undecided_is_neither_found_nor_rejected():
    rows = [row("a", "none"), row("b", "none"), row("c", "x"), row("d", "x"), row("e", "y", held=True)]
    one = {"a": True, "b": False, "c": False, "d": None, "e": False}
    two = {"a": True, "b": True, "c": False, "d": False, "e": None}
    found = judges.compared(rows, {"one": one, "two": two})
    assert found["judges"]["one"] == {
        "rows": 5, "detection": 0.6667, "detection_held_out": 1.0, "worst_kind": "x",
        "worst_kind_detection": 0.5, "false_rejects": 0.5, "undecided": 0.2,
    }  # fmt: skip
    assert found["judges"]["two"]["worst_kind"] == "y" and found["judges"]["two"]["undecided"] == 0.2
    assert found["agreement"] == {"one and two": {"rows": 3, "kappa": 0.4}}
    together = judges.both(one, two)
    assert together == {"a": True, "b": False, "c": False, "d": False, "e": False}
    assert judges.both({"a": None}, {"a": True}) == judges.both({"a": True}, {"a": None}) == {"a": None}


def test_the_learned_judge_answers_for_what_it_was_not_fitted_on():
    rows = [{**r, "record_id": f"{n}"} for n, r in enumerate(ROWS)]
    answers = judges.of_learned(rows)
    left = [r for r in rows if r["record_id"] in answers]
    assert 0 < len(left) < len(rows)
    assert all(r["held_out"] or int(r["sample_id"][0], 16) >= 8 for r in left)
    assert {answers[r["record_id"]] for r in left if r["kind"] != "none"} == {False}
    assert judges.of_learned([r for r in rows if r["kind"] == "none"]) == {}


def test_a_model_in_params_is_a_section_of_calibrate_and_leaves_proposals_alone():
    asked = judge("http://127.0.0.1:9").model_dump()
    section = CalibrateSection.model_validate({**SECTION.model_dump(), "asked": asked["asked"]})
    assert section.asked == judge("http://127.0.0.1:9").asked
    own = _of_evidence(asked)
    assert own["name"] == "evidence" and "asked" not in own and own["threshold"] == 0.9
    assert _of_evidence(JUDGE.model_dump(exclude_none=True)) == JUDGE.model_dump(exclude_none=True)
