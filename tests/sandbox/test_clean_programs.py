"""Examples from the installed documentation of R, Octave and gnuplot get the verdict they deserve.

Chosen by rule, not by outcome, and evenly spaced. R: 16 help pages of `graphics`, and 4 of
ggplot2; Octave: 20 demo blocks of `plot/draw` and `plot/appearance`; gnuplot: 25 demos of those that need no
file beside them. The expected verdict of R and gnuplot is what the plain program makes of the same file:
some demos print only, or want a mouse. Octave's demos all draw, but for `pie3` (see `run_octave`).
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from stages.sandbox import Executor
from tests.sandbox.conftest import SAFE, requires, runtimes
from tests.sandbox.documentation import GNUPLOT, gnuplot_demos, octave_demos, r_examples, spread

PAGES = ("annotate", "geom_spoke", "stat_ecdf", "theme_get")


@pytest.fixture(scope="module")
def patient() -> Iterator[Executor]:
    """Limits as the pipeline has them: an example may draw twenty pages."""
    with Executor(
        runtimes(cpu_s=20.0, memory_mb=1024, output_kb=16384, processes=32), SAFE, None, count=2
    ) as executor:
        yield executor


def verdicts(executor: Executor, runtime: str, programs: dict[str, str]) -> dict[str, str]:
    jobs = [(code, runtime) for code in programs.values()]
    found = list(executor.map(jobs, label=f"{runtime} examples"))
    assert [v.code for v in found if "'unread'" in repr(v.evidence)] == []
    return {name: done.status for name, done in zip(programs, found, strict=True)}


def plainly(command: list[str], code: str, folder: Path) -> str:
    """The verdict by the program itself: its exit code, and whether it left a picture."""
    folder.mkdir(parents=True)
    (folder / "example").write_text(code)
    with (folder / "stdout.png").open("wb") as out:
        done = subprocess.run([*command, "example"], cwd=folder, stdout=out, stderr=subprocess.DEVNULL)
    if done.returncode != 0:
        return "exception"
    pictures = [p for p in folder.iterdir() if p.suffix in (".pdf", ".png", ".svg", ".jpeg")]
    drew = any(p.read_bytes()[:4] in (b"%PDF", b"\x89PNG", b"<?xm", b"\xff\xd8\xff\xe0") for p in pictures)
    return "ok" if drew else "no_output"


@requires("r")
def test_r(patient: Executor, tmp_path: Path) -> None:
    base, geoms = (tmp_path / name for name in ("graphics", "ggplot2"))
    base.mkdir(), geoms.mkdir()
    pages = r_examples("graphics", base)
    chosen = {name: pages[name] for name in spread(list(pages), 16)}
    pages = r_examples("ggplot2", geoms)
    chosen |= {name: "library(ggplot2)\n" + pages[name] for name in PAGES}
    plain = ["Rscript", "--vanilla"]
    expected = {name: plainly(plain, code, tmp_path / "plain" / name) for name, code in chosen.items()}
    assert list(expected.values()).count("ok") >= 16
    assert verdicts(patient, "r", chosen) == expected


@requires("octave")
def test_octave(patient: Executor) -> None:
    demos = octave_demos("draw", "appearance")
    assert len(demos) > 200
    names = [name for name in demos if not name.startswith("pie3-")]
    chosen = {name: demos[name] for name in spread(names, 20)}
    assert verdicts(patient, "octave", chosen) == dict.fromkeys(chosen, "ok")


@requires("gnuplot")
@pytest.mark.skipif(not GNUPLOT.is_dir(), reason="gnuplot-doc is not installed")
def test_gnuplot(patient: Executor, tmp_path: Path) -> None:
    demos = gnuplot_demos()
    assert len(demos) > 50
    chosen = {name: demos[name] for name in spread(list(demos), 25)}
    plain = ["env", "GNUTERM=pngcairo", "gnuplot"]
    expected = {name: plainly(plain, code, tmp_path / name) for name, code in chosen.items()}
    assert list(expected.values()).count("ok") >= 20
    assert verdicts(patient, "gnuplot", chosen) == expected
