"""The learned judge: fitted on pairs, frozen by hash, one criterion among the others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from stages.calibrate.learn import fit, is_fitted_on, kappa, measure, pairs_of
from stages.errors import JanusError
from stages.records.identity import sha256
from stages.reward.config import JudgeSection
from stages.reward.features import features, names, picture
from stages.reward.learned import load, quality
from stages.reward.verdict import verdict
from tests.reward.test_verdict import COUNT, RED, WRONG, sample


def criterion(kind: str, passed: bool, place: str = "general") -> dict:
    return {"id": f"{place}:{kind}", "kind": kind, "weight": 1.0, "passed": passed, "evidence": ""}


def row(number: int, kind: str, flaws: list[str], held: bool = False) -> dict:
    criteria = [criterion("executes", True, "0"), criterion("title", "title" not in flaws, "1")]
    criteria += [criterion(name, name not in flaws) for name in ("overlap", "inside", "filled")]
    total = 1.0 - 0.5 * len(flaws)
    return {
        "sample_id": f"{number:x}" * 32, "kind": kind, "held_out": held, "criteria": criteria, "total": total,
        "picture": [0.1 + number / 100, 0.8, 0.5],
    }  # fmt: skip


ROWS = [row(n, "none", []) for n in range(16)]
ROWS += [row(n, "title", ["title"]) for n in range(16)] + [row(n, "labels", ["overlap"]) for n in range(16)]
ROWS += [row(n, "legend", ["inside", "title"], held=True) for n in range(16)]


def test_features_have_names_and_tell_claims_from_general_criteria():
    values = dict(zip(names(), features(ROWS[-1]["criteria"], [0.1, 0.8, 0.5]), strict=True))
    assert (values["claims_lost"], values["fails_inside"], values["fails_overlap"]) == (1.0, 1.0, 0.0)
    assert picture(RED) == [0.2, 0.8, 0.25] and picture(None) == [0.0, 0.0, 0.0]


def test_it_is_fitted_on_half_and_wins_on_the_rest():
    pairs = pairs_of(ROWS)
    fitted = [p for p in pairs if is_fitted_on(p)]
    assert len(pairs) == 48 and len(fitted) == 16 and not any(p[1]["held_out"] for p in fitted)
    model = fit(fitted)
    assert model == fit(fitted[::-1]), "the order of the pairs does not matter"
    assert model["weights"]["claims_lost"] < 0 and model["weights"]["fails_overlap"] < 0
    found = measure(model, [p for p in pairs if not is_fitted_on(p)], 0.95)
    assert (found["good_wins"], found["detection"], found["false_rejects"]) == (1.0, 1.0, 0.0)
    assert found["kappa_with_criteria"] == 1.0 and measure(model, [], 0.5) == {"pairs": 0}


def test_agreement_by_chance_is_none():
    assert kappa([(True, True), (False, False)]) == 1.0
    assert kappa([(True, True), (True, False), (False, True), (False, False)]) == 0.0


@pytest.fixture
def judge(tmp_path: Path) -> JudgeSection:
    text = json.dumps(fit([p for p in pairs_of(ROWS) if is_fitted_on(p)]))
    (tmp_path / "judge.json").write_text(text)
    return JudgeSection(
        name="learned", threshold=0.9, execution_weight=1.0, weights=str(tmp_path / "judge.json"),
        weights_sha256=sha256(text),
    )  # fmt: skip


def test_its_word_is_a_criterion(judge: JudgeSection):
    good, bad = verdict(sample([COUNT]), RED, None, judge), verdict(sample([WRONG]), RED, None, judge)
    told = [next(c for c in r["criteria"] if c["kind"] == "learned") for r in (good, bad)]
    assert [c["passed"] for c in told] == [True, False] and "quality" in told[0]["evidence"]
    assert good["decision"] == "keep" and judge.weights_sha256[:12] in told[0]["checker"]


def test_other_bytes_are_refused(judge: JudgeSection, tmp_path: Path):
    with pytest.raises(JanusError, match="not the one that params name"):
        load(judge.weights, "0" * 64)
    (tmp_path / "old.json").write_text('{"weights": {"age": 1.0}, "bias": 0.0}')
    with pytest.raises(JanusError, match="other features"):
        load(str(tmp_path / "old.json"), sha256((tmp_path / "old.json").read_bytes()))
    with pytest.raises(ValueError, match="needs weights"):
        JudgeSection(name="learned", threshold=0.9, execution_weight=1.0)
    assert 0 < quality({"weights": {}, "bias": -900.0}, []) < 0.001
