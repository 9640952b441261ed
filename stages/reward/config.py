"""Section `judge` of params.yaml."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field, model_validator

from stages.config import Section
from stages.endpoint.config import Server


class JudgeServer(Server):
    """The model that judges. Its key comes from $JANUS_JUDGE_KEY alone."""

    role: ClassVar[str] = "judge"
    place: ClassVar[str] = "asked.server"


class AskedSection(Section):
    """How a model is asked what no checker can decide."""

    votes: int = Field(ge=1)
    """Replies to one question, for each order of presentation."""
    least_score: float = Field(ge=0, le=1)
    """Threshold of the 1 to 5 format (`name: januscoder`), scaled: 0 is all ones, 1 all fives."""
    server: JudgeServer


class JudgeSection(Section):
    """How verdicts are made."""

    name: Literal["evidence", "learned", "endpoint", "januscoder"]
    """`learned` adds the word of a fitted judge to the criteria; `endpoint` what a model says of what no
    checker can decide; `januscoder` lets a model rate everything, as the paper does, for comparison.
    """
    threshold: float = Field(ge=0, le=1)
    """Least weighted share of criteria that must pass for a sample to be kept."""
    execution_weight: float = Field(gt=0)
    """Weight of the criterion `executes`; a sample that fails it is dropped whatever the others say."""
    weights: str | None = None
    """File of the learned judge, and its SHA-256."""
    weights_sha256: str | None = None
    asked: AskedSection | None = None

    @model_validator(mode="after")
    def _frozen(self) -> JudgeSection:
        if self.name == "learned" and not (self.weights and self.weights_sha256):
            raise ValueError(
                "judge=learned needs weights and weights_sha256: `janus calibrate learn` writes them"
            )
        if self.name in ("endpoint", "januscoder") and self.asked is None:
            raise ValueError(f"judge={self.name} needs `asked`: the server and how often it is asked")
        return self
