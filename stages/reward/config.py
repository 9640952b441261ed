"""Section `judge` of params.yaml."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from stages.config import Section


class JudgeSection(Section):
    """How verdicts are made."""

    name: Literal["evidence", "learned"]
    """`learned` adds the word of a fitted judge to the criteria."""
    threshold: float = Field(ge=0, le=1)
    """Least weighted share of criteria that must pass for a sample to be kept."""
    execution_weight: float = Field(gt=0)
    """Weight of the criterion `executes`; a sample that fails it is dropped whatever the others say."""
    weights: str | None = None
    """File of the learned judge, and its SHA-256."""
    weights_sha256: str | None = None

    @model_validator(mode="after")
    def _frozen(self) -> JudgeSection:
        if self.name == "learned" and not (self.weights and self.weights_sha256):
            raise ValueError(
                "judge=learned needs weights and weights_sha256: `janus calibrate learn` writes them"
            )
        return self
