"""A clean copy of the project in another folder, with its own caches and its own MLflow store."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from stages.records.cache import cache_root

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Project:
    """A folder that stages can run in."""

    folder: Path
    cache: Path
    workers: int = 1
    """Of each stage. One is enough beside pytest's own: more would each import every library once again."""

    def environment(self) -> dict[str, str]:
        """The caller's environment without what would point into this project or stop bytecode."""
        dropped = {
            "PYTHONDONTWRITEBYTECODE",
            "MLFLOW_TRACKING_URI",
            "JANUS_RUNS",
            "PYTHONPATH",
            "COVERAGE_FILE",
        }
        kept = {
            k: v for k, v in os.environ.items() if k not in dropped and not k.startswith(("PYTEST", "GIT_"))
        }
        return {
            **kept,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{kept['PATH']}",
            "JANUS_CACHE": str(self.cache),
            "JANUS_WORKERS": str(self.workers),
            "DVC_NO_ANALYTICS": "1",
            "MLFLOW_DISABLE_TELEMETRY": "true",
        }

    def run(self, *command: str, timeout: float = 900) -> subprocess.CompletedProcess[str]:
        """Run a command in the folder, its output captured."""
        return subprocess.run(
            command, cwd=self.folder, env=self.environment(), capture_output=True, text=True, timeout=timeout
        )

    def must(self, *command: str, timeout: float = 900) -> str:
        """Run a command that has to succeed; its standard output."""
        done = self.run(*command, timeout=timeout)
        assert done.returncode == 0, (
            f"{command} ended with {done.returncode}\n{done.stdout[-4000:]}\n{done.stderr[-6000:]}"
        )
        return done.stdout

    def janus(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """`janus ...` with this copy's code."""
        return self.run(sys.executable, "-m", "stages.cli", *arguments)

    def outs(self) -> dict[str, dict[str, str]]:
        """Stage to {output path: md5}, as dvc.lock has them."""
        lock = yaml.safe_load((self.folder / "dvc.lock").read_text(encoding="utf-8"))
        return {
            stage: {out["path"]: out["md5"] for out in entry.get("outs", [])}
            for stage, entry in lock["stages"].items()
        }

    def gate(self, table: str) -> dict:
        return json.loads((self.folder / "reports/checks" / f"{table}.json").read_text(encoding="utf-8"))

    def clone(self, folder: Path) -> Project:
        """This project as it stands, somewhere else, with the same caches."""
        shutil.copytree(self.folder, folder, symlinks=True)
        return Project(folder, self.cache)

    def apart(self, base: Path) -> Project:
        """This project as it stands, copied below `base` with its record cache: the two share nothing."""
        shutil.copytree(self.cache, base / "cache", symlinks=True)
        return Project(self.clone(base / "project").folder, base / "cache")


def clean_copy(folder: Path, cache: Path) -> Project:
    """The project's own files, as git would give them, in a repository of their own.

    The record cache is empty; only the downloaded archives are shared, so that tests ask no registry twice.
    """
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file() and name != "dvc.lock" and not name.startswith("reports/"):
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target)
    downloads = cache_root() / "downloads"
    downloads.mkdir(parents=True, exist_ok=True)
    cache.mkdir(parents=True, exist_ok=True)
    (cache / "downloads").symlink_to(downloads)
    project = Project(folder, cache)
    project.must("git", "init", "-q")
    project.must("git", "add", "-A")
    project.must("git", "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-q", "-m", "copy")
    return project


def build_smoke(folder: Path, cache: Path, workers: int = 1) -> Project:
    """A clean copy with the whole pipeline run on the smoke preset."""
    project = replace(clean_copy(folder, cache), workers=workers)
    project.must(sys.executable, "-m", "stages.cli", "config", "write", "experiment=smoke")
    project.must("dvc", "repro")
    return project
