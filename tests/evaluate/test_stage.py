"""The stage itself: a few steps of training on real renders, then the evaluation that users run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from stages.records.tables import read_rows
from tests.evaluate.project import ROOT, smoke_sections, write_project

MODEL = "januscoderv"


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "JANUS_CACHE": str(root / "cache"),
        "JANUS_RUNS": str(root / "runs"),
        "JANUS_WORKERS": "1",
        "MLFLOW_TRACKING_URI": f"sqlite:///{root}/mlflow.db",
        "OMP_NUM_THREADS": "1",
    }
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, timeout=300)


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("evaluate")
    write_project(root, smoke_sections())
    for stage in ("stages.train", "stages.evaluate"):
        done = run(root, stage, MODEL)
        assert done.returncode == 0, done.stderr[-3000:]
    return root


@pytest.fixture(scope="module")
def rows(project) -> list[dict]:
    return read_rows(project / "data/predictions" / MODEL)


@pytest.fixture(scope="module")
def metrics(project) -> dict:
    return json.loads((project / f"reports/metrics/evaluate_{MODEL}.json").read_text())


def of(rows: list[dict], variant: str) -> list[dict]:
    return [r for r in rows if r["variant"] == variant and r["decision"] == "keep"]


def test_every_variant_answers_the_same_test_records(rows):
    asked = {r["corpus_id"] for r in of(rows, "model")}
    assert 4 <= len(asked) <= 6  # three slices of two, less what the context cannot hold
    assert (
        asked
        == {r["corpus_id"] for r in of(rows, "untrained")}
        == {r["corpus_id"] for r in of(rows, "nearest")}
    )
    images = {r["corpus_id"] for r in of(rows, "model") if r["modality"] == "image"}
    assert len(images) == 2 and {r["corpus_id"] for r in of(rows, "wrong_image")} == images


def test_lineage_columns_tell_who_answered(rows):
    checkpoint = f"models/{MODEL}@4"
    for row in of(rows, "model"):
        assert row["checkpoint"] == checkpoint and set(row["parents"]) == {row["corpus_id"], checkpoint}
    assert all(r["checkpoint"] == f"models/{MODEL}@0" for r in of(rows, "untrained"))
    assert all(checkpoint not in r["parents"] and r["checkpoint"] is None for r in of(rows, "nearest"))
    own = {r["corpus_id"]: r["prompt_hash"] for r in of(rows, "model")}
    assert all(r["prompt_hash"] != own[r["corpus_id"]] for r in of(rows, "wrong_image"))


def test_the_neighbours_code_is_executed_and_judged(rows):
    nearest = of(rows, "nearest")
    assert all(r["parsed"] and r["executed"] and r["status"] == "ok" and r["png"] for r in nearest)
    assert all(r["criteria_passed"] == 1.0 and r["criteria"][0]["kind"] == "shape_count" for r in nearest)
    assert all(0 < r["ssim"] <= 1 and 0 <= r["colour_similarity"] <= 1 for r in nearest)


def test_what_does_not_draw_scores_zero_and_keeps_its_row(rows):
    failed = [r for r in rows if r["decision"] == "keep" and not r["executed"]]
    assert failed
    assert all(r["ssim"] == r["colour_similarity"] == r["criteria_passed"] == 0.0 for r in failed)
    assert all(r["png"] is None and r["status"] != "ok" and r["output"] is not None for r in failed)


def test_a_record_too_long_for_the_context_is_dropped_with_the_reason(rows, project):
    """Record 0 has a second generation task of 1,200 words; it is chosen only if its rank is small."""
    corpus = {r["record_id"]: r for r in read_rows(project / "data/corpus", ["record_id", "instruction"])}
    long = {i for i, r in corpus.items() if len(r["instruction"]) > 1000}
    assert len(long) == 1
    assert not long & {r["corpus_id"] for r in rows if r["decision"] == "keep"}
    for row in rows:
        if row["decision"] == "drop":
            assert row["corpus_id"] in long and "context" in row["reason"]


def test_metrics_agree_with_the_table(rows, metrics):
    for variant in ("model", "untrained", "nearest", "wrong_image"):
        kept, cell = of(rows, variant), metrics["variants"][variant]["all"]
        assert cell["n"] == len(kept)
        assert cell["execution_rate"]["value"] == pytest.approx(
            sum(r["executed"] for r in kept) / len(kept), rel=1e-5
        )
        assert cell["ssim"]["value"] == pytest.approx(sum(r["ssim"] for r in kept) / len(kept), rel=1e-5)
    assert metrics["variants"]["model"]["all"]["loss_n"] > metrics["variants"]["model"]["all"]["n"]
    assert set(metrics["differences"]) == {
        "model_minus_untrained",
        "model_minus_nearest",
        "wrong_image_minus_model",
    }
    learned = metrics["differences"]["model_minus_untrained"]["all"]["answer_loss"]
    assert learned["low"] <= learned["value"] <= learned["high"]


def test_a_second_run_gives_the_same_bytes(project):
    paths = [*(project / "data/predictions").rglob("*.*"), project / f"reports/metrics/evaluate_{MODEL}.json"]
    before = {p: p.read_bytes() for p in paths}
    done = run(project, "stages.evaluate", MODEL)
    assert done.returncode == 0, done.stderr[-3000:]
    assert {p: p.read_bytes() for p in paths} == before and len(before) > 2


def test_refuses_a_corpus_that_its_gate_did_not_see(project):
    path = project / "reports/checks/corpus.json"
    text = path.read_text()
    path.write_text(json.dumps({**json.loads(text), "table_sha256": "0" * 64}))
    done = run(project, "stages.evaluate", MODEL)
    path.write_text(text)
    assert done.returncode == 1 and "passed for other bytes" in done.stderr


def test_an_unknown_model_is_an_error_that_names_it(project):
    done = run(project, "stages.evaluate", "nobody")
    assert done.returncode == 1 and "models/nobody" in done.stderr and "dvc repro" in done.stderr
