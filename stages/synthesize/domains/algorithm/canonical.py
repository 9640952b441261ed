"""The normal form of an algorithm: no comments or annotations, docstrings of one sentence and examples."""

from __future__ import annotations

import ast
import doctest
from typing import Any

from stages.synthesize.domain import NotApplicable
from stages.synthesize.domains.algorithm.examples import passed
from stages.synthesize.domains.algorithm.subject import purpose
from stages.synthesize.tokens import CANONICAL_TOKENS, count_tokens

_EXAMPLES = 6
"""Most examples of a canonical program."""


def canonical_program(evidence: dict[str, Any]) -> str:
    """Raises NotApplicable where two examples and the function do not fit into a canonical program."""
    if evidence["normal_form"] is None:
        raise NotApplicable("the program is too long")
    named = [test["name"] for test in evidence["tests"] if test["kind"] == "doctest"]
    if not named:
        raise NotApplicable("no function with examples")
    main = named[-1]
    most = len(passed(evidence, main))
    if not most:
        raise NotApplicable(f"no example of {main} was run")
    for count in range(min(most, _EXAMPLES), 0, -1):
        for with_purpose in (True, False):
            code = _reduced(evidence["normal_form"], main, count, with_purpose)
            if count_tokens(code) <= CANONICAL_TOKENS:
                return code
    raise NotApplicable(f"{count_tokens(code)} tokens with one example, at most {CANONICAL_TOKENS}")


def _reduced(code: str, main: str, count: int, with_purpose: bool) -> str:
    tree = ast.parse(code)
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == main:
            _document(node, count, with_purpose)
    tree.body = _used(tree.body, main)
    return ast.unparse(ast.fix_missing_locations(tree)) + "\n"


def _document(node: ast.FunctionDef, count: int, with_purpose: bool) -> None:
    text = ast.get_docstring(node) or ""
    said = purpose(text) if with_purpose else None
    shown = [e for e in doctest.DocTestParser().get_examples(text) if not e.options.get(doctest.SKIP)]
    head = f"{said}.\n\n" if said else "\n"
    lines = "".join(map(_prompt, shown[:count]))
    node.body[0] = ast.Expr(ast.Constant(f"{head}{lines}    "))


def _prompt(example: doctest.Example) -> str:
    first, *rest = example.source.rstrip("\n").split("\n")
    lines = [f">>> {first}", *(f"... {line}".rstrip() for line in rest)]
    lines += [line if line.strip() else "<BLANKLINE>" for line in example.want.splitlines()]
    return "".join(f"    {line}\n" for line in lines)


def _used(body: list[ast.stmt], main: str) -> list[ast.stmt]:
    """Statements that the main function reaches, in their order; an import keeps the names in use."""
    wanted, size = {main}, 0
    while len(wanted) > size:
        size = len(wanted)
        for statement in body:
            if not isinstance(statement, (ast.Import, ast.ImportFrom)) and _binds(statement) & wanted:
                wanted |= _reads(statement)
    kept: list[ast.stmt] = []
    for statement in body:
        if isinstance(statement, (ast.Import, ast.ImportFrom)):
            statement.names = [a for a in statement.names if (a.asname or a.name).partition(".")[0] in wanted]
            kept += [statement] if statement.names else []
        elif _binds(statement) & wanted:
            kept.append(statement)
    return kept


def _binds(statement: ast.stmt) -> set[str]:
    if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
        return {statement.name}
    names = [node for node in ast.walk(statement) if isinstance(node, ast.Name)]
    return {node.id for node in names if isinstance(node.ctx, ast.Store)}


def _reads(statement: ast.stmt) -> set[str]:
    """Names in its code, and in the examples of its docstring."""
    found = {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
    if isinstance(statement, ast.FunctionDef) and (text := ast.get_docstring(statement)):
        for example in doctest.DocTestParser().get_examples(text):
            found |= {n.id for n in ast.walk(ast.parse(example.source)) if isinstance(n, ast.Name)}
    return found


def resembles(seed: dict[str, Any], canonical: dict[str, Any]) -> tuple[bool, str]:
    """Whether the main function has the same parameters and passes examples of the seed."""
    main = [test["name"] for test in canonical["tests"] if test["kind"] == "doctest"]
    if not main:
        return False, "no examples are left"
    name = main[-1]
    shapes = [next((d for d in e["defines"] if d["name"] == name), None) for e in (seed, canonical)]
    if shapes[0] != shapes[1]:
        return False, f"{name} has other parameters"
    old, new = passed(seed, name), passed(canonical, name)
    if not new or new != old[: len(new)]:
        return False, "the examples differ"
    return True, ""
