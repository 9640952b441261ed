"""The stage as a user runs it: outputs, resumption, determinism, bad input."""

from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from safetensors import safe_open

from stages.records.tables import read_manifest, read_rows, table_sha256
from tests.train.conftest import OVERRIDES, run_stage, stage_command, stage_environment
from tests.train.corpus import make_project, write_params

MODELS = ("januscoder", "januscoderv")


@pytest.mark.parametrize("model", MODELS)
def test_it_learns_and_says_what_it_did(trained: Path, model: str) -> None:
    metrics = json.loads((trained / f"reports/metrics/train_{model}.json").read_text())
    assert metrics["validation_loss"] < metrics["untrained_validation_loss"] - 0.3
    assert metrics["steps"] == 16 and metrics["tokens"] > metrics["answer_tokens"] > 0
    kinds = {"generation/svg/text", "editing/svg/text", "image_to_code/svg/image"}
    assert set(metrics["slices"]) == (
        kinds if model == "januscoderv" else kinds - {"image_to_code/svg/image"}
    )
    assert metrics["slices"]["generation/svg/text"] == {"train": 23, "validation": 4, "left_out": 1}
    curve = list(csv.DictReader((trained / f"reports/plots/loss_{model}.csv").open()))
    assert [int(row["step"]) for row in curve] == [0, 4, 8, 12, 16]
    assert float(curve[-1]["validation_loss"]) == metrics["validation_loss"]


@pytest.mark.parametrize("model", MODELS)
def test_a_model_folder_is_whole(trained: Path, model: str) -> None:
    folder = trained / "models" / model
    manifest = read_manifest(folder)
    assert manifest["artifact"] == f"models/{model}"
    assert manifest["parents"] == {"corpus": table_sha256(trained / "data/corpus")}
    assert manifest["table_sha256"] == table_sha256(folder)
    assert manifest["rows"] == len(read_rows(folder / "consumption"))
    assert sorted(p.name for p in (folder / "checkpoints").iterdir()) == ["16", "4"]
    with safe_open(folder / "checkpoints/16/model.safetensors", "pt") as weights:
        assert len(list(weights.keys())) > 10
    left = pq.read_table(folder / "left_out.parquet").to_pylist()
    assert len(left) == (3 if model == "januscoderv" else 2)
    assert {row["reason"] for row in left} == {"longer than train.max_tokens (512)"}


def test_a_finished_run_leaves_no_state(trained: Path) -> None:
    assert list((trained / "cache" / "training").iterdir()) == []


def test_killed_in_the_middle_it_ends_in_the_same_bytes(trained: Path, tmp_path: Path) -> None:
    """Another folder, another cache, another OMP_NUM_THREADS, a SIGKILL: the same model."""
    folder = make_project(tmp_path, *OVERRIDES)
    process = subprocess.Popen(
        stage_command("januscoderv"),
        cwd=folder,
        env=stage_environment(folder, threads=2),
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 300
    while not (marks := list((folder / "cache").glob("training/*/last"))) and time.monotonic() < deadline:
        assert process.poll() is None
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    assert marks and 0 < int(marks[0].read_text().removeprefix("state-")) < 16
    assert not (folder / "models").exists()

    done = run_stage(folder, "januscoderv", threads=2)

    assert done.returncode == 0, done.stderr
    record = json.loads(next((folder / "runs").glob("*/train@januscoderv.json")).read_text())
    assert record["metrics"]["resumed_from_step"] > 0
    for name in ("models/januscoderv", "reports/metrics", "reports/plots"):
        ours = {p.relative_to(folder): p.read_bytes() for p in (folder / name).rglob("*") if p.is_file()}
        theirs = {path: (trained / path).read_bytes() for path in ours}
        assert ours and [p for p in ours if ours[p] != theirs[p]] == []


@pytest.mark.parametrize("stage", [2, 3])
def test_several_processes_read_what_one_reads(trained: Path, tmp_path: Path, stage: int) -> None:
    split = ("engine.launcher=torchrun", "engine.workers=2", "engine.threads=1", f"engine.zero_stage={stage}")
    folder = make_project(tmp_path, *OVERRIDES, "engine.micro_rows=1", *split)
    done = run_stage(folder, "januscoderv")
    assert done.returncode == 0, done.stderr
    one, two = (read_rows(root / "models/januscoderv/consumption") for root in (trained, folder))
    assert {r["rank"] for r in two} == {0, 1}
    without_rank = [[{k: v for k, v in r.items() if k != "rank"} for r in rows] for rows in (one, two)]
    key = lambda r: tuple(r.values())  # noqa: E731
    assert sorted(without_rank[0], key=key) == sorted(without_rank[1], key=key)
    losses = [
        json.loads((root / "reports/metrics/train_januscoderv.json").read_text())
        for root in (trained, folder)
    ]
    assert losses[0]["untrained_validation_loss"] == pytest.approx(
        losses[1]["untrained_validation_loss"], abs=1e-3
    )
    assert losses[0]["validation_loss"] == pytest.approx(losses[1]["validation_loss"], abs=0.02)


def test_an_unknown_model_is_named(tmp_path: Path) -> None:
    done = run_stage(tmp_path, "januscoderx")
    assert done.returncode != 0
    assert "januscoderx" in done.stderr and "januscoderv" in done.stderr and "Traceback" not in done.stderr


def test_it_refuses_a_corpus_whose_gate_passed_for_other_bytes(trained: Path, tmp_path: Path) -> None:
    for name in ("data", "reports/checks"):
        shutil.copytree(trained / name, tmp_path / name)
    write_params(tmp_path)
    shard = next((tmp_path / "data/corpus").glob("*.parquet"))
    shard.write_bytes(shard.read_bytes() + b"\0")
    done = run_stage(tmp_path, "januscoder")
    assert done.returncode == 1
    assert "gate of corpus passed for other bytes" in done.stderr and "Traceback" not in done.stderr


def test_a_wrong_param_is_named(tmp_path: Path) -> None:
    folder = make_project(tmp_path, "train.epochs=2.0")
    done = run_stage(folder, "januscoder")
    assert done.returncode == 1
    assert "exactly one of steps and epochs" in done.stderr and "Traceback" not in done.stderr
