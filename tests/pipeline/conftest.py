"""The smoke build of this session, cold and made once (tests/once.py says why)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.once import once
from tests.pipeline.project import Project, build_smoke


@pytest.fixture(scope="session")
def smoke(tmp_path_factory) -> Project:
    """The whole pipeline on the smoke preset, from empty caches. To be copied: nothing runs in it."""

    def make(base: Path) -> None:
        build_smoke(base / "project", base / "cache")

    base = once(tmp_path_factory, "smoke", make)
    return Project(base / "project", base / "cache")
