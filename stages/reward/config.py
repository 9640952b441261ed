"""Section `judge` of params.yaml."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from stages.config import Section


class JudgeSection(Section):
    """How verdicts are made."""

    name: Literal["evidence"]
    threshold: float = Field(ge=0, le=1)
    """Least weighted share of criteria that must pass for a sample to be kept."""
    execution_weight: float = Field(gt=0)
    """Weight of the criterion `executes`; a sample that fails it is dropped whatever the others say."""
