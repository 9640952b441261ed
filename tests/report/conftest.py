from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from stages.report.__main__ import main
from stages.tracking.run_record import recorded
from tests.report.project import Project

PARAMS = "report: {answers: 12, samples: 6, image_side: 120, reasons: 3, truth_samples: 9}\n"


def build(root: Path) -> Path:
    """Run the stage in `root`; returns the page."""
    with contextlib.chdir(root), pytest.MonkeyPatch.context() as patch:
        patch.setenv("JANUS_RUNS", str(root / "runs"))
        with recorded("report") as record:
            main(record)
    return root / "reports" / "index.html"


def written(root: Path) -> Path:
    """A project on disk that the report can be made of."""
    root.mkdir(parents=True, exist_ok=True)
    (root / "params.yaml").write_text(PARAMS)
    Project(16).write(root)
    return root


@pytest.fixture(scope="session")
def project(tmp_path_factory) -> Path:
    return written(tmp_path_factory.mktemp("report"))


@pytest.fixture(scope="session")
def page(project) -> Path:
    return build(project)
