"""What is said to a model and back: turns, requests, replies, and what the form of a reply must offer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from stages.endpoint.config import Sampling
from stages.records.identity import content_hash


@dataclass(frozen=True)
class Message:
    """One turn of a conversation; `png` is shown before the text."""

    role: str
    text: str
    png: bytes | None = None

    @property
    def parts(self) -> tuple[str | bytes, ...]:
        """Texts and pictures in their order."""
        return (self.text,) if self.png is None else (self.png, self.text)


@dataclass(frozen=True)
class Turn:
    """One turn of a conversation with texts and pictures (PNG) in any order."""

    role: str
    parts: tuple[str | bytes, ...]


class Form(Protocol):
    """The form that a reply must have. A dataclass: its fields are part of a request's key."""

    structured: bool
    """The server is given `schema`, and keeps to it."""

    def read(self, text: str) -> Any:
        """What a reply says. Raises reading.Malformed, reading.Refused where the model declined."""

    def schema(self) -> dict[str, Any]:
        """The JSON schema of a structured reply."""


@dataclass(frozen=True)
class Request:
    """A question to a model. Equal requests have equal keys and are paid for once."""

    strategy: str
    domain: str
    messages: Sequence[Message | Turn]
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
    """What came back. One with a `problem` decides nothing."""

    text: str | None
    problem: str | None = None
    """`kind: detail`; the kinds are refusal, truncated, malformed, rejected, unanswered and budget."""
