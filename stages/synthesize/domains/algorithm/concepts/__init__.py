"""Guided evolution of algorithms. What a new test expects follows from examples that have passed.

A concept gives code to add (`Addition`): tests, or a function around the old one whose values are known from
the old one's. The execution that follows confirms it.
"""

from __future__ import annotations

import ast
from random import Random

from stages.synthesize.domain import NotApplicable, Program
from stages.synthesize.domains.algorithm.concepts import signatures, tests, wrappers
from stages.synthesize.domains.algorithm.concepts.addition import Known, known
from stages.synthesize.domains.algorithm.subject import subjects

ADDITIONS = {**tests.CONCEPTS, **wrappers.CONCEPTS}
REWRITES = signatures.CONCEPTS
_ENOUGH = 3
"""Concepts that do without a new name for the function."""


def applicable(program: Program) -> list[str]:
    """Concepts that this program has the examples for; none for one without a documented function."""
    try:
        found = known(program, subjects(program)[-1])
    except NotApplicable:
        return []
    names = {name for name, (_, applies) in {**ADDITIONS, **REWRITES}.items() if applies(found)}
    if len(names) > _ENOUGH:
        names.discard("rename_function")  # applies nearly everywhere and teaches little
    return sorted(names)


def evolved(program: Program, concept: str, rng: Random) -> str:
    """The program changed by the concept. Raises NotApplicable."""
    found = known(program, subjects(program)[-1])
    if concept in REWRITES:
        return REWRITES[concept][0](found, rng)
    if concept not in ADDITIONS:
        raise NotApplicable(f"unknown concept {concept!r}")
    addition = ADDITIONS[concept][0](found, rng)
    return _joined(program.code, addition.code, addition.imports, found)


def _joined(code: str, added: str, imports: tuple[str, ...], found: Known) -> str:
    lines = code.rstrip("\n").split("\n")
    if taken := found.bound & {node.name for node in ast.parse(added).body if hasattr(node, "name")}:
        raise NotApplicable(f"{min(taken)} is defined already")
    new = [line for line in imports if line not in lines]
    at = 1 if lines[0].startswith("from __future__") else 0
    if new and not lines[at].startswith(("import ", "from ")):
        new += ["", ""]
    lines[at:at] = new
    return "\n".join(lines) + f"\n\n\n{added}\n"
