"""What a domain gives to every strategy and teacher: one protocol, one package per domain."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Any, Protocol

REGISTERS = ("terse", "plain", "detailed", "casual")
"""Voices of an instruction, from a few words to a full specification."""


class NotApplicable(Exception):
    """A transform or description does not apply to this program; the text becomes the row's reason."""


@dataclass(frozen=True)
class Claim:
    """One thing an instruction says of the picture; reward turns it into a weighted yes/no criterion."""

    kind: str
    args: dict[str, Any] = field(default_factory=dict)
    weight: float = 1.0

    def as_dict(self) -> dict[str, Any]:
        return {"kind": self.kind, "args": self.args, "weight": self.weight}


@dataclass(frozen=True)
class Description:
    """An instruction and exactly what it claims."""

    instruction: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True)
class Program:
    """Code that ran, with the evidence of what it drew (see stages/sandbox)."""

    code: str
    evidence: dict[str, Any]


class Domain(Protocol):
    """A domain's reader and writer of programs. All randomness comes from the `rng` that is passed in."""

    name: str
    version: str
    language: str
    runtime: str

    def canonical(self, evidence: dict[str, Any], rng: Random) -> str:
        """A short normalised program that draws the same picture in the main. Raises NotApplicable."""

    def resembles(self, seed: dict[str, Any], canonical: dict[str, Any]) -> tuple[bool, str]:
        """Whether the canonical program's evidence shows the seed's picture in the main, and why not."""

    def concepts(self, program: Program) -> list[str]:
        """Concepts K of guided evolution that apply to this program."""

    def evolve(self, program: Program, concept: str, rng: Random) -> str:
        """The program changed by a concept. Raises NotApplicable."""

    def facts(self, evidence: dict[str, Any]) -> tuple[Claim, ...]:
        """Everything checkable that the picture shows, most important first."""

    def describe(self, evidence: dict[str, Any], register: str, rng: Random) -> Description:
        """An instruction to write the program, grounded in what it drew. Raises NotApplicable."""

    def describe_image(self, register: str, rng: Random) -> str:
        """An instruction for image-to-code; says nothing of the content."""

    def describe_edit(
        self, concept: str, before: Program, after: Program, register: str, rng: Random
    ) -> Description:
        """An instruction that leads from one program to the other. Raises NotApplicable."""
