"""Checkers of algorithms fail where the program does not do what was said."""

from __future__ import annotations

import pytest

from stages.reward.domains import algorithm

PARAMETERS = [
    {"name": "n", "kind": "any", "optional": False},
    {"name": "key", "kind": "keyword", "optional": True},
]
EXAMPLES = [{"source": "f(1)", "want": "[1, 2]"}, {"source": "f( 2 )", "want": "3"}]


def evidence(
    name: str = "f", examples=EXAMPLES, *, outcome: str = "passed", asserts=(), methods: int = 0
) -> dict:
    tests = [{"name": name, "kind": "doctest", "outcome": outcome, "message": "", "examples": list(examples)}]
    tests += [{"name": f"assert {a}", "kind": "assert", "outcome": outcome, "message": ""} for a in asserts]
    tests += [
        {"name": f"T.test_{n}", "kind": "unittest", "outcome": outcome, "message": ""} for n in range(methods)
    ]
    return {"tests": tests, "defines": [{"name": name, "kind": "function", "parameters": PARAMETERS}]}


STATES = {
    "defines": ({"name": "f", "parameters": ["n", "key"]}, evidence(), evidence("g")),
    "parameters": ({"name": "f", "parameters": ["key", "n"]}, None, evidence()),
    "optional": ({"name": "f", "parameters": ["key"]}, evidence(), evidence("g")),
    "keyword_only": ({"name": "f", "parameter": "key"}, evidence(), evidence("g")),
    "example": ({"source": "f(2)", "want": "3"}, evidence(), evidence(outcome="failed")),
    "asserts": ({"n": 1}, evidence(asserts=["f(1) == 2"]), evidence()),
    "calls": ({"name": "f"}, evidence(asserts=["f(1) == 2"]), evidence(asserts=["g(1) == 2"])),
    "unittests": ({"n": 2}, evidence(methods=2), evidence(methods=1)),
}


@pytest.mark.parametrize("name", STATES)
def test_a_state_holds_and_fails(name: str) -> None:
    args, good, bad = STATES[name]
    claim = {"kind": "defines" if name == "parameters" else name, "args": args}
    assert good is None or algorithm.check(claim, good, None)[0]
    passed, why = algorithm.check(claim, bad, None)
    assert not passed and why


def test_an_assert_proves_an_example() -> None:
    claim = {"kind": "example", "args": {"source": "f(1)", "want": "[1, 2]"}}
    assert algorithm.check(claim, evidence(examples=[], asserts=["f(1) == [1, 2]"]), None)[0]
    assert not algorithm.check(claim, evidence(examples=[], asserts=["f(1) == [1, 3]"]), None)[0]


def test_old_behaviour_is_kept_only_if_every_example_still_passes() -> None:
    claim = {"kind": "kept", "args": {}}
    assert algorithm.check(claim, evidence(asserts=["f(9) == 9"]), evidence())[0]
    for after in (evidence(examples=EXAMPLES[:1]), evidence(outcome="failed")):
        assert not algorithm.check(claim, after, evidence())[0]
    assert not algorithm.check(claim, evidence(), None)[0]
    assert not algorithm.check(claim, evidence(), evidence(examples=[]))[0]


def test_functions_come_and_go() -> None:
    for kind, name, good in (("new_function", "g", True), ("gone", "f", True), ("new_function", "f", False)):
        claim = {"kind": kind, "args": {"name": name}}
        assert algorithm.check(claim, evidence("g"), evidence("f"))[0] is good
