"""Changes of the signature itself: another name, a renamed parameter, parameters by keyword only."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Callable
from random import Random

from stages.synthesize.domain import NotApplicable
from stages.synthesize.domains.algorithm.concepts.addition import Known

_PREFIXES = ("compute_", "get_", "make_", "do_")
_NAMES = {
    "n": "count", "k": "size", "m": "other", "x": "value", "a": "first", "b": "second", "s": "text",
    "iterable": "items", "seq": "sequence", "string": "text", "text": "string", "array": "values",
    "value": "item", "func": "function", "p": "prime", "d": "mapping", "obj": "thing", "v": "value",
    "collection": "entries", "items": "entries", "number": "value", "perm": "permutation", "l": "values",
}  # fmt: skip


def _renamed(found: Known, rng: Random) -> str:
    new = rng.choice(_PREFIXES) + found.name
    return re.sub(rf"\b{found.name}\b", new, found.program.code)


def _only_called(found: Known) -> bool:
    """Whether the name stands nowhere but where it is defined or called: no word of the prose, no string."""
    code = found.program.code
    every = len(re.findall(rf"\b{found.name}\b", code))
    return every == len(re.findall(rf"(?<![.\w]){found.name}\(", code))


def _parameter_renamed(found: Known, rng: Random) -> str:
    old, new = rng.choice(_free_parameters(found))
    start, end = _lines(found)
    lines = found.program.code.split("\n")
    part = "\n".join(lines[start:end])
    places = [
        (token.start[0] - 1, token.start[1])
        for token in tokenize.generate_tokens(io.StringIO(part + "\n").readline)
        if token.type == tokenize.NAME and token.string == old
    ]
    inner = part.split("\n")
    for row, column in reversed(places):
        inner[row] = inner[row][:column] + new + inner[row][column + len(old) :]
    return "\n".join([*lines[:start], *inner, *lines[end:]])


def _free_parameters(found: Known) -> list[tuple[str, str]]:
    """Parameters with their new names: those that no prose and no call names."""
    node = _node(found)
    names = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)} | {
        n.arg for n in ast.walk(node) if isinstance(n, ast.arg)
    }
    by_name = {k.arg for k in ast.walk(ast.parse(found.program.code)) if isinstance(k, ast.keyword)}
    attributes = {n.attr for n in ast.walk(node) if isinstance(n, ast.Attribute)}
    docstring = set(re.findall(r"\w+", ast.get_docstring(node) or ""))
    return [
        (p["name"], _NAMES[p["name"]])
        for p in found.subject.parameters
        if p["kind"] == "any"
        and p["name"] in _NAMES
        and _NAMES[p["name"]] not in names
        and p["name"] not in by_name | attributes | docstring
    ]


def _keyword_only(found: Known, rng: Random) -> str:
    """The last parameter by keyword only; examples that give it by position are rewritten."""
    node, last = _node(found), found.subject.parameters[-1]["name"]
    code = found.program.code
    head = re.search(rf"def {found.name}\([^()]*\)", code)
    if head is None or not re.search(rf",\s*{last}\b", head.group()):
        raise NotApplicable("the signature is not a plain one")
    changed = re.sub(rf",(\s*){last}\b", rf",\1*, {last}", head.group())
    code = code[: head.start()] + changed + code[head.end() :]
    full = len(node.args.args)
    for example in found.subject.examples:
        new = _by_keyword(example.source, found.name, full, last)
        if new != example.source:
            code = code.replace(f">>> {example.source}\n", f">>> {new}\n")
    return code


def _by_keyword(source: str, name: str, full: int, last: str) -> str:
    tree = ast.parse(source)
    changed = False
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == name:
            if len(call.args) == full:
                call.keywords.insert(0, ast.keyword(last, call.args.pop()))
                changed = True
    return ast.unparse(tree) if changed else source


def _can_be_keyword(found: Known) -> bool:
    node, parameters = _node(found), found.subject.parameters
    inside = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
    return (
        len(parameters) >= 2
        and all(p["kind"] == "any" for p in parameters)
        and found.name not in inside
        and all(len(e.source.splitlines()) == 1 and "#" not in e.source for e in found.subject.examples)
    )


def _node(found: Known) -> ast.FunctionDef:
    body = ast.parse(found.program.code).body
    return next(n for n in reversed(body) if isinstance(n, ast.FunctionDef) and n.name == found.name)


def _lines(found: Known) -> tuple[int, int]:
    node = _node(found)
    return node.lineno - 1, node.end_lineno


CONCEPTS: dict[str, tuple[Callable[[Known, Random], str], Callable[[Known], bool]]] = {
    "rename_function": (_renamed, _only_called),
    "rename_parameter": (_parameter_renamed, lambda found: bool(_free_parameters(found))),
    "keyword_only": (_keyword_only, _can_be_keyword),
}
"""Name to (the whole new program, whether it applies)."""
