"""What strategies and teachers say to each other: requests, replies, and the form a reply must have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from stages.records.identity import content_hash
from stages.synthesize.teachers.config import Sampling


@dataclass(frozen=True)
class Message:
    """One turn of a conversation; `png` is shown before the text."""

    role: str
    text: str
    png: bytes | None = None


@dataclass(frozen=True)
class Form:
    """The form of a reply: an instruction, code in `language` (None: no code), and a change in words."""

    language: str | None
    change: bool = False
    structured: bool = False
    """JSON instead of headed sections."""


@dataclass(frozen=True)
class Request:
    """A question to a teacher. Equal requests have equal keys and are paid for once."""

    strategy: str
    domain: str
    messages: tuple[Message, ...]
    form: Form
    sampling: Sampling
    seed: int
    """Of the sampling: a function of the sample's random key."""

    @cached_property
    def key(self) -> str:
        """Hash of everything that the reply depends on, the model apart (journals are per model)."""
        return content_hash(
            {
                "messages": [vars(m) for m in self.messages],
                "form": vars(self.form),
                "sampling": self.sampling.model_dump(),
                "seed": self.seed,
            }
        )


@dataclass(frozen=True)
class Reply:
    """What came back. One with a `problem` gives no sample; its text is shown to the teacher again."""

    text: str | None
    problem: str | None = None
    """`kind: detail`; the kinds are refusal, truncated, malformed, rejected, unanswered and budget."""


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
