"""The runtimes, a module each."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from threading import Lock

from stages.errors import JanusError
from stages.sandbox.runtimes import (
    canvas,
    gnuplot,
    html,
    manim,
    mermaid,
    octave,
    plotly,
    python,
    r,
    svg,
    test,
    vega_lite,
)
from stages.sandbox.runtimes.runtime import Program, Runtime, package_version, program_version, versions

__all__ = [
    "RUNTIMES",
    "Program",
    "Runtime",
    "missing_packages",
    "missing_programs",
    "runtime_fingerprint",
    "runtime_for",
    "runtime_named",
]

RUNTIMES: dict[str, Runtime] = {
    module.RUNTIME.name: module.RUNTIME
    for module in (
        python,
        svg,
        test,
        manim,
        r,
        octave,
        gnuplot,
        vega_lite,
        html,
        canvas,
        mermaid,
        plotly,
    )
}


def runtime_named(name: str) -> Runtime:
    """The runtime of that name. Raises JanusError naming those there are."""
    if name not in RUNTIMES:
        raise JanusError(f"there is no runtime {name!r}", do=f"choose one of: {', '.join(RUNTIMES)}")
    return RUNTIMES[name]


def runtime_for(name: str, code: Callable[[], str]) -> Runtime | None:
    """The runtime of a file of that name. `code` reads it, where several share its suffix."""
    found = [r for r in RUNTIMES.values() if r.suffix and name.endswith(r.suffix)]
    claimed = (r for r in found if r.claims and r.claims(code()))
    return next(claimed, next((r for r in found if not r.claims), None))


@cache
def missing_packages(name: str) -> tuple[str, ...]:
    """Python packages that the runtime needs and this environment lacks. Cached: every execution asks."""
    return tuple(p for p in runtime_named(name).packages if package_version(p) is None)


@cache
def missing_programs(name: str) -> tuple[Program, ...]:
    """Programs that the runtime needs and this machine lacks."""
    return tuple(p for p in runtime_named(name).programs if program_version(p) is None)


def runtime_fingerprint(name: str) -> str:
    """`python 3.11.7, matplotlib 3.11.2, ..., harness 0a1b2c3d4e5f`: everything that shapes a picture."""
    with _ONE_AT_A_TIME:
        return _fingerprint(name)


_ONE_AT_A_TIME = Lock()
"""The harness is parsed for its imports, and two threads that parse at once may end in a SystemError (CPython
3.11, gh-106905)."""


@cache
def _fingerprint(name: str) -> str:
    return ", ".join(f"{what} {number}" for what, number in versions(runtime_named(name)) if number)
