"""Numbers of a stage's reports: everything for its own run, the headline for the parent, and loss curves.

The parent is what people compare side by side, so it gets one number per question: the metric of each
variant over all records and the last losses, not the same again for every slice.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from stages.lineage.lock import outs
from stages.tracking.execution import StageRun
from stages.tracking.values import as_metrics, key_of

ALL = "all"
OWN = "model"
Curves = dict[str, list[tuple[int, float]]]


def reports(root: Path, run: StageRun) -> Iterator[tuple[str, Any]]:
    """(name, content) of the metrics files of a stage."""
    for path in sorted(outs(run.entry)):
        if path.startswith("reports/metrics/") and path.endswith(".json") and (root / path).is_file():
            yield Path(path).stem, json.loads((root / path).read_bytes())


def own_numbers(root: Path, run: StageRun) -> dict[str, float]:
    """Numbers for the stage's own run."""
    record = run.record
    found = as_metrics(record.get("metrics", {}))
    found |= as_metrics({f"run.{k}": record.get(k) for k in ("duration_s", "cpu_s", "peak_rss_mb")})
    found |= as_metrics({"run": {"executions": record.get("execution_stats", {})}})
    for _, content in reports(root, run):
        found |= as_metrics(content)
    return found


def headline(root: Path, run: StageRun) -> dict[str, float]:
    """Numbers for the parent run, named by model or report."""
    found: dict[str, float] = {}
    for name, content in reports(root, run):
        stage, _, model = name.partition("_")
        if stage == "evaluate":
            found |= as_metrics({model: _evaluated(content)})
        elif stage == "train":
            found |= as_metrics({model: {k: v for k, v in content.items() if not isinstance(v, dict)}})
        else:
            found |= as_metrics({name: content})
    return found


def _evaluated(content: dict[str, Any]) -> dict[str, float]:
    """`metric` of the model's own answers, `variant.metric` of baselines, `comparison.metric` differences."""
    found = {}
    for group in ("variants", "differences"):
        for name, slices in content.get(group, {}).items():
            for metric, cell in slices.get(ALL, {}).items():
                if isinstance(cell, dict):
                    found[metric if name == OWN else f"{name}.{metric}"] = cell["value"]
    return found


def curves(root: Path, run: StageRun) -> Curves:
    """Columns of a stage's plots with a column `step`: name to (step, value)."""
    found: Curves = {}
    for path in sorted(outs(run.entry)):
        if not path.endswith(".csv") or not (root / path).is_file():
            continue
        with (root / path).open(encoding="utf-8", newline="") as file:
            table = csv.DictReader(file)
            for row in table if "step" in (table.fieldnames or ()) else ():
                for name, value in row.items():
                    if name != "step" and value:
                        found.setdefault(key_of(name), []).append((int(row["step"]), float(value)))
    return found
