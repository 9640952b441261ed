"""Sections `assemble` and `mixture` of params.yaml."""

from __future__ import annotations

from pydantic import Field, model_validator

from stages.config import Section


class SplitShares(Section):
    """Shares of the connected components of source files; they add up to 1."""

    train: float = Field(gt=0, lt=1)
    validation: float = Field(ge=0, lt=1)
    test: float = Field(ge=0, lt=1)

    @model_validator(mode="after")
    def _whole(self) -> SplitShares:
        if abs(self.train + self.validation + self.test - 1) > 1e-9:
            raise ValueError("the shares of train, validation and test must add up to 1")
        return self


class AssembleSection(Section):
    shingle: int = Field(ge=1)
    """Tokens in a shingle."""
    code_similarity: float = Field(gt=0, le=1)
    instruction_similarity: float = Field(gt=0, le=1)
    """Least Jaccard similarity of near-duplicates: of the code and of the instruction, both."""
    permutations: int = Field(ge=8, multiple_of=8)
    """Of MinHash, which only proposes pairs: each is then compared exactly."""
    splits: SplitShares
    benchmarks: list[str]
    """Local folders with benchmark code to keep out of the corpus; empty: not checked."""


class MixtureSection(Section):
    shares: dict[str, float]
    """Slice (task/domain/modality) to its share of training, in any unit: only ratios count."""
    limit: float = Field(ge=1)
    """A record is weighted at most this much up, and at most this much down."""

    @model_validator(mode="after")
    def _positive(self) -> MixtureSection:
        if wrong := sorted(name for name, share in self.shares.items() if share <= 0):
            raise ValueError(f"shares must be above 0 (leave a slice out instead): {wrong}")
        return self
