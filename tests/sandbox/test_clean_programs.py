"""Examples from the installed documentation of R, Octave and gnuplot get the verdict they deserve.

Chosen by rule, not by outcome. R: 20 evenly spaced help pages of `graphics`, and of ggplot2 those of 6 geoms;
the expected verdict is what plain `Rscript` makes of the same file. Octave: 20 evenly spaced demo blocks of
`plot/draw` and `plot/appearance`; each draws. gnuplot: 20 evenly spaced demos of those that need no file
beside them; each draws.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from stages.sandbox import Executor
from tests.sandbox.conftest import SAFE, requires, runtimes
from tests.sandbox.documentation import GNUPLOT, gnuplot_demos, octave_demos, r_examples, spread

COUNT = 20
GEOMS = ("geom_abline", "geom_density", "geom_path", "geom_ribbon", "geom_tile", "geom_violin")


@pytest.fixture(scope="module")
def patient() -> Iterator[Executor]:
    """Limits as the pipeline has them: an example may draw twenty pages."""
    with Executor(
        runtimes(cpu_s=20.0, memory_mb=1024, output_kb=16384, processes=32), SAFE, None, count=2
    ) as executor:
        yield executor


def verdicts(executor: Executor, runtime: str, programs: dict[str, str]) -> dict[str, str]:
    jobs = [(code, runtime) for code in programs.values()]
    found = executor.map(jobs, label=f"{runtime} examples")
    return {name: done.status for name, done in zip(programs, found, strict=True)}


def as_rscript_does(code: str, folder: Path) -> str:
    """The verdict by R's own front end: its exit code, and whether its device for files drew a page."""
    (folder / "example.R").write_text(code)
    done = subprocess.run(["Rscript", "--vanilla", "example.R"], cwd=folder, capture_output=True)
    if done.returncode != 0:
        return "exception"
    drew = [p for p in folder.iterdir() if p.suffix in (".pdf", ".png", ".svg", ".jpeg")]
    return "ok" if drew else "no_output"


@requires("r")
def test_r(patient: Executor, tmp_path: Path) -> None:
    base, geoms = (tmp_path / name for name in ("graphics", "ggplot2"))
    base.mkdir(), geoms.mkdir()
    pages = r_examples("graphics", base)
    chosen = {name: pages[name] for name in spread(list(pages), COUNT)}
    pages = r_examples("ggplot2", geoms)
    chosen |= {name: "library(ggplot2)\n" + pages[name] for name in GEOMS}
    expected = {}
    for name, code in chosen.items():
        (folder := tmp_path / "plain" / name).mkdir(parents=True)
        expected[name] = as_rscript_does(code, folder)
    assert list(expected.values()).count("ok") >= COUNT
    assert verdicts(patient, "r", chosen) == expected


@requires("octave")
def test_octave(patient: Executor) -> None:
    demos = octave_demos("draw", "appearance")
    assert len(demos) > 200
    chosen = {name: demos[name] for name in spread(list(demos), COUNT)}
    assert verdicts(patient, "octave", chosen) == dict.fromkeys(chosen, "ok")


@requires("gnuplot")
@pytest.mark.skipif(not GNUPLOT.is_dir(), reason="gnuplot-doc is not installed")
def test_gnuplot(patient: Executor) -> None:
    demos = gnuplot_demos()
    assert len(demos) > 50
    chosen = {name: demos[name] for name in spread(list(demos), COUNT)}
    assert verdicts(patient, "gnuplot", chosen) == dict.fromkeys(chosen, "ok")
