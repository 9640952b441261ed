"""What the machine must have, and what happens where it has not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from stages.errors import JanusError
from stages.sandbox import Executor, Limits, SandboxSection, execute, isolation
from stages.sandbox.harness import seccomp
from stages.sandbox.runtimes import RUNTIMES, missing_packages, missing_programs, runtime_fingerprint
from stages.sandbox.runtimes.runtime import HARNESS, harness_modules
from tests.sandbox.conftest import SAFE, runtimes

LIMITS = Limits(cpu_s=5, wall_s=None, memory_mb=512, disk_mb=16, output_kb=4096, processes=16)
CIRCLE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="4"/></svg>'
DRAW = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\n"


@pytest.fixture
def no_programs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.mark.usefixtures("no_programs")
def test_without_bubblewrap_nothing_runs() -> None:
    with pytest.raises(JanusError) as refused:
        Executor(runtimes(), SAFE, None)
    assert "bwrap" in refused.value.what
    assert "apt-get install -y bubblewrap util-linux" in refused.value.do
    assert "allow_unsafe" in refused.value.do


def test_a_machine_that_refuses_namespaces_is_told_from_one_without_the_program(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "bwrap").write_text("#!/bin/sh\necho No permissions to create new namespace >&2\nexit 1\n")
    (tmp_path / "bwrap").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    isolation._refusal.cache_clear()
    try:
        with pytest.raises(JanusError) as refused:
            Executor(runtimes(), SAFE, None)
        assert "refuses namespaces" in refused.value.what
        assert refused.value.where == "No permissions to create new namespace"
        assert not isolation.isolation_available(allow_unsafe=True)
    finally:
        isolation._refusal.cache_clear()


@pytest.mark.usefixtures("no_programs")
def test_allow_unsafe_runs_with_what_is_left_and_says_so() -> None:
    bomb = "import os\nif os.fork() == 0:\n    import time\n    time.sleep(60)\nwhile True:\n    pass\n"
    with Executor(runtimes(cpu_s=1.0), SandboxSection(allow_unsafe=True), None, count=1) as executor:
        drawn = executor.execute(DRAW, "python")
        looped = executor.execute(bomb, "python")
        network = executor.execute("import socket\nsocket.socket()\n", "python")
    assert (drawn.status, drawn.isolation.partition(":")[0]) == ("ok", "none")
    assert looped.status == "cpu_timeout"
    assert "PermissionError" in network.stderr


def test_execute_is_one_call() -> None:
    done = execute(CIRCLE, "svg", LIMITS)
    assert (done.status, done.figures, done.cached) == ("ok", 1, False)
    assert done.isolation.startswith("bubblewrap")


def test_an_unknown_runtime_is_named() -> None:
    with pytest.raises(JanusError, match="cobol"):
        execute("", "cobol", LIMITS)


def test_the_view_holds_no_home_and_no_project() -> None:
    line = isolation.command(RUNTIMES["python"], "run_python", 3, isolated=True)
    bound = {line[i + 1] for i, word in enumerate(line) if word in ("--ro-bind", "--bind", "--dev-bind")}
    project = Path(HARNESS).parents[2]
    assert not bound & {"/", "/root", "/home", "/etc", "/var", str(Path.home()), str(project)}
    assert [b for b in bound if b.startswith(str(project / "stages"))] == [str(HARNESS)]
    assert "--bind" not in line and "--dev-bind" not in line and "--share-net" not in line


def test_a_project_below_usr_is_covered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: Path("/usr/share"))
    line = isolation.command(RUNTIMES["svg"], "run_svg", 3, isolated=True)
    covered = [line[i + 1] for i, word in enumerate(line) if word == "--tmpfs"]
    assert "/usr/share" in covered and covered.index("/usr/share") < covered.index("/usr/share/fonts")


def test_the_environment_is_ours_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("API_KEY", "x")
    environment = isolation.environment(RUNTIMES["python"], isolated=True)
    assert "API_KEY" not in environment and environment["PYTHONHASHSEED"] == "0"


def test_the_filter_is_written_for_both_architectures() -> None:
    for machine in ("x86_64", "aarch64"):
        assert len(seccomp.program(machine)) % 8 == 0
    with pytest.raises(KeyError):
        seccomp.program("vax")


def test_the_fingerprint_names_versions() -> None:
    assert "matplotlib " in runtime_fingerprint("python") and "resvg-py " in runtime_fingerprint("svg")


def test_the_fingerprint_counts_all_of_the_harness_that_a_template_loads() -> None:
    code = (
        "import sys; from importlib import import_module\n"
        "import_module('stages.sandbox.harness.template')\n"
        "import_module('stages.sandbox.harness.' + sys.argv[1]).prepare()\n"
        "found = [m.rpartition('.')[2] for m in sys.modules if m.startswith('stages.sandbox.harness.')]\n"
        "print(*found)\n"
    )
    for runtime in RUNTIMES.values():
        if missing_packages(runtime.name) or missing_programs(runtime.name):
            continue
        environment = isolation.environment(runtime, isolated=False)
        for module in runtime.modules:
            command = [sys.executable, "-c", code, module]
            done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
            loaded = set(done.stdout.split())
            assert {"template", module} <= loaded <= set(harness_modules(module))
