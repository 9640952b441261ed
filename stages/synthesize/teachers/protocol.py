"""What strategies expect of a teacher, whatever answers for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from stages.endpoint.config import Sampling
from stages.endpoint.protocol import Reply, Request


class Teacher(Protocol):
    """A model that answers requests."""

    name: str
    """As in column `teacher`: kind and model."""
    vision: bool
    structured: bool
    sampling: Sampling

    def check(self) -> None:
        """Raises JanusError where the teacher cannot be used as configured; asks for no reply."""

    def ask(self, requests: Sequence[Request], label: str) -> list[Reply]:
        """A reply to each request, in their order. Each reply was journalled before it is returned."""

    def metrics(self) -> dict[str, float]:
        """Calls, faults, tokens and money so far: facts of this run, not of its output."""
