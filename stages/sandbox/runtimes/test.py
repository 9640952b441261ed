"""Runtime test: programs with asserts, doctests or unit tests (algorithms). No picture."""

from __future__ import annotations

from stages.sandbox.harness.pins import UNPINNED
from stages.sandbox.runtimes.runtime import Runtime

RUNTIME = Runtime(
    name="test",
    module="run_test",
    suffix=None,  # .py belongs to python
    probe="def double(n):\n    return 2 * n\n\n\nassert double(2) == 4\n",
    optional=("pytest", "numpy"),
    moving=UNPINNED,
    draws=False,
)
