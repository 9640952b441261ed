"""Metric nodes: headline numbers of `reports/metrics/evaluate_MODEL.json`, one per variant and metric.

Only slice `all`: a number per slice is the same predictions cut differently, and stands in the file.
Ids: `metric:MODEL:METRIC` for the model's own answers, `metric:MODEL:VARIANT:METRIC` for a baseline's.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

PREFIX = "evaluate_"
OWN = "model"
"""The variant of predictions that are the model's own."""


def metric_nodes(root: Path) -> pa.Table:
    """Columns id, model, variant, label; no rows where nothing was evaluated."""
    import pyarrow as pa

    rows = []
    for path in sorted((root / "reports/metrics").glob(f"{PREFIX}*.json")):
        model = path.stem.removeprefix(PREFIX)
        variants = json.loads(path.read_text(encoding="utf-8"))["variants"]
        for variant, slices in sorted(variants.items()):
            for metric, value in sorted(slices.get("all", {}).items()):
                if isinstance(value, dict):
                    name = metric if variant == OWN else f"{variant}:{metric}"
                    label = f"{name} = {value['value']}"
                    rows.append(
                        {"id": f"metric:{model}:{name}", "model": model, "variant": variant, "label": label}
                    )
    return pa.Table.from_pylist(
        rows, pa.schema([(k, pa.string()) for k in ("id", "model", "variant", "label")])
    )
