"""Runtime test: which tests ran, which passed, and what does not count as passing."""

from __future__ import annotations

import difflib
import doctest
import fractions
import secrets
import statistics
from collections.abc import Callable

import pytest

from stages.sandbox import Execution, Executor, limits_of, render_row
from tests.sandbox.conftest import runtimes

Check = Callable[[str], Execution]
ADD = "def add(a, b):\n    assert a is not None\n    return a + b\n\n\n"
UNIT = "import unittest\n"


@pytest.fixture(scope="module")
def check(executor: Executor) -> Check:
    return lambda code: executor.execute(code, "test")


def found(execution: Execution) -> list[tuple[str, str, str]]:
    """(name, kind, outcome) of each test."""
    return [(t["name"], t["kind"], t["outcome"]) for t in execution.evidence["tests"]]


PASSING = {
    "asserts": (
        ADD + "assert add(1, 1) == 2\nfor i in range(3):\n    assert add(i, 0) == i, 'zero'\n",
        [("assert add(1, 1) == 2", "assert", "passed"), ("assert add(i, 0) == i", "assert", "passed")],
    ),
    "main_guard": (
        ADD + "def main():\n    assert add(1, 2) == 3\n\n\nif __name__ == '__main__':\n    main()\n"
        "    raise SystemExit(0)\n",
        [("assert add(1, 2) == 3", "assert", "passed")],
    ),
    "doctests": (
        "def one():\n    '''\n    >>> one()\n    1\n    '''\n    return 1\n",
        [("one", "doctest", "passed")],
    ),
    "doctests_that_it_runs_itself": (
        "'''\n>>> 1 + 1\n2\n'''\nimport doctest\nassert doctest.testmod().failed == 0\n",
        [("assert doctest.testmod().failed == 0", "assert", "passed"), ("__main__", "doctest", "passed")],
    ),
    "functions": (
        ADD + "def test_add():\n    assert add(1, 2) == 3\n\n\n"
        "async def test_later():\n    assert add(1, 2) == 3\n",
        [("test_add", "function", "passed"), ("test_later", "function", "passed")],
    ),
    "classes": (
        "class TestList:\n    def setup_method(self):\n        self.x = [1]\n\n"
        "    def test_one(self):\n        self.x.append(2)\n\n"
        "    def test_two(self):\n        assert self.x == [1]\n",
        [("TestList.test_one", "function", "passed"), ("TestList.test_two", "function", "passed")],
    ),
    "unittest": (
        UNIT + "class T(unittest.TestCase):\n    def setUp(self):\n        self.x = 1\n\n"
        "    def test_a(self):\n        self.assertEqual(self.x, 1)\n\n"
        "    @unittest.skip('not now')\n    def test_b(self):\n        pass\n\n\n"
        "if __name__ == '__main__':\n    unittest.main()\n",
        [("T.test_a", "unittest", "passed"), ("T.test_b", "unittest", "skipped")],
    ),
    "state_that_a_second_run_would_meet": (
        UNIT
        + "seen = []\n\n\nclass T(unittest.TestCase):\n    def test_once(self):\n        seen.append(1)\n"
        "        self.assertEqual(seen, [1])\n\n\nunittest.main(exit=False)\nassert seen == []\n",
        [("assert seen == []", "assert", "passed"), ("T.test_once", "unittest", "passed")],
    ),
    "parametrised": (
        "import pytest\n\n\n@pytest.mark.parametrize('a, b', [(1, 2), (2, 3)])\ndef test_next(a, b):\n"
        "    assert a + 1 == b\n\n\n"
        "def test_raises():\n    with pytest.raises(ZeroDivisionError):\n        1 / 0\n",
        [
            ("test_next[0]", "function", "passed"),
            ("test_next[1]", "function", "passed"),
            ("test_raises", "function", "passed"),
        ],
    ),
}


@pytest.mark.parametrize("name", PASSING)
def test_it_passes(name: str, check: Check) -> None:
    code, expected = PASSING[name]
    done = check(code)
    assert (done.status, done.stderr, done.png, done.frames) == ("ok", "", None, ())
    assert found(done) == expected
    assert done.evidence["n"] == len(expected)


