"""The tests that a program defines, run one by one: unittest classes, `test*` functions, doctests.

As pytest finds them: functions and methods whose names start with `test`, classes whose names start with
`Test`, and `pytest.mark.parametrize`. Fixtures are not known: a test that asks for one is an error.
"""

from __future__ import annotations

import asyncio
import doctest
import inspect
import itertools
import re
import types
import unittest
from collections.abc import Callable, Iterator
from typing import Any

from stages.sandbox.harness import script
from stages.sandbox.harness.rounding import MOST

LONGEST = 1000
"""Characters of a message."""
_ADDRESS = re.compile(r"0x[0-9a-fA-F]{6,}")
_FOLDERS = re.compile(r"(?:/[\w.+@-]+)+/(?=[\w.+@-])")
_OWN = ("run", "__call__", "debug", "__getattribute__", "_callTestMethod", "_callSetUp", "defaultTestResult")
"""Methods of TestCase that decide what counts as passed, beside its assert methods."""

Outcome = dict[str, Any]
"""`name`, `kind`, `outcome` (passed, failed, error, skipped) and `message` ("" where it passed).

A doctest also has `examples`: source and wanted output of each, in their order, those skipped left out.
"""


def outcome(name: str, kind: str, said: str, message: str = "") -> Outcome:
    """One entry of the evidence."""
    message = _FOLDERS.sub("", _ADDRESS.sub("0x…", message))[:LONGEST]
    return {"name": name, "kind": kind, "outcome": said, "message": message}


def run(main: types.ModuleType) -> list[Outcome]:
    """Outcomes in the order of definition, doctests last."""
    results = _Outcomes()
    unittest.TestSuite(_cases(main)).run(results)
    return results.found


def overridden(main: types.ModuleType) -> str | None:
    """`TestSort.run` where a class of the program replaces what decides whether its tests passed."""
    kept = {name for name in vars(unittest.TestCase) if name.startswith("assert")} | set(_OWN)
    for case in vars(main).values():
        if isinstance(case, type) and issubclass(case, unittest.TestCase):
            theirs = [base for base in case.__mro__ if not base.__module__.startswith("unittest.")]
            for name in sorted(kept & {name for base in theirs[:-1] for name in vars(base)}):
                return f"{case.__name__}.{name}"
    return None


class _Case(unittest.FunctionTestCase):
    """A test that is a function."""

    def __init__(self, name: str, test: Callable[[], Any]) -> None:
        super().__init__(test)
        self.name = name


class _Outcomes(unittest.TestResult):
    """Notes outcomes; an assertion that does not hold is a failure, any other exception an error."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Outcome] = []

    def _note(self, test: Any, said: str, error: BaseException | None = None, message: str = "") -> None:
        if error is not None:
            message = script.explain(error)
            if isinstance(test, doctest.DocTestCase):
                message = message.rpartition("-" * 70 + "\n")[2]
        entry = outcome(_name(test), _kind(test), said, message)
        if isinstance(test, doctest.DocTestCase):
            entry["examples"] = _examples(test)
        self.found.append(entry)

    def addSuccess(self, test: Any) -> None:
        self._note(test, "passed")

    def addFailure(self, test: Any, err: Any) -> None:
        self._note(test, "failed", err[1])

    def addError(self, test: Any, err: Any) -> None:
        self._note(test, "error", err[1])

    def addSkip(self, test: Any, reason: str) -> None:
        self._note(test, "skipped", message=reason)

    def addExpectedFailure(self, test: Any, err: Any) -> None:
        self._note(test, "passed")

    def addUnexpectedSuccess(self, test: Any) -> None:
        self._note(test, "failed", message="it passed, and says that it should not")

    def addSubTest(self, test: Any, subtest: Any, err: Any) -> None:
        if err is not None:
            self._note(subtest, "failed" if issubclass(err[0], AssertionError) else "error", err[1])


def _examples(test: doctest.DocTestCase) -> list[dict[str, str]]:
    shown = [e for e in test._dt_test.examples if not e.options.get(doctest.SKIP)]
    return [
        {"source": e.source.strip()[:LONGEST], "want": _ADDRESS.sub("0x…", e.want.rstrip())[:LONGEST]}
        for e in shown[:MOST]
    ]


def _name(test: Any) -> str:
    return test.name if isinstance(test, _Case) else test.id().removeprefix("__main__.")


def _kind(test: Any) -> str:
    if isinstance(test, _Case):
        return "function"
    return "doctest" if isinstance(test, doctest.DocTestCase) else "unittest"


def _cases(main: types.ModuleType) -> Iterator[unittest.TestCase]:
    loader = unittest.TestLoader()
    for name, thing in list(vars(main).items()):
        if getattr(thing, "__module__", None) != "__main__":
            continue
        if isinstance(thing, type) and issubclass(thing, unittest.TestCase):
            yield from loader.loadTestsFromTestCase(thing)
        elif isinstance(thing, type) and name.startswith("Test"):
            for method in [m for m in dir(thing) if m.startswith("test") and callable(getattr(thing, m))]:
                yield from _calls(f"{name}.{method}", getattr(thing, method), _bound(thing, method))
        elif isinstance(thing, types.FunctionType) and name.startswith("test"):
            yield from _calls(name, thing, thing)
    for examples in doctest.DocTestFinder(exclude_empty=True).find(main, "__main__", module=main):
        if examples.examples:
            yield doctest.DocTestCase(examples)


def _bound(owner: type, method: str) -> Callable[..., Any]:
    """The method on an instance of its own, after `setup_method` where there is one."""

    def call(*arguments: Any, **named: Any) -> Any:
        instance = owner()
        if hasattr(instance, "setup_method"):
            instance.setup_method()
        return getattr(instance, method)(*arguments, **named)

    return call


def _calls(name: str, declared: Callable[..., Any], call: Callable[..., Any]) -> Iterator[_Case]:
    """One case, or one a set of parameters."""
    marks = [m for m in getattr(declared, "pytestmark", ()) if m.name == "parametrize"]
    tables = [_parameters(*mark.args[:2]) for mark in reversed(marks)]
    sets = [dict(itertools.chain(*map(dict.items, row))) for row in itertools.product(*tables)]
    for number, named in enumerate(sets):
        yield _Case(f"{name}[{number}]" if marks else name, lambda named=named: _finish(call(**named)))


def _parameters(names: str | list[str], rows: Any) -> list[dict[str, Any]]:
    listed = [n.strip() for n in names.split(",")] if isinstance(names, str) else list(names)
    values = [getattr(row, "values", row) if hasattr(row, "marks") else row for row in rows]
    return [dict(zip(listed, v if len(listed) > 1 else (v,), strict=True)) for v in values]


def _finish(value: Any) -> None:
    """Run what an asynchronous test gives to its end."""
    if inspect.iscoroutine(value):
        asyncio.run(value)
