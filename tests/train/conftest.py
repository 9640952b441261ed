"""Models that a real run of the stage trained, once for the whole folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.once import once
from tests.train.corpus import ROOT, make_project

OVERRIDES = ("train.steps=16", "train.eval_every=4", "train.checkpoints=[0.25, 1.0]")


def stage_command(model: str) -> list[str]:
    return [sys.executable, "-m", "stages.train", model]


def stage_environment(folder: Path, threads: int = 1) -> dict[str, str]:
    """Nothing of the user's cache, runs or MLflow store is touched."""
    return os.environ | {
        "PYTHONPATH": str(ROOT),
        "JANUS_CACHE": str(folder / "cache"),
        "JANUS_RUNS": str(folder / "runs"),
        "MLFLOW_TRACKING_URI": f"sqlite:///{folder}/mlflow.db",
        "OMP_NUM_THREADS": str(threads),
    }


def run_stage(folder: Path, model: str, threads: int = 1) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        stage_command(model),
        cwd=folder,
        env=stage_environment(folder, threads),
        capture_output=True,
        text=True,
        timeout=600,
    )


@pytest.fixture(scope="session")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project folder with both models trained. To be read, and copied by who changes it."""

    def make(folder: Path) -> None:
        make_project(folder, *OVERRIDES)
        for model in ("januscoder", "januscoderv"):
            done = run_stage(folder, model)
            assert done.returncode == 0, done.stderr

    return once(tmp_path_factory, "trained", make)