FAILING = {
    "assert": (
        "assert 1 + 1 == 2\nassert 1 + 1 == 3, 'no'\nassert 1 + 1 == 4\n",
        "AssertionError: no\n  line 2",
        (1, 0, 1),
    ),
    "function": (
        "def test_a():\n    assert 1 > 2\ndef test_b():\n    pass\n",
        "1 of 2 tests failed: test_a",
        (1, 1, 0),
    ),
    "error": ("def test_a():\n    {}['x']\n", "test_a: KeyError: 'x'\n  line 2", (0, 0, 1)),
    "fixture": ("def test_a(tmp_path):\n    pass\n", "missing 1 required positional argument", (0, 0, 1)),
    "doctest": (
        "def f():\n    '''\n    >>> f()\n    2\n    '''\n    return 1\n",
        "Expected:\n    2\nGot:\n    1",
        (0, 1, 0),
    ),
    "subtests": (
        UNIT + "class T(unittest.TestCase):\n    def test_a(self):\n        for i in range(3):\n"
        "            with self.subTest(i=i):\n                self.assertLess(i, 1)\n",
        "2 of 2 tests failed: T.test_a (i=1)",
        (0, 2, 0),
    ),
    "expected_failure_that_passes": (
        UNIT
        + "class T(unittest.TestCase):\n    @unittest.expectedFailure\n    def test_a(self):\n        pass\n",
        "it passed, and says that it should not",
        (0, 1, 0),
    ),
    "exit_code": ("def test_a():\n    pass\nraise SystemExit(3)\n", "SystemExit: 3", (1, 0, 1)),
    "error_in_the_program": ("assert 2 > 1\nnosuch\n", "NameError", (1, 0, 1)),
    "syntax": ("assert (1\n", "SyntaxError: '(' was never closed\n  line 1", (0, 0, 1)),
}


@pytest.mark.parametrize("name", FAILING)
def test_it_fails(name: str, check: Check) -> None:
    code, said, counts = FAILING[name]
    done = check(code)
    assert (done.status, said in done.stderr) == ("exception", True), done.stderr
    assert tuple(done.evidence[outcome] for outcome in ("passed", "failed", "error")) == counts


NOTHING = {
    "no_test": ("x = 1\n", "it has no tests"),
    "constants": ("assert True\nassert (1 == 2, 'always true')\n", "it has no tests"),
    "never_reached": ("if False:\n    assert 1 + 1 == 2\n", "it has no tests"),
    "preconditions": (ADD + "add(1, 2)\n", "it has no tests"),
    "skipped": (
        UNIT + "class T(unittest.TestCase):\n    def test_a(self):\n        self.skipTest('')\n",
        "skipped",
    ),
}


@pytest.mark.parametrize("name", NOTHING)
def test_what_tests_nothing_is_no_output(name: str, check: Check) -> None:
    code, said = NOTHING[name]
    done = check(code)
    assert (done.status, said in done.stderr) == ("no_output", True), done.stderr


FAILS = "\n\ndef test_a():\n    assert 1 > 2\n"
CASE = UNIT + "class T(unittest.TestCase):\n    def test_a(self):\n        self.assertTrue(False)\n"
TRICKS = {
    "exits_before": ("import os\nos._exit(0)" + FAILS, "no_output"),
    "exits_in_a_test": ("import os\ndef test_0():\n    os._exit(0)" + FAILS, "no_output"),
    "exits_in_a_thread": (
        "import os, threading, time\nthreading.Thread(target=os._exit, args=(0,)).start()\ntime.sleep(1)"
        + FAILS,
        "no_output",
    ),
    "leaves_early": ("raise SystemExit(0)" + FAILS, "no_output"),
    "leaves_in_a_test": ("def test_0():\n    raise SystemExit(0)" + FAILS, "exception"),
    "replaces_run": (
        CASE + "unittest.TestCase.run = lambda self, result: result.addSuccess(self)\n",
        "forbidden",
    ),
    "replaces_its_code": (
        CASE + "def nothing(self, *a): pass\nunittest.TestCase.assertTrue.__code__ = nothing.__code__\n",
        "forbidden",
    ),
    "replaces_a_check": (CASE + "unittest.TestCase.assertTrue = lambda self, x: None\n", "forbidden"),
    "overrides_run": (CASE + "    def run(self, result):\n        result.addSuccess(self)\n", "forbidden"),
    "replaces_failure": (CASE + "T.failureException = unittest.SkipTest\n", "no_output"),
    "replaces_suite": (
        "import unittest\nunittest.TestSuite.run = lambda self, result: result" + FAILS,
        "forbidden",
    ),
    "replaces_error": ("import builtins\nbuiltins.AssertionError = Exception" + FAILS, "forbidden"),
    "replaces_isinstance": ("import builtins\nbuiltins.isinstance = lambda *a: True" + FAILS, "no_output"),
    "traces_past_the_assert": (
        "import sys\ndef trace(frame, event, arg):\n"
        "    if event == 'line' and frame.f_code.co_name == 'test_a':\n"
        "        frame.f_lineno = frame.f_code.co_firstlineno + 2\n    return trace\nsys.settrace(trace)"
        + FAILS
        + "    x = 1\n",
        "exception",
    ),
    "imports_us": (
        "from stages.sandbox.harness import run_test\nrun_test._verdict = None\n" + FAILS,
        "exception",
    ),
}


