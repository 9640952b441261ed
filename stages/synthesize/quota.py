"""Quotas: the k smallest hashes of a cell stay, the rest keep their row with the reason.

Local choice: a record's hash does not depend on the others, so one record less promotes at most one other.
"""

from __future__ import annotations

from typing import Any

from stages.records.identity import rank


def apply_quota(rows: list[dict[str, Any]], quota: dict[str, int], seed: int) -> list[dict[str, Any]]:
    """Rows with those over their cell's quota dropped. A cell is `task/domain/form`."""
    cells: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        if row["decision"] == "keep":
            cells.setdefault(f"{row['task']}/{row['domain']}/{row['form']}", []).append(row)
    over: dict[str, str] = {}
    for cell, members in cells.items():
        if cell in quota:
            members.sort(key=lambda r: rank(seed, "quota", r["record_id"]))
            for row in members[quota[cell] :]:
                over[row["record_id"]] = f"quota: {cell} keeps {quota[cell]}"
    return [
        {**row, "decision": "drop", "reason": over[row["record_id"]]} if row["record_id"] in over else row
        for row in rows
    ]
