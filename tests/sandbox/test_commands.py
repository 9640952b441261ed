"""`janus execute` and `janus doctor` as other tools call them."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

PLOT = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()\nplt.bar([1], [1])\n"
CIRCLE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="4"/></svg>'
KEYS = {
    "file",
    "status",
    "isolation",
    "png",
    "figures",
    "evidence",
    "stderr",
    "cpu_s",
    "wall_s",
    "peak_rss_mb",
}


def janus(*arguments: str | Path, path: str | None = None) -> subprocess.CompletedProcess[str]:
    environment = None if path is None else {"PATH": path}
    command = [sys.executable, "-m", "stages.cli", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, env=environment)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / "b.svg").write_text(CIRCLE)
    (tmp_path / "in" / "a.py").write_text(PLOT)
    (tmp_path / "in" / "deep" / "c.svg").write_text("<svg/>")
    (tmp_path / "in" / "notes.txt").write_text("no program")
    return tmp_path


def test_one_file_prints_one_object(folder: Path) -> None:
    done = janus("execute", folder / "in" / "a.py", "--runtime", "python", "--out", folder / "out", "--json")
    assert done.returncode == 0, done.stderr
    verdict = json.loads(done.stdout)
    assert KEYS <= set(verdict)
    assert (verdict["status"], verdict["figures"]) == ("ok", 2)
    assert len(verdict["png"]) == 2
    for path in map(Path, verdict["png"]):
        assert path.is_relative_to(folder / "out") and path.read_bytes().startswith(b"\x89PNG")


def test_a_folder_prints_a_line_a_file_in_order(folder: Path) -> None:
    done = janus("execute", folder / "in", "--runtime", "svg", "--json-lines")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert [(Path(v["file"]).name, v["status"]) for v in lines] == [("b.svg", "ok"), ("c.svg", "exception")]


def test_limits_are_taken_from_the_command_line(folder: Path) -> None:
    loop = folder / "loop.py"
    loop.write_text("while True: pass")
    done = janus("execute", loop, "--cpu-s", "0.5", "--json")
    verdict = json.loads(done.stdout)
    assert (done.returncode, verdict["status"], verdict["stderr"]) == (
        0, "cpu_timeout", "more than 0.5 s of processor time",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere.py"], "no such file"),
        (["in/notes.txt"], "no runtime"),
        (["in", "--json"], "--json-lines"),
        (["in/a.py", "--cpu-s", "-1"], "above zero"),
    ],
)
def test_bad_input_is_an_error(arguments: list[str], said: str, folder: Path) -> None:
    done = janus("execute", folder / arguments[0], *arguments[1:])
    assert done.returncode == 1 and done.stdout == ""
    assert said in done.stderr and "Traceback" not in done.stderr


def test_doctor_finds_what_is_here() -> None:
    done = janus("doctor", "--json")
    found = {f["name"]: f for f in json.loads(done.stdout)["findings"]}
    assert all(found[name]["found"] for name in ("bwrap", "setpriv", "runtime python", "runtime svg"))


def test_doctor_says_how_to_install_what_is_missing(tmp_path: Path) -> None:
    done = janus("doctor", path=str(tmp_path))
    assert done.returncode == 1
    assert "MISSING  bwrap" in done.stdout and "apt-get install -y" in done.stdout
    assert "bubblewrap" in done.stdout and "runtime python" in done.stdout


def test_a_runtime_that_is_named_takes_every_file_of_its_suffix(folder: Path) -> None:
    (folder / "in" / "b.py").write_text("import plotly")
    done = janus("execute", folder / "in", "--runtime", "python", "--json-lines")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(Path(v["file"]).name, v["runtime"], v["status"]) for v in lines] == [
        ("a.py", "python", "ok"), ("b.py", "python", "no_output" if find_spec("plotly") else "exception"),
    ]  # fmt: skip