@pytest.mark.parametrize("name", TRICKS)
def test_a_trick_does_not_pass(name: str, check: Check) -> None:
    code, status = TRICKS[name]
    assert check(code).status == status


def test_a_row_without_a_picture_is_kept(check: Check) -> None:
    done = check(PASSING["asserts"][0])
    row = render_row(done, limits_of(runtimes().test))
    assert (row["decision"], row["png"], row["width"], row["figures"]) == ("keep", None, None, 0)
    assert "assert add(1, 1) == 2" in row["evidence"]


def test_what_is_printed_of_durations_and_addresses_does_not_move(check: Check) -> None:
    code = (
        UNIT + "class T(unittest.TestCase):\n    def test_a(self):\n        pass\n\n"
        "    def test_b(self):\n        raise ValueError(object())\n\n"
        "unittest.TextTestRunner().run(unittest.defaultTestLoader.loadTestsFromTestCase(T))\n"
    )
    first, second = check(code), check(code)
    assert "Ran 2 tests in 0.000s" in first.stderr and "object at 0x…" in str(first.evidence)
    assert (first.stderr, first.evidence) == (second.stderr, second.evidence)


HEAD = "from collections import Counter\nfrom {} import *\n\n\n"
EXAMPLES = {
    test.name: HEAD.format(module.__name__) + f"def example():\n    {test.docstring!r}\n"
    for module in (statistics, difflib, fractions, secrets)
    for test in doctest.DocTestFinder(exclude_empty=True).find(module)
    if test.examples and "._" not in test.name
}


def test_messages_name_no_folder_of_the_machine(check: Check) -> None:
    done = check("def f():\n    '''\n    >>> f()\n    1\n    '''\n    import json\n    json.loads('{')\n")
    (test,) = done.evidence["tests"]
    assert "decoder.py" in test["message"] and "/" not in test["message"]


def test_examples_of_the_standard_library_pass(executor: Executor) -> None:
    assert len(EXAMPLES) >= 20
    done = executor.map([(code, "test") for code in EXAMPLES.values()])
    assert {
        name: (one.status, one.stderr) for name, one in zip(EXAMPLES, done, strict=True) if one.status != "ok"
    } == {}


def test_examples_definitions_and_the_normal_form_are_evidence(check: Check) -> None:
    done = check(
        'def f(a: int, *rest, b=2, **more) -> int:\n    """\n    >>> f(1)\n    3\n'
        '    >>> f(9)  # doctest: +SKIP\n    0\n    """\n    return a + b  # sum\n\n\nclass C:\n    pass\n'
    )
    assert done.status == "ok"
    assert done.evidence["tests"][0]["examples"] == [{"source": "f(1)", "want": "3"}]
    function, made = done.evidence["defines"]
    assert [(p["name"], p["kind"], p["optional"]) for p in function["parameters"]] == [
        ("a", "any", False), ("rest", "*", False), ("b", "keyword", True), ("more", "**", False),
    ]  # fmt: skip
    assert (made["name"], made["kind"]) == ("C", "class")
    normal = done.evidence["normal_form"]
    assert (
        normal.startswith("def f(a, *rest, b=2, **more):") and "# sum" not in normal and ">>> f(1)" in normal
    )
