"""Runtime test: a program with tests of its own, without a picture.

Evidence: which tests passed, and what the program defines.

The program runs as `__main__`; asserts at module level and in functions without parameters are tests, then
the tests it defines are run (`unittest.main` leaves them to us). `ok` says that one test at least ran and
none failed. The tests run in the process of the sample: tests that test nothing and a sample that rewrites
our own frames are not covered; one that replaces what decides on a test (`tampering`) is `forbidden`.
"""

from __future__ import annotations

import importlib
import sys
import unittest
from types import SimpleNamespace
from typing import Any

from stages.sandbox.harness import asserts, collect_tests, definitions, pins, script, tampering
from stages.sandbox.harness.rounding import MOST


def prepare() -> None:
    """Imports of what algorithms use; the clock of unittest stands, since it prints durations."""
    for name in ("collections", "functools", "heapq", "bisect", "math", "random", "typing", "dataclasses"):
        importlib.import_module(name)
    try:
        importlib.import_module("pytest").main = lambda *arguments, **named: 0
    except ModuleNotFoundError as missing:
        if missing.name != "pytest":
            raise
    unittest.runner.time = SimpleNamespace(perf_counter=lambda: 0.0)
    unittest.main = _leave_to_us


def _leave_to_us(*arguments: Any, exit: bool = True, **named: Any) -> Any:
    """Stands in for `unittest.main`: each test runs once, when the program has ended."""
    if exit:
        raise SystemExit(0)
    return SimpleNamespace(result=unittest.TestResult())


def run(code: str, limits: dict[str, Any]) -> dict[str, Any]:
    """Run program and tests: `status`, `stderr`, no picture, and `evidence` where it ran."""
    pins.pin()
    before = tampering.snapshot()
    held: set[int] = set()
    try:
        tree, lines = asserts.instrument(code, script.FILE)
    except (SyntaxError, ValueError, RecursionError):
        tree, lines = None, {}  # compiling says what is wrong
    main, failure = script.run(code, tree, {asserts.MARK: held.add})
    if failure and failure["status"] != "exception":
        return failure
    broken = failure["stderr"].partition("\n")[0] if failure else ""
    found = [
        collect_tests.outcome(f"assert {lines[n]}", "assert", "passed") for n in sorted(held & lines.keys())
    ]
    if failure:
        found.append(collect_tests.outcome("program", "program", "error", failure["stderr"]))
    try:
        if refused := collect_tests.overridden(main):
            return {"status": "forbidden", "stderr": f"it replaces {refused}"}
        if not failure or broken.startswith("SystemExit"):
            sys.settrace(None)
            found += collect_tests.run(main)
        defined = definitions.definitions(main)
        if refused := tampering.replaced(before):
            return {"status": "forbidden", "stderr": f"it replaces {refused}"}
    except MemoryError:
        return {"status": "oom"}
    except BaseException as error:  # collecting may call the sample's own code
        return {"status": "exception", "stderr": script.explain(error, "collecting the tests: ")}
    verdict = _verdict(found, failure)
    verdict["evidence"] |= {"defines": defined, "normal_form": definitions.normal_form(code)}
    return verdict


def _verdict(found: list[dict[str, Any]], failure: dict[str, Any] | None) -> dict[str, Any]:
    count = {
        said: sum(o["outcome"] == said for o in found) for said in ("passed", "failed", "error", "skipped")
    }
    lost = [o for o in found if o["outcome"] in ("failed", "error")]
    if failure:
        status, said = "exception", failure["stderr"]
    elif lost:
        status = "exception"
        said = f"{len(lost)} of {len(found)} tests failed: {lost[0]['name']}: {lost[0]['message']}"
    elif count["passed"]:
        status, said = "ok", ""
    else:
        status, said = "no_output", "all its tests were skipped" if found else "it has no tests"
    evidence = {"tests": found[:MOST], "n": len(found), **count}
    return {"status": status, "stderr": said, "figures": 0, "pngs": [], "evidence": evidence}
