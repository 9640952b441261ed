"""What a domain gives to every strategy and teacher: one protocol, one package per domain."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Any

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


class Domain:
    """A domain's reader and writer of programs in one runtime. All randomness comes from the `rng` passed in.

    `describe` is what every domain has; the rest refuses until a domain can do it, and the refusal becomes
    the row's reason. One instance lists itself in `DOMAINS` of a module in stages/synthesize/domains.
    """

    name: str
    """Domain of JanusCode-800K: chart, svg, webui, animation, artifact, scientific, algorithm."""
    version: str
    """Goes up whenever the same input gives other output."""
    language: str
    runtime: str
    image_tasks: bool = True
    """Whether its pictures are asked for as code (image-to-code): not where nothing is drawn."""
    edit_modality: str = "text"
    """`text+image` where an edit shows the picture beside the code."""

    def canonical(self, evidence: dict[str, Any], rng: Random) -> str:
        """A short normalised program that draws the same picture in the main. Raises NotApplicable."""
        raise NotApplicable(f"{self.name} has no canonical form in {self.language}")

    def resembles(self, seed: dict[str, Any], canonical: dict[str, Any]) -> tuple[bool, str]:
        """Whether the canonical program's evidence shows the seed's picture in the main, and why not."""
        raise NotApplicable(f"{self.name} has no canonical form in {self.language}")

    def concepts(self, program: Program) -> list[str]:
        """Concepts K of guided evolution that apply to this program."""
        return []

    def evolve(self, program: Program, concept: str, rng: Random) -> str:
        """The program changed by a concept. Raises NotApplicable."""
        raise NotApplicable(f"{self.name} has no concept {concept}")

    def facts(self, program: Program) -> tuple[Claim, ...]:
        """Everything checkable that the program shows, most important first."""
        return ()

    def describe(self, program: Program, register: str, rng: Random) -> Description:
        """An instruction to write the program, grounded in what it did. Raises NotApplicable."""
        raise NotImplementedError

    def recontextualize(self, program: Program, register: str, rng: Random) -> Description:
        """Another instruction for the same program, from what the code is good for. Raises NotApplicable."""
        raise NotApplicable(f"{self.name} is not re-contextualized in {self.language}")

    def describe_image(self, register: str, rng: Random) -> str:
        """An instruction for image-to-code; says nothing of the content."""
        raise NotApplicable(f"{self.name} has no image tasks")

    def describe_edit(
        self, concept: str, before: Program, after: Program, register: str, rng: Random
    ) -> Description:
        """An instruction that leads from one program to the other. Raises NotApplicable."""
        raise NotApplicable(f"{self.name} describes no edits")
