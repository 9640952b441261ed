"""Programs that run and do something else than what is asked: another result, steps out of their order."""

from __future__ import annotations

import ast
import random
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from stages.calibrate.good import Good
from stages.calibrate.planted import Planted, Skipped, with_code

_IN_ORDER = re.compile(
    r"\bthen\b|\bin (?:this|that|the same) order\b|\bas listed\b|\bfor each example\b", re.I
)
"""Words by which an instruction tells in which order steps come."""
_WRONG = {
    bool: ("not ({})", lambda value: not value),
    int: ("({}) + 1", lambda value: value + 1),
    float: ("({}) + 1", lambda value: value + 1),
    str: ("({})[:-1]", lambda value: value[:-1]),
    list: ("({})[:-1]", lambda value: value[:-1]),
}
"""By the type of a result: the expression that is returned in its place, and what an example then gives."""


def wrong_result(good: Good, rng: random.Random) -> Planted | Skipped:
    """The function that is asked for gives another result than the task says. In half of them its own
    examples are made to fit, so that the program agrees with itself; the others fail, and a program that
    fails is no pair.
    """
    if good.sample["runtime"] != "test":
        return Skipped("no function that is tested")
    code = good.sample["output_code"]
    named = set(re.findall(r"\w+", good.sample["instruction"]))
    functions = [
        node for node in ast.parse(code).body if isinstance(node, ast.FunctionDef) and node.name in named
    ]
    able = [f for f in functions if _result(f.name, good) and _returned(f)]
    if not able:
        return Skipped("no function whose result the task tells")
    function = rng.choice(able)
    kind = _result(function.name, good)
    form, other = _WRONG[kind]
    changed = _replaced(code, [(value, form) for value in _returned(function)])
    what = f"`{function.name}` returns {form.format('…')}"
    if rng.random() < 0.5:
        return with_code(what, changed)
    fitted = 0
    for source, want, value in _examples(function.name, good):
        shown = re.escape(source) + r"[ \t]*\n[ \t]*(" + re.escape(want) + r")[ \t]*$"
        if at := re.search(rf">>> {shown}", changed, re.MULTILINE):
            changed = changed[: at.start(1)] + repr(other(value)) + changed[at.end(1) :]
            fitted += 1
    return with_code(f"{what}, and {fitted} of its examples say so", changed)


def _result(name: str, good: Good) -> type | None:
    """The one type of all results in the examples of a function, where the task tells one that would change:
    in its words, or in the program that was to be edited.
    """
    examples = _examples(name, good)
    kinds = {type(value) for _, _, value in examples}
    if len(kinds) != 1 or not kinds <= set(_WRONG):
        return None
    (kind,) = kinds
    said = "".join(good.sample["instruction"].split())
    told = [
        value
        for source, want, value in examples
        if good.sample["task"] == "editing"
        or ("".join(source.split()) in said and "".join(want.split()) in said)
    ]
    return kind if any(_WRONG[kind][1](value) != value for value in told) else None


def _examples(name: str, good: Good) -> list[tuple[str, str, Any]]:
    """Source, wanted text and wanted value of the examples that call the function and nothing around it."""
    found = []
    for test in good.after["tests"]:
        for example in test.get("examples") or []:
            source, want = example["source"].strip(), example["want"].strip()
            try:
                call = ast.parse(source, mode="eval").body
                value = ast.literal_eval(want)
            except (SyntaxError, ValueError):
                continue  # a statement, or a result that is no literal: not an example of this kind
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == name:
                found.append((source, want, value))
    return found


def _returned(function: ast.FunctionDef) -> list[ast.expr]:
    """What a function returns, functions inside it apart; nothing of a generator."""
    inside = list(_own(function))
    if any(isinstance(node, ast.Yield | ast.YieldFrom) for node in inside):
        return []
    values = [node.value for node in inside if isinstance(node, ast.Return) and node.value is not None]
    return [value for value in values if not (isinstance(value, ast.Constant) and value.value is None)]


def _own(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef):
            yield child
            yield from _own(child)


def _replaced(code: str, places: list[tuple[ast.expr, str]]) -> str:
    """The program with each expression put into its form. Columns of a syntax tree count bytes."""
    lines = code.encode().splitlines(keepends=True)
    starts = [sum(map(len, lines[:at])) for at in range(len(lines))]
    text = code.encode()
    for node, form in sorted(places, key=lambda place: (-place[0].lineno, -place[0].col_offset)):
        start = starts[node.lineno - 1] + node.col_offset
        end = starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)
        text = text[:start] + form.format("\0").encode().replace(b"\0", text[start:end]) + text[end:]
    return text.decode()


def swapped_steps(good: Good, rng: random.Random) -> Planted | Skipped:
    """Two steps of an animation, one right after the other, come in the other order."""
    if good.sample["runtime"] != "manim":
        return Skipped("no animation")
    code = good.sample["output_code"]
    if good.sample["task"] != "editing" and not _IN_ORDER.search(good.sample["instruction"]):
        return Skipped("no order of steps is asked for")
    if code.count("def construct(") != 1:
        return Skipped("several scenes")
    lines = code.splitlines(keepends=True)
    found = []
    for first, second in _neighbours(ast.parse(code)):
        one, other = ("".join(lines[step.lineno - 1 : step.end_lineno]) for step in (first, second))
        kept = good.sample["task"] != "editing" or one + other in good.sample["input_code"]
        if kept and _animations(first) != _animations(second):
            found.append((first, second))
    if not found:
        return Skipped("no two steps that follow each other and differ")
    first, second = rng.choice(found)
    start, middle, end = first.lineno - 1, first.end_lineno, second.end_lineno
    one, other = "".join(lines[start:middle]), "".join(lines[middle:end])
    if not other.endswith("\n"):
        one, other = one.removesuffix("\n"), other + "\n"
    what = f"{other.strip()[:60]!r} comes before {one.strip()[:60]!r}"
    return with_code(what, "".join(lines[:start]) + other + one + "".join(lines[end:]), certain=True)


def _neighbours(tree: ast.Module) -> Iterator[tuple[ast.Expr, ast.Expr]]:
    """Statements `self.play(...)` that stand on lines right below each other."""
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        for first, second in pairwise(body if isinstance(body, list) else []):
            if _is_play(first) and _is_play(second) and second.lineno == first.end_lineno + 1:
                yield first, second


def _is_play(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and ast.unparse(node).startswith("self.play(")


def _animations(step: ast.Expr) -> list[str]:
    """What a step does, without what it does it to: instructions tell steps apart by these words."""
    call = step.value
    given = [arg.value if isinstance(arg, ast.Starred) else arg for arg in getattr(call, "args", [])]
    return [_animation(arg) for arg in given]


def _animation(given: ast.expr) -> str:
    """`Create` of `Create(x)`, `animate` of `x.animate.scale(2)`, `expand` of `x.expand()`."""
    if any(isinstance(node, ast.Attribute) and node.attr == "animate" for node in ast.walk(given)):
        return "animate"
    if isinstance(given, ast.Call) and isinstance(given.func, ast.Name | ast.Attribute):
        return given.func.id if isinstance(given.func, ast.Name) else given.func.attr
    return ast.unparse(given)


DEFECTS = {"wrong_result": wrong_result, "swapped_steps": swapped_steps}
