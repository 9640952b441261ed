"""What the gates found, from their reports."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from stages.check.gate import report_path, require_passed

TABLES = ("seeds", "samples", "renders", "rewards", "corpus", "predictions")


def gates(data: Path) -> list[dict[str, Any]]:
    """Reports of all gates in the pipeline's order.

    Raises JanusError where one is absent, failed, or speaks of other bytes than lie under `data`.
    """
    for table in TABLES:
        require_passed(table, data / table)
    return [json.loads(report_path(table).read_text(encoding="utf-8")) for table in TABLES]
