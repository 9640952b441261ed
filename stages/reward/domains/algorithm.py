"""Checkers of algorithms: from the tests that passed and from what the program defines, nothing else.

`defines` {name, parameters}, `optional` {name, parameters}, `keyword_only` {name, parameter},
`new_function` {name}, `gone` {name}, `example` {source, want}, `asserts` {n}, `unittests` {n},
`calls` {name}: an assert calls it, `kept` {}: every example from before still passes.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import Any

JUDGES = (("algorithm", "test"),)
VERSION = "1"
Evidence = dict[str, Any]
Verdict = tuple[bool, str]
_SIGNS = {"*": "*", "**": "**"}


def check(claim: dict[str, Any], evidence: Evidence, before: Evidence | None) -> Verdict:
    """(passed, what was found). A kind without a checker is its producer's mistake and raises KeyError."""
    kind, args = claim["kind"], claim["args"]
    if kind in _CHANGES:
        if before is None:
            return False, f"{kind} speaks of a change, and there is no program from before"
        return _CHANGES[kind](args, evidence, before)
    return _STATES[kind](args, evidence)


def _entry(evidence: Evidence, name: str) -> dict[str, Any] | None:
    return next((d for d in evidence["defines"] if d["name"] == name and d["kind"] == "function"), None)


def _defines(args: dict[str, Any], evidence: Evidence) -> Verdict:
    entry = _entry(evidence, args["name"])
    if entry is None:
        return False, f"there is no function {args['name']}"
    there = [_SIGNS.get(p["kind"], "") + p["name"] for p in entry["parameters"]]
    return there == args["parameters"], f"{args['name']} takes {there}, wanted {args['parameters']}"


def _optional(args: dict[str, Any], evidence: Evidence) -> Verdict:
    entry = _entry(evidence, args["name"])
    there = [p["name"] for p in entry["parameters"] if p["optional"]] if entry else []
    return set(args["parameters"]) <= set(there), f"optional in {args['name']}: {there}"


def _keyword_only(args: dict[str, Any], evidence: Evidence) -> Verdict:
    entry = _entry(evidence, args["name"])
    there = [p["name"] for p in entry["parameters"] if p["kind"] == "keyword"] if entry else []
    return args["parameter"] in there, f"by keyword only in {args['name']}: {there}"


def _examples(evidence: Evidence) -> Iterator[tuple[str, str]]:
    """(source, value as it is printed) of every doctest example and assert of equality that passed."""
    for test in evidence["tests"]:
        if test["outcome"] != "passed":
            continue
        for example in test.get("examples", ()):
            yield _normal(example["source"]), _plain(example["want"])
        if test["kind"] == "assert":
            node = ast.parse(test["name"]).body[0].test
            if isinstance(node, ast.Compare) and len(node.ops) == 1 and isinstance(node.ops[0], ast.Eq):
                yield ast.unparse(node.left), _plain(ast.unparse(node.comparators[0]))


def _normal(source: str) -> str:
    """Source as its syntax tree prints; what is no Python stays as it is."""
    try:
        return ast.unparse(ast.parse(source))
    except SyntaxError:
        return source


def _plain(value: str) -> str:
    """White space aside; of a traceback the last line."""
    last = value.splitlines()[-1:] if value.startswith("Traceback") else [value]
    return " ".join(" ".join(last).split())


def _example(args: dict[str, Any], evidence: Evidence) -> Verdict:
    source, want = _normal(args["source"]), _plain(args["want"])
    there = {value for call, value in _examples(evidence) if call == source}
    return want in there, f"{source} gives {sorted(there)[:3]}, wanted {want}"


def _asserts(args: dict[str, Any], evidence: Evidence) -> Verdict:
    n = sum(t["kind"] == "assert" and t["outcome"] == "passed" for t in evidence["tests"])
    return n >= args["n"], f"{n} asserts passed, wanted {args['n']}"


def _unittests(args: dict[str, Any], evidence: Evidence) -> Verdict:
    n = sum(t["kind"] == "unittest" and t["outcome"] == "passed" for t in evidence["tests"])
    return n >= args["n"], f"{n} test methods passed, wanted {args['n']}"


def _calls(args: dict[str, Any], evidence: Evidence) -> Verdict:
    said = [t["name"] for t in evidence["tests"] if t["kind"] == "assert" and t["outcome"] == "passed"]
    names = {n.id for text in said for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Name)}
    return args["name"] in names, f"the asserts call {sorted(names)}"


def _new_function(args: dict[str, Any], evidence: Evidence, before: Evidence) -> Verdict:
    was, now = (_entry(e, args["name"]) is not None for e in (before, evidence))
    return now and not was, f"{args['name']}: before {was}, now {now}"


def _gone(args: dict[str, Any], evidence: Evidence, before: Evidence) -> Verdict:
    was, now = (_entry(e, args["name"]) is not None for e in (before, evidence))
    return was and not now, f"{args['name']}: before {was}, now {now}"


def _kept(args: dict[str, Any], evidence: Evidence, before: Evidence) -> Verdict:
    old, new = set(_examples(before)), set(_examples(evidence))
    lost = sorted(old - new)
    return bool(old) and not lost, f"{len(old) - len(lost)} of {len(old)} examples still pass{_first(lost)}"


def _first(lost: list[tuple[str, str]]) -> str:
    return f"; lost: {lost[0][0]}" if lost else ""


_STATES: dict[str, Callable[[dict[str, Any], Evidence], Verdict]] = {
    "defines": _defines,
    "optional": _optional,
    "keyword_only": _keyword_only,
    "example": _example,
    "asserts": _asserts,
    "unittests": _unittests,
    "calls": _calls,
}
_CHANGES: dict[str, Callable[[dict[str, Any], Evidence, Evidence], Verdict]] = {
    "new_function": _new_function,
    "gone": _gone,
    "kept": _kept,
}
