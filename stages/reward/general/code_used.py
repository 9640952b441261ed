"""A Python program has no dead code: nothing after a return, no branch that never runs.

An edit answers for the dead code it brings.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from stages.reward.case import Case, Verdict
from stages.reward.syntax import nodes

WEIGHT = 0.5
VERSION = "1"
_ENDS = (ast.Return, ast.Raise, ast.Continue, ast.Break)


def check(case: Case) -> Verdict | None:
    if case.sample["runtime"] not in ("python", "manim", "test"):
        return None
    dead = set(_dead(case.sample["output_code"]))
    if case.sample["input_language"] == case.sample["language"] and case.sample["input_code"]:
        dead -= set(_dead(case.sample["input_code"]))
    if dead:
        return False, f"never runs: `{min(dead)[:80]}`"
    return True, "every statement can run"


def _dead(code: str) -> Iterator[str]:
    """First lines of statements that cannot run."""
    for node in nodes(code):
        for body in (getattr(node, "body", None), getattr(node, "orelse", None)):
            if isinstance(body, list):
                ended = next((at for at, item in enumerate(body) if isinstance(item, _ENDS)), len(body))
                yield from (_line(item) for item in body[ended + 1 :])
        if (
            isinstance(node, ast.If | ast.While)
            and isinstance(node.test, ast.Constant)
            and not node.test.value
        ):
            yield _line(node)


def _line(node: ast.stmt) -> str:
    return ast.unparse(node).partition("\n")[0]
