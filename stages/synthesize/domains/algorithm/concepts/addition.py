"""What concepts start from, and the code that they add."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from stages.synthesize.domain import Program
from stages.synthesize.domains.algorithm.examples import Call, calls, failing
from stages.synthesize.domains.algorithm.subject import Subject


@dataclass(frozen=True)
class Known:
    """A function, and the calls whose values are known from its examples."""

    program: Program
    subject: Subject
    calls: tuple[Call, ...]
    failing: tuple[tuple[Call, str], ...]

    @property
    def name(self) -> str:
        return self.subject.name

    @property
    def bound(self) -> set[str]:
        """Names of what the program defines at its top."""
        body = ast.parse(self.program.code).body
        return {node.name for node in body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}

    @property
    def plain(self) -> list[Call]:
        """Calls with positional arguments only, of a function that has no keyword-only ones given."""
        return [call for call in self.calls if call.arguments and not call.named]


@dataclass(frozen=True)
class Addition:
    """Code for the end of the program, and imports for its beginning."""

    code: str
    imports: tuple[str, ...] = ()


def known(program: Program, subject: Subject) -> Known:
    """What a program's function is known to return."""
    examples = list(subject.examples)
    return Known(
        program, subject, tuple(calls(examples, subject.name)), tuple(failing(examples, subject.name))
    )


def documented(signature: str, said: str, shown: list[tuple[str, str]], body: str) -> str:
    """A function with a docstring of one sentence and of examples (source, want)."""
    raw = "r" if any("\\" in source + want for source, want in shown) else ""
    lines = [f"def {signature}:", f'    {raw}"""{said}', ""]
    for source, want in shown:
        lines += [f"    >>> {source}", *(f"    {line}" for line in want.splitlines())]
    return "\n".join([*lines, '    """', *(f"    {line}" for line in body.splitlines())])
