"""Real scripts that draw get `ok`. A tenth of the gallery here, all of it in `tests.benchmarks.execution`."""

from __future__ import annotations

import pytest

from stages.config import load_section
from stages.sandbox import Executor, RuntimeSection
from tests.benchmarks import corpus, plain
from tests.sandbox.conftest import SAFE

SCRIPTS = 40


@pytest.mark.registry
def test_scripts_that_draw_without_the_sandbox_draw_in_it() -> None:
    scripts = corpus.charts(SCRIPTS)
    truth = plain.draws(scripts)
    drawing = [code for code, draws in zip(scripts, truth, strict=True) if draws]
    assert len(drawing) > 0.9 * SCRIPTS
    with Executor(load_section("runtime", RuntimeSection), SAFE, None) as executor:
        found = list(executor.map([(code, "python") for code in drawing], label="gallery"))
    false = [(e.code[:200], e.status, e.stderr) for e in found if e.status != corpus.deserved(e.code)]
    assert false == []
    assert all(e.figures and len(e.evidence["figures"]) for e in found if e.status == "ok")
