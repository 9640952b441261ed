"""`judge=learned`: a linear quality fitted on pairs of a good and a planted defective sample (Bradley-Terry).

The file of weights is named in params with its SHA-256 and is refused where its bytes are others: a verdict
is a function of params. What it says enters as one more criterion, so that totals still follow from weights.
"""

from __future__ import annotations

import json
from functools import cache
from math import exp
from pathlib import Path
from typing import Any

from stages.errors import JanusError
from stages.records.identity import sha256
from stages.reward.config import JudgeSection
from stages.reward.features import features, names

VERSION = "1"
WEIGHT = 1.0


@cache
def load(path: str, digest: str) -> dict[str, Any]:
    """The weights: {"weights": name to number, "bias": number}.

    Raises JanusError where the file is absent, has other bytes, or knows other features than this version.
    """
    file = Path(path)
    data = file.read_bytes() if file.is_file() else b""
    if sha256(data) != digest:
        raise JanusError(
            "the learned judge is not the one that params name",
            where=f"{path}: SHA-256 {sha256(data)[:12]}, params say {digest[:12]}",
            do="run `janus calibrate learn`, then `janus config write judge=learned`",
        )
    model = json.loads(data)
    if list(model["weights"]) != names():
        raise JanusError(
            "the learned judge knows other features", where=path, do="run `janus calibrate learn`"
        )
    return model


def quality(model: dict[str, Any], values: list[float]) -> float:
    """0..1: the probability that a sample with these features beats one at the border."""
    score = model["bias"] + sum(w * v for w, v in zip(model["weights"].values(), values, strict=True))
    return 1 / (1 + exp(-max(-50.0, min(50.0, score))))


def criterion(judge: JudgeSection, criteria: list[dict[str, Any]], drawn: list[float]) -> dict[str, Any]:
    """The judge's word on decided criteria and a picture (`features.picture`)."""
    found = quality(load(judge.weights or "", judge.weights_sha256 or ""), features(criteria, drawn))
    return {
        "id": "general:learned",
        "kind": "learned",
        "weight": WEIGHT,
        "passed": found >= 0.5,
        "evidence": f"quality {found:.3f}, 0.5 is wanted",
        "checker": f"reward.learned@{VERSION}:{(judge.weights_sha256 or '')[:12]}",
    }
