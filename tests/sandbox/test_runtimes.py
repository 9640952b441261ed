"""Finding runtimes and what they need."""

from __future__ import annotations

import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from stages.sandbox import runtimes
from stages.sandbox.runtimes import RUNTIMES, Program, Runtime, runtime_fingerprint, runtime_for
from stages.sandbox.runtimes.runtime import HARNESS, harness_hash, program_version, versions


@pytest.mark.parametrize(
    ("name", "runtime"),
    [
        ("a.R", "r"),
        ("a.m", "octave"),
        ("a.gp", "gnuplot"),
        ("a.vl.json", "vega-lite"),
        ("a.py", "python"),
        ("a.json", None),
        ("package.json", None),
        ("R", None),
    ],
)
def test_a_file_finds_its_runtime_by_its_name(name: str, runtime: str | None) -> None:
    found = runtime_for(name, lambda: "")
    assert (found.name if found else None) == runtime


@pytest.mark.parametrize(
    ("code", "runtime"),
    [
        ("import plotly.graph_objects as go", "plotly"),
        ("def draw():\n    from plotly import express", "plotly"),
        ("import matplotlib.pyplot as plt\nimport plotly", "python"),
        ("from matplotlib import pyplot\nimport plotly.express as px", "python"),
        ("# import plotly\ntext = 'import plotly'", "python"),
        ("import plotly_express_of_mine", "python"),
        ("import plotly\n)", "python"),
    ],
)
def test_a_python_file_finds_its_runtime_by_its_imports(code: str, runtime: str) -> None:
    assert runtime_for("a.py", lambda: code).name == runtime


def test_what_draws_the_pages_of_a_runtime_counts_in_its_fingerprint() -> None:
    runtime = RUNTIMES["plotly"]
    found = dict(versions(runtime))
    assert found["page harness"] == harness_hash(runtime.page) != found["harness"]
    assert {"plotly", "playwright", "chromium-headless-shell", "page fonts"} <= found.keys()
    assert "page harness" not in dict(versions(RUNTIMES["html"]))


def test_files_beside_the_modules_are_there_and_count() -> None:
    named = {file for runtime in RUNTIMES.values() for file in runtime.files}
    there = {
        path.relative_to(HARNESS).as_posix()
        for folder in ("r", "octave")
        for path in (HARNESS / folder).iterdir()
        if path.is_file()
    }
    assert there and there <= named
    assert all((HARNESS / file).is_file() for file in named)
    assert len({harness_hash(RUNTIMES[name]) for name in ("r", "octave", "gnuplot", "vega-lite")}) == 4


def test_threads_that_ask_for_a_fingerprint_do_not_look_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looking, most, looks = 0, 0, []

    def slow(runtime: Runtime) -> list[tuple[str, str | None]]:
        nonlocal looking, most
        looking += 1
        most = max(most, looking)
        time.sleep(0.02)
        looking -= 1
        looks.append(runtime.name)
        return [("harness", runtime.name)]

    monkeypatch.setattr(runtimes, "versions", slow)
    runtimes._fingerprint.cache_clear()
    names = ["svg", "r", "test"] * 4
    try:
        with ThreadPoolExecutor(12) as pool:
            found = list(pool.map(runtime_fingerprint, names))
    finally:
        runtimes._fingerprint.cache_clear()
    assert found == [f"harness {name}" for name in names]
    assert most == 1 and sorted(looks) == ["r", "svg", "test"]


def test_a_part_of_a_program_is_asked_of_it() -> None:
    part = Program("part", "package", ("-c", "print('part 1.2.3')"), command=sys.executable)
    lacking = Program("part", "package", ("-c", "raise SystemExit('no part 1.2.3')"), command=sys.executable)
    assert program_version(part) == "1.2.3"
    assert program_version(lacking) is None
    assert program_version(Program("no-such-program", "package")) is None
