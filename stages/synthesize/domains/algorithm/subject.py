"""What there is to tell of a program: its documented functions, their purpose and their examples."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import Any

from stages.synthesize.domain import NotApplicable, Program
from stages.synthesize.domains.algorithm.examples import Example, passed

_LONGEST = 220
"""Characters of a purpose."""
_STARS = {"*": "*", "**": "**"}


@dataclass(frozen=True)
class Subject:
    """A function that the program defines and whose examples passed."""

    name: str
    parameters: tuple[dict[str, Any], ...]
    purpose: str | None
    examples: tuple[Example, ...]

    @property
    def names(self) -> list[str]:
        """Parameters as they stand in a signature, without defaults: `["items", "*rest"]`."""
        return [_STARS.get(p["kind"], "") + p["name"] for p in self.parameters]

    @property
    def signature(self) -> str:
        """`chunked(iterable, n, strict)`."""
        return f"{self.name}({', '.join(self.names)})"


def subjects(program: Program) -> list[Subject]:
    """Functions with examples, in their order. Raises NotApplicable where there is none."""
    trees = {n.name: n for n in ast.parse(program.code).body if isinstance(n, ast.FunctionDef)}
    found = []
    for entry in program.evidence["defines"]:
        examples = passed(program.evidence, entry["name"])
        if entry["kind"] == "function" and entry["name"] in trees and examples:
            said = purpose(ast.get_docstring(trees[entry["name"]]) or "")
            found.append(Subject(entry["name"], tuple(entry["parameters"]), said, tuple(examples)))
    if not found:
        raise NotApplicable("no function with examples that passed")
    return found


def purpose(docstring: str) -> str | None:
    """The docstring's first sentence in plain words; None where it does not stand by itself."""
    paragraph = re.split(r"\n\s*\n|>>>", docstring.strip())[0]
    text = " ".join(paragraph.split())
    text = re.sub(r":\w+:`~?([^`<]+?)(?:\s*<[^`]*>)?`", r"\1", text)
    text = re.sub(r"(\*\*|``|`|\*)([^\s*`](?:[^*`]*[^\s*`])?)\1", r"\2", text)
    sentence = re.match(r".+?[.!?:](?=\s|$)|.+$", text)
    if not sentence:
        return None
    said = sentence.group().rstrip(".:!? ").strip()
    unclear = re.search(
        r"::|[`\\|]|\b(e\.g|i\.e|see|deprecated|this module|below|above|following)\b", said, re.I
    )
    if unclear or not 12 <= len(said) <= _LONGEST or said.count("(") != said.count(")"):
        return None
    return said[0].upper() + said[1:]
