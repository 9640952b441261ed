"""A defect on a sample: what was changed, and the sample that comes of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from stages.calibrate.good import Good


@dataclass(frozen=True)
class Planted:
    """`changes`: columns of the sample with their new values. `what`: the defect, for a person.

    `may_fail`: whether a program that no longer runs is the defect (else it is no pair). `unseen`: the
    program draws what it drew, so it is not run again (else a program that draws the same is no pair).
    `certain`: what is seen is another thing whatever evidence says, so that blind evidence is no excuse.
    """

    what: str
    changes: dict[str, Any]
    may_fail: bool = False
    unseen: bool = False
    certain: bool = False


@dataclass(frozen=True)
class Skipped:
    """`why` this kind of defect has no room on a sample."""

    why: str


def stated(good: Good, text: str) -> bool:
    """Whether a change of `text` shows: the task has a picture to follow, an edit to keep to, or says it."""
    if good.sample["task"] in ("image_to_code", "editing"):
        return True
    said = " ".join(good.sample["instruction"].split()).casefold()
    return " ".join(text.split()).casefold() in said


def quoted(instruction: str) -> list[str]:
    """Texts in quotation marks, in their order."""
    code = re.sub(r"```.*?```|`[^`]*`", " ", instruction, flags=re.DOTALL)
    found = re.findall(r"\"([^\"\n]{1,120})\"|“([^”\n]{1,120})”", code)
    return [first or second for first, second in found]


def with_code(what: str, code: str, **more: Any) -> Planted:
    """A defect in the program that answers."""
    return Planted(what, {"output_code": code}, **more)


HAS_SYNTAX = ("python", "manim", "test")
"""Runtimes whose programs are Python."""
