"""A sample as the criteria see it: what was asked, the programs, what they drew, what picture was shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Evidence = dict[str, Any]
Verdict = tuple[bool, str]


@dataclass(frozen=True)
class Case:
    """`sample`: its row of data/samples. `after`: evidence of the output; `before`: of the input code."""

    sample: dict[str, Any]
    after: Evidence
    before: Evidence | None
    shown: Evidence | None = None
    """Of the picture in the task, where there is one."""

    @property
    def edits(self) -> bool:
        """Whether the input code is to be changed in place (a translation starts anew)."""
        return self.sample["task"] == "editing" and self.before is not None

    @property
    def starts_from(self) -> Evidence | None:
        """The picture that the task is about to keep, where there is one: only an edit's."""
        return self.before if self.edits else None
