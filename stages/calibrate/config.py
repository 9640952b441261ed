"""Section `calibrate` of params.yaml."""

from __future__ import annotations

from pydantic import Field, model_validator

from stages.config import Section
from stages.reward.config import AskedSection


class CalibrateSection(Section):
    """How many defects are planted, and which kinds no tuning has seen."""

    per_cell: int = Field(ge=1)
    """Good samples of each domain, task and runtime."""
    claims: float = Field(gt=0, le=1)
    """Least share of the weight of its claims, general criteria apart, with which a sample is good."""
    per_kind: int = Field(ge=1)
    """Planted defects of each kind in each domain, at most."""
    held_out: list[str]
    """Kinds that neither a threshold nor a learned judge is fitted on, and on whose account no checker was
    changed after they were first planted.
    """
    precision: float = Field(gt=0, le=1)
    """Share of good samples among the kept ones that the threshold aims at, on the kinds that are not held
    out.
    """
    false_rejects: float = Field(ge=0, lt=1)
    """Most of the good samples that the threshold may drop."""
    asked: AskedSection | None = None
    """A model that is asked about every good and defective sample, to compare judges."""

    @model_validator(mode="after")
    def _known(self) -> CalibrateSection:
        from stages.calibrate.defects import defects

        if unknown := sorted(set(self.held_out) - set(defects())):
            raise ValueError(f"no such kinds of defect: {unknown}")
        return self
