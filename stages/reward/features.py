"""What a learned judge sees of a sample: its criteria and its picture, as numbers.

No texts and no ids: nothing here tells which sample or kind of defect it is.
"""

from __future__ import annotations

from typing import Any

from stages.reward.case import Evidence
from stages.reward.general import general

Criterion = dict[str, Any]


def names() -> list[str]:
    """The names of the features, in their order."""
    return [
        "claims_lost",  # share of the claims' weight that failed, 0..1
        "claims_failed",  # how many claims failed, at most 5, over 5
        "does_not_run",
        *(f"fails_{kind}" for kind in general()),
        "painted",  # share of pixels unlike the corner's
        "flat",  # share of pixels in the commonest colour
        "colours",  # how many common colours the evidence lists, over 8
    ]


def picture(evidence: Evidence | None) -> list[float]:
    """[painted, flat, colours] of an evidence; zeros where there are no pixels."""
    pixels = (evidence or {}).get("pixels")
    if not pixels:
        return [0.0, 0.0, 0.0]
    colours = pixels["colours"]
    return [float(pixels["painted"]), float(colours[0][1]) if colours else 0.0, len(colours) / 8]


def features(criteria: list[Criterion], drawn: list[float]) -> list[float]:
    """As many numbers as `names`, for decided criteria and a `picture`."""
    claims = [c for c in criteria if c["kind"] != "executes" and not c["id"].startswith("general:")]
    whole = sum(c["weight"] for c in claims)
    lost = [c for c in claims if not c["passed"]]
    failed = {c["kind"] for c in criteria if not c["passed"] and c["id"].startswith("general:")}
    ran = all(c["passed"] for c in criteria if c["kind"] == "executes")
    return [
        sum(c["weight"] for c in lost) / whole if whole else 0.0,
        min(len(lost), 5) / 5,
        0.0 if ran else 1.0,
        *(float(kind in failed) for kind in general()),
        *drawn,
    ]
