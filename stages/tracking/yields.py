"""What synthesis yielded, in MLflow: domain x strategy x teacher x kept rate, as a table and as metrics.

The report counts the cells (stages/report/yields.py), for only the corpus says which samples were kept; they
go to the run of stage synthesize and to the parent.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from stages.lineage.lock import outs
from stages.tracking.execution import StageRun
from stages.tracking.runs import fill
from stages.tracking.store import Store
from stages.tracking.values import key_of

CELLS = Path("reports/plots/yields.csv")
TABLE = "yields.json"
"""Name of the table artifact."""
STAGE = "synthesize"

COUNTS = ("attempted", "written", "kept")

Cell = dict[str, Any]
"""Texts, `COUNTS` as integers, and `kept_rate`: None where there was no attempt."""


def read_yields(root: Path, runs: list[StageRun]) -> list[Cell]:
    """The cells that the report of this execution counted; none where it was not reached."""
    counted = any(run.name == "report" and run.done and str(CELLS) in outs(run.entry) for run in runs)
    if not counted or not (root / CELLS).is_file():
        return []
    with (root / CELLS).open(encoding="utf-8", newline="") as file:
        return [_read(row) for row in csv.DictReader(file)]


def log_yields(store: Store, cells: list[Cell], run_id: str, at: float) -> None:
    """Metrics `kept_rate/<domain>/<strategy>/<teacher>` and the whole table, reasons of empty cells included.

    `at`: seconds since the epoch, the time of the metrics. What the run has already is left alone.
    """
    rates = {
        key_of(f"kept_rate/{cell['domain']}/{cell['strategy']}/{cell['teacher']}"): cell["kept_rate"]
        for cell in cells
        if cell["kept_rate"] is not None
    }
    fill(store, run_id, metrics=rates, at=at)
    if cells and TABLE not in {entry.path for entry in store.client.list_artifacts(run_id)}:
        columns = {name: [cell[name] for cell in cells] for name in cells[0]}
        store.client.log_table(run_id, columns, TABLE)


def _read(row: dict[str, str]) -> Cell:
    rate = float(row["kept_rate"]) if row["kept_rate"] else None
    return {**row, **{name: int(row[name]) for name in COUNTS}, "kept_rate": rate}
