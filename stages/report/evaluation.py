"""The metrics of evaluation, arranged for the page: tables, interval plots, differences."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stages.errors import JanusError

VARIANTS = {
    "model": "model",
    "wrong_image": "other image",
    "nearest": "nearest record",
    "untrained": "untrained",
}
NOTES = {
    "model": "after training",
    "wrong_image": "image tasks only, the same model shown another record's image",
    "nearest": "code of the most similar training record",
    "untrained": "the same model before its first step",
}
COMPARISONS = {
    "model_minus_untrained": "model − untrained",
    "model_minus_nearest": "model − nearest record",
    "wrong_image_minus_model": "other image − right image",
}


@dataclass(frozen=True)
class Metric:
    """How a number is written and which way is better."""

    name: str
    percent: bool
    higher_is_better: bool
    note: str


METRICS = {
    "parse_rate": Metric("Parses", True, True, "well-formed Python or SVG"),
    "execution_rate": Metric("Draws", True, True, "ran in the sandbox and drew a picture"),
    "criteria_pass_rate": Metric(
        "Criteria", True, True, "weighted share of the task's yes/no criteria that pass"
    ),
    "ssim": Metric("SSIM", False, True, "structural similarity to the reference, 128 × 128 grey"),
    "colour_similarity": Metric("Colour", False, True, "common share of the colour histograms (CIELAB)"),
    "answer_loss": Metric("Answer loss", False, False, "mean nats per token of the reference answer"),
}


def read_metrics(folder: Path, model: str) -> dict[str, Any]:
    """`evaluate_MODEL.json`. Raises JanusError where it is absent."""
    path = folder / f"evaluate_{model}.json"
    if not path.is_file():
        raise JanusError(f"{model} is not evaluated", where=str(path), do=f"run `dvc repro evaluate@{model}`")
    return json.loads(path.read_text(encoding="utf-8"))


def written(value: float | None, metric: Metric, signed: bool = False) -> str:
    """A number as people read it: percent or three digits, a minus sign that is one."""
    if value is None:
        return "–"
    sign = "+" if signed and value > 0 else ""
    text = f"{value * 100:.1f} %" if metric.percent and not signed else f"{value:.3f}"
    if metric.percent and signed:
        text = f"{value * 100:.1f} pp"
    return sign + text.replace("-", "−")


def table(metrics: dict[str, Any], slice: str) -> list[dict[str, Any]]:
    """One row a variant: name, n, and a cell a metric (None where it has none)."""
    rows = []
    for variant, name in VARIANTS.items():
        cell = metrics["variants"].get(variant, {}).get(slice)
        if cell is not None:
            cells = [_cell(cell.get(key), metric) for key, metric in METRICS.items()]
            rows.append(
                {
                    "variant": variant,
                    "name": name,
                    "note": NOTES[variant],
                    "n": cell.get("n", 0),
                    "loss_n": cell.get("loss_n"),
                    "cells": cells,
                }
            )
    return rows


def intervals(metrics: dict[str, Any]) -> list[dict[str, Any]]:
    """One panel a metric: value and interval of every variant, places in percent of the panel's width."""
    panels = []
    for key, metric in METRICS.items():
        found = {
            variant: slices["all"][key]
            for variant, slices in metrics["variants"].items()
            if key in slices.get("all", {})
        }
        top = 1.0
        if key == "answer_loss":
            top = max([1e-9, *(m["high"] or m["value"] for m in found.values())]) * 1.05
        rows = [
            {"variant": variant, "name": VARIANTS[variant], **_span(found[variant], 0.0, top, metric)}
            for variant in VARIANTS
            if variant in found
        ]
        ends = [written(0.0, metric), written(top, metric)]
        panels.append({"key": key, "metric": metric, "rows": rows, "ends": ends})
    return panels


def differences(metrics: dict[str, Any]) -> list[dict[str, Any]]:
    """Paired differences over all records, with the way they point: better, worse or unclear."""
    rows = []
    for comparison, name in COMPARISONS.items():
        for key, metric in METRICS.items():
            found = metrics["differences"].get(comparison, {}).get("all", {}).get(key)
            if found is None:
                continue
            # for `other image − right image` the model is on the right of the minus
            gain = (found["value"] > 0) == metric.higher_is_better
            if comparison == "wrong_image_minus_model":
                gain = not gain
            verdict = ("better" if gain else "worse") if found["excludes_zero"] else "unclear"
            reach = max(abs(v) for v in (found["value"], found["low"], found["high"]) if v is not None) or 1.0
            rows.append(
                {
                    "key": (comparison, key),
                    "name": name,
                    "metric": metric,
                    "n": found["n"],
                    "verdict": verdict,
                    **_span(found, -reach * 1.1, reach * 1.1, metric, signed=True),
                }
            )
    return rows


def _cell(found: dict[str, Any] | None, metric: Metric) -> dict[str, str] | None:
    if found is None:
        return None
    # an interval under its value needs no second and third unit
    low, high = (written(found[k], metric).removesuffix(" %") for k in ("low", "high"))
    return {"value": written(found["value"], metric), "low": low, "high": high}


def _span(
    found: dict[str, Any], low: float, high: float, metric: Metric, signed: bool = False
) -> dict[str, Any]:
    """Texts of a value with its interval, and their places in percent between `low` and `high`."""

    def place(value: float | None) -> float:
        value = found["value"] if value is None else value
        return round(min(100.0, max(0.0, (value - low) / (high - low) * 100)), 2)

    left, right = place(found["low"]), place(found["high"])
    return {
        "text": {k: written(found[k], metric, signed) for k in ("value", "low", "high")},
        "at": place(found["value"]),
        "left": left,
        "width": round(right - left, 2),
    }
