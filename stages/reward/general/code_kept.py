"""An edit of a library leaves the functions alone that its instruction does not speak of (names may
follow).
"""

from __future__ import annotations

import ast
import re

from stages.reward.case import Case, Verdict
from stages.reward.syntax import parsed

WEIGHT = 2.0
VERSION = "1"


def check(case: Case) -> Verdict | None:
    if not case.edits or case.sample["runtime"] != "test" or not case.sample["input_code"]:
        return None
    named = set(re.findall(r"\w+", case.sample["instruction"]))
    old, new = _functions(case.sample["input_code"], named), _functions(case.sample["output_code"], named)
    if old is None or new is None:
        return None
    for name in sorted(old.keys() & new.keys()):
        if old[name] != new[name]:
            return False, f"`{name}` was changed, which was not asked for"
    return True, f"{len(old.keys() & new.keys())} other functions are as before"


def _functions(code: str, named: set[str]) -> dict[str, str] | None:
    """Functions and classes that are not named to their syntax trees, named identifiers and texts blanked."""
    tree = parsed(code)
    if tree is None:
        return None
    return {
        node.name: _shape(node, named)
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name not in named
    }


def _shape(node: ast.AST, named: set[str]) -> str:
    return re.sub(r"'(\w+)'", lambda m: "'_'" if m.group(1) in named else m.group(), ast.dump(node))
