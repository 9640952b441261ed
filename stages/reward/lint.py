"""Rules of ruff that mean a defect, decided on the syntax tree and named by ruff's codes.

In the process and not by ruff's binary: a sample is judged alone, and starting a program for each would cost
more than all other criteria. Each rule keeps to the plain cases of the one it is named after, so that what it
finds ruff finds too (tests/reward/test_lint.py); names in strings count as used.
"""

from __future__ import annotations

import ast
import builtins
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TypeVar

from stages.reward.syntax import nodes

N = TypeVar("N", bound=ast.AST)
Nodes = tuple[ast.AST, ...]
Finding = tuple[str, str]
"""A rule's code, and what breaks it."""
_KNOWN = frozenset(dir(builtins)) | {"__file__", "__path__", "__annotations__"}
_MUTABLE = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def findings(code: str) -> Counter[Finding]:
    """What breaks a rule, with how often; nothing for what is no Python."""
    found: Counter[Finding] = Counter()
    for rule, check in RULES.items():
        found.update((rule, what) for what in check(nodes(code)))
    return found


def _of(kinds: type[N] | tuple[type[N], ...], tree: Nodes) -> Iterator[N]:
    return (node for node in tree if isinstance(node, kinds))


def _bare_except(tree: Nodes) -> Iterator[str]:
    for handler in _of(ast.ExceptHandler, tree):
        again = any(isinstance(line, ast.Raise) and line.exc is None for line in handler.body)
        if handler.type is None and not again:
            yield "`except:` catches everything"


def _compared_to_none(tree: Nodes) -> Iterator[str]:
    for node in _of(ast.Compare, tree):
        if any(isinstance(op, ast.Eq | ast.NotEq) for op in node.ops[:1]) and any(
            isinstance(side, ast.Constant) and side.value is None for side in (node.left, node.comparators[0])
        ):
            yield f"`{ast.unparse(node)[:60]}` compares with None by value"


def _same_literal(tree: Nodes) -> Iterator[str]:
    for node in _of(ast.Compare, tree):
        sides = (node.left, node.comparators[0])
        literal = any(
            isinstance(s, ast.Constant) and type(s.value) in (str, bytes, int, float) for s in sides
        )
        if isinstance(node.ops[0], ast.Is | ast.IsNot) and literal:
            yield f"`{ast.unparse(node)[:60]}` compares a literal by identity"


def _mutable_default(tree: Nodes) -> Iterator[str]:
    for function in _of(_FUNCTIONS, tree):
        for default in (*function.args.defaults, *function.args.kw_defaults):
            made = isinstance(default, ast.Call) and isinstance(default.func, ast.Name)
            if isinstance(default, _MUTABLE) or (made and default.func.id in ("list", "dict", "set")):
                yield f"`{function.name}` shares `{ast.unparse(default)[:40]}` between its calls"


def _defined_twice(tree: Nodes) -> Iterator[str]:
    for body in (node.body for node in _of((ast.Module, ast.ClassDef, *_FUNCTIONS), tree)):
        defined: set[str] = set()
        for line in body:
            plain = isinstance(line, (*_FUNCTIONS, ast.ClassDef)) and not line.decorator_list
            if plain and line.name in defined and line.name != "_":
                yield f"`{line.name}` is defined twice"
            used = {n.id for n in ast.walk(line) if isinstance(n, ast.Name)} if defined else set()
            defined = (defined - used) | ({line.name} if plain else set())


def _undefined(tree: Nodes) -> Iterator[str]:
    if any(alias.name == "*" for node in _of(ast.ImportFrom, tree) for alias in node.names):
        return
    known = _KNOWN | _bound(tree)
    for name in _of(ast.Name, tree):
        if isinstance(name.ctx, ast.Load) and name.id not in known:
            yield f"`{name.id}` is defined nowhere"


def _bound(tree: Nodes) -> set[str]:
    """Names that some scope of a program gives a value."""
    bound = {n.id for n in _of(ast.Name, tree) if isinstance(n.ctx, ast.Store)} | _imported(tree)
    bound |= {n.arg for n in _of(ast.arg, tree)}
    bound |= {n.name for n in _of((*_FUNCTIONS, ast.ClassDef), tree)}
    caught = (ast.ExceptHandler, ast.MatchAs, ast.MatchStar)
    bound |= {n.name for n in _of(caught, tree) if n.name}
    bound |= {n.rest for n in _of(ast.MatchMapping, tree) if n.rest}
    return bound | {name for n in _of((ast.Global, ast.Nonlocal), tree) for name in n.names}


def _imported(tree: Nodes) -> set[str]:
    aliases = [a for node in _of((ast.Import, ast.ImportFrom), tree) for a in node.names]
    return {(a.asname or a.name).partition(".")[0] for a in aliases}


def _unused_import(tree: Nodes) -> Iterator[str]:
    future = {a.name for n in _of(ast.ImportFrom, tree) if n.module == "__future__" for a in n.names}
    for name in sorted(_imported(tree) - _read(tree) - future - {"*"}):
        yield f"`{name}` is imported and not used"


def _read(tree: Nodes) -> set[str]:
    """Names that are read somewhere, and the words of strings, which may be names."""
    names = {n.id for n in _of(ast.Name, tree) if not isinstance(n.ctx, ast.Store)}
    strings = (n.value for n in _of(ast.Constant, tree) if isinstance(n.value, str))
    return names | {word for text in strings for word in text.replace(".", " ").split()}


def _unused_variable(tree: Nodes) -> Iterator[str]:
    for function in _of(_FUNCTIONS, tree):
        inside = tuple(ast.walk(function))
        elsewhere = _read(inside) | {n for s in _of((ast.Global, ast.Nonlocal), inside) for n in s.names}
        attributes = {id(line) for n in _of(ast.ClassDef, inside) for line in n.body}
        for line in _of(ast.Assign, inside):
            targets = line.targets if id(line) not in attributes else []
            names = {t.id for t in targets if isinstance(t, ast.Name)}
            for name in sorted(names - elsewhere):
                yield f"`{name}` in `{function.name}` is not used"


RULES: dict[str, Callable[[Nodes], Iterator[str]]] = {
    "B006": _mutable_default,
    "E711": _compared_to_none,
    "E722": _bare_except,
    "F401": _unused_import,
    "F632": _same_literal,
    "F811": _defined_twice,
    "F821": _undefined,
    "F841": _unused_variable,
}
