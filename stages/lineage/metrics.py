"""Metric nodes: headline numbers of `reports/metrics/evaluate_MODEL.json`, one per variant and metric.

Only slice `all`: a number per slice is the same predictions cut differently, and stands in the file.
Ids: `metric:MODEL:METRIC` for the model's own answers, `metric:MODEL:VARIANT:METRIC` for a baseline's.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from stages.errors import JanusError

if TYPE_CHECKING:
    import pyarrow as pa

PREFIX = "evaluate_"
OWN = "model"
"""The variant of predictions that are the model's own."""
ALL = "all"
COLUMNS = ("id", "model", "variant", "label")


def metric_nodes(root: Path) -> pa.Table:
    """Columns id, model, variant, label; no rows where nothing was evaluated."""
    import pyarrow as pa

    rows = []
    for path in sorted((root / "reports/metrics").glob(f"{PREFIX}*.json")):
        model = path.stem.removeprefix(PREFIX)
        for variant, metric, value in _headline(path):
            name = metric if variant == OWN else f"{variant}:{metric}"
            node = {"id": f"metric:{model}:{name}", "model": model, "variant": variant}
            rows.append({**node, "label": f"{name} = {value}"})
    return pa.Table.from_pylist(rows, pa.schema([(column, pa.string()) for column in COLUMNS]))


def metric_values(root: Path, checkpoint: str | None) -> dict[str, float]:
    """Metric (VARIANT:METRIC for a baseline) to its value, of the checkpoint that was evaluated.

    Empty for a checkpoint that was not; where it is None: of all models, as MODEL:METRIC.
    """
    found = {}
    for path in sorted((root / "reports/metrics").glob(f"{PREFIX}*.json")):
        headline = _headline(path)
        if checkpoint in (None, json.loads(path.read_bytes())["checkpoint"]):
            lead = f"{path.stem.removeprefix(PREFIX)}:" if checkpoint is None else ""
            for variant, metric, value in headline:
                found[lead + (metric if variant == OWN else f"{variant}:{metric}")] = value
    return found


def _headline(path: Path) -> list[tuple[str, str, float]]:
    """(variant, metric, value) over all records. Raises JanusError for any other content."""
    try:
        variants = json.loads(path.read_bytes())["variants"]
        return [
            (variant, metric, cell["value"])
            for variant, slices in sorted(variants.items())
            for metric, cell in sorted(slices.get(ALL, {}).items())
            if isinstance(cell, dict)
        ]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise JanusError(
            f"{path.name} is not what evaluate writes ({type(error).__name__}: {error})",
            where=str(path),
            do=f"run `dvc repro --force evaluate@{path.stem.removeprefix(PREFIX)}`",
        ) from None
