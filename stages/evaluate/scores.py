"""The metrics file: every number with its interval, by variant and slice, and the paired differences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from stages.evaluate.answers import VARIANTS
from stages.evaluate.bootstrap import Bootstrap

METRICS = {
    "parse_rate": "parsed",
    "execution_rate": "executed",
    "criteria_pass_rate": "criteria_passed",
    "ssim": "ssim",
    "colour_similarity": "colour_similarity",
}
"""Metric to the column of table predictions that it is the mean of."""

COMPARISONS = {
    "model_minus_untrained": ("model", "untrained"),
    "model_minus_nearest": ("model", "nearest"),
    "wrong_image_minus_model": ("wrong_image", "model"),
}
ALL = "all"

Losses = dict[str, dict[str, float]]
Placed = dict[str, tuple[str, str]]


def tabulate(
    rows: Iterable[dict[str, Any]], losses: Losses, placed: Placed, bootstrap: Bootstrap, model: str
) -> dict[str, Any]:
    """`{"variants": {variant: {slice: cell}}, "differences": {comparison: {slice: {metric: difference}}}}`.

    `rows`: of table predictions, kept ones count. `losses`: variant to corpus id to answer loss (more
    records than rows). `placed`: corpus id to (slice, source files). The slice `all` covers every record of
    a variant; `wrong_image` has image records only.
    """
    columns = _columns(rows, losses)
    slices = [ALL, *sorted({slice for slice, _ in placed.values()})]
    variants: dict[str, Any] = defaultdict(dict)
    differences: dict[str, Any] = defaultdict(dict)
    for slice in slices:
        for variant in VARIANTS:
            cell: dict[str, Any] = {}
            for metric, values in columns[variant].items():
                ids = _inside(values, slice, placed)
                if not ids:
                    continue
                cell["loss_n" if metric == "answer_loss" else "n"] = len(ids)
                cell[metric] = bootstrap.interval(
                    [values[i] for i in ids], [placed[i][1] for i in ids], model, variant, slice, metric
                )
            if cell:
                variants[variant][slice] = cell
        for name, (left, right) in COMPARISONS.items():
            found = {}
            for metric, values in columns[left].items():
                others = columns[right].get(metric, {})
                ids = [i for i in _inside(values, slice, placed) if i in others]
                if ids:
                    found[metric] = bootstrap.difference(
                        [values[i] for i in ids],
                        [others[i] for i in ids],
                        [placed[i][1] for i in ids],
                        *(model, name, slice, metric),
                    )
            if found:
                differences[name][slice] = found
    return {"variants": dict(variants), "differences": dict(differences)}


def _columns(rows: Iterable[dict[str, Any]], losses: Losses) -> dict[str, dict[str, dict[str, float]]]:
    """variant → metric → corpus id → value."""
    columns: dict[str, dict[str, dict[str, float]]] = {v: defaultdict(dict) for v in VARIANTS}
    for row in rows:
        if row["decision"] == "keep":
            for metric, column in METRICS.items():
                if row[column] is not None:
                    columns[row["variant"]][metric][row["corpus_id"]] = float(row[column])
    for variant, values in losses.items():
        columns[variant]["answer_loss"] = values
    return columns


def _inside(values: dict[str, float], slice: str, placed: Placed) -> Sequence[str]:
    return sorted(i for i in values if slice in (ALL, placed[i][0]))
