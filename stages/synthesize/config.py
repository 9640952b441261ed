"""Sections `teacher`, `strategy` and `synthesize` of params.yaml."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from stages.config import Section


class TeacherSection(Section):
    """Who writes instructions and code."""

    name: Literal["programmatic"]


class Counts(Section):
    """How many evolutions a program gets, by the form of the program."""

    source: int = Field(ge=0)
    canonical: int = Field(ge=0)


class StrategySection(Section):
    """The paper's strategies (arXiv 2510.23538, section 3) as this run uses them."""

    reverse_instruction: bool
    evolutions: Counts
    attempts: int = Field(ge=1)
    """Tries of one evolution: a failure leads to the next concept. Every try is a row."""
    image_claims: int = Field(ge=1)
    """Claims that an image-to-code sample is judged by: the first ones of the domain's facts."""


class SynthesizeSection(Section):
    """What is kept of what strategies propose."""

    quota: dict[str, int]
    """`task/domain/form` to the most samples kept there: those with the smallest hash. Absent: no limit."""
