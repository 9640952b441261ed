"""One executor for the tests of many files, with limits small enough for a hostile sample to meet them soon.

It lasts as long as a worker of pytest: the template of plotly alone imports for six seconds. That a hostile
sample harms no later one is what it is for, so that files may follow each other as tests do inside of one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from stages.sandbox import RUNTIMES, Execution, Executor, RuntimeLimits, RuntimeSection, SandboxSection
from stages.sandbox.runtimes import missing_packages, missing_programs
from stages.sandbox.unpacked import missing_libraries

SAFE = SandboxSection(allow_unsafe=False)


def runtimes(**changes: float) -> RuntimeSection:
    """The section with small limits for every runtime."""
    values = {
        "cpu_s": 2.0,
        "wall_s": 60.0,
        "memory_mb": 256,
        "disk_mb": 16,
        "output_kb": 4096,
        "processes": 16,
    }
    limits = RuntimeLimits(**{**values, **changes}, required=True)
    return RuntimeSection.alike(limits)


def requires(runtime: str) -> pytest.MarkDecorator:
    """Skips where this machine lacks what the runtime needs."""
    programs = [program.name for program in missing_programs(runtime)]
    libraries = missing_libraries(RUNTIMES[runtime].libraries)
    lacks = ", ".join([*missing_packages(runtime), *programs, *libraries])
    return pytest.mark.skipif(bool(lacks), reason=f"runtime {runtime} lacks {lacks}")


def assert_refused(done: Execution, status: str, said: str) -> None:
    """The verdict and its cause; a picture comes with `blank` alone."""
    assert (done.status, said in done.stderr) == (status, True), done.stderr
    assert (done.png is not None) == (status == "blank")


@pytest.fixture(scope="session")
def executor() -> Iterator[Executor]:
    with Executor(runtimes(), SAFE, None, count=1) as executor:
        yield executor


@pytest.fixture(scope="session")
def drawer() -> Iterator[Executor]:
    """With the room that a browser and pandas need."""
    with Executor(runtimes(cpu_s=10, memory_mb=1024, disk_mb=32), SAFE, None, count=1) as executor:
        yield executor


@pytest.fixture(scope="module")
def run(executor: Executor) -> Callable[[str], Execution]:
    """Execute a Python program."""
    return lambda code: executor.execute(code, "python")


@pytest.fixture(scope="module")
def draw(executor: Executor) -> Callable[[str], Execution]:
    """Execute the inside of an SVG whose viewBox is 0 0 10 10."""
    name = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return lambda inside: executor.execute(f'<svg {name} viewBox="0 0 10 10">{inside}</svg>', "svg")
