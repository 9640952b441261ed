"""Section `report` of params.yaml."""

from __future__ import annotations

from pydantic import Field

from stages.config import Section


class ReportSection(Section):
    """How much the page shows."""

    answers: int = Field(ge=1)
    """Model answers in the gallery, spread over models and slices."""
    samples: int = Field(ge=1)
    """Corpus records in the gallery, spread over slices."""
    image_side: int = Field(ge=64, le=480)
    """Pixels of the longer side to which pictures are reduced."""
    reasons: int = Field(ge=1)
    """Reasons listed for each stage of the funnel; the rest is summed."""
    truth_samples: int = Field(ge=1)
    """Records whose instruction is read against what was drawn."""
