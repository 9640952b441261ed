"""Section `evaluate` of params.yaml."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from stages.config import Section


class EvaluateSection(Section):
    """Which test records are scored, and how sure the numbers are."""

    forms: list[Literal["canonical", "source"]] = Field(min_length=1)
    """Forms of code that are scored. `canonical` programs fit a small model's context."""
    records_per_slice: int = Field(ge=1)
    """Test records of a slice that get an answer: those with the smallest hash."""
    loss_records_per_slice: int = Field(ge=1)
    """Test records of a slice whose answer loss is measured; a superset of the former (at least as many)."""
    resamples: int = Field(ge=100)
    """Bootstrap resamples of an interval."""
    confidence: float = Field(gt=0.5, lt=1)
    """Coverage that an interval claims, e.g. 0.95."""
