"""Targets: of a slice the k smallest hashes stay, the rest keep their row with the reason.

Local choice: a record's hash does not depend on the others, so one record less promotes at most one other.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from stages.records.identity import rank

Row = dict[str, Any]


def slice_of(row: Row) -> str:
    return f"{row['task']}/{row['domain']}/{row['modality']}"


def to_target(rows: list[Row], target: dict[str, int], seed: int) -> list[Row]:
    """Rows with those beyond their slice's target dropped. A slice is `task/domain/modality`."""
    slices: dict[str, list[Row]] = {}
    for row in rows:
        if row["decision"] == "keep":
            slices.setdefault(slice_of(row), []).append(row)
    over: dict[str, str] = {}
    for name, members in slices.items():
        if name in target:
            members.sort(key=lambda r: rank(seed, "target", r["record_id"]))
            for row in members[target[name] :]:
                over[row["record_id"]] = f"target: {name} keeps {target[name]}"
    return [
        {**row, "decision": "drop", "reason": over[row["record_id"]]} if row["record_id"] in over else row
        for row in rows
    ]


def shortfalls(rows: list[Row], target: dict[str, int]) -> list[str]:
    """A line for every slice that its target is not reached in: how many there are, and why not more."""
    kept = Counter(slice_of(row) for row in rows if row["decision"] == "keep")
    lines = []
    for name, wanted in sorted(target.items()):
        if kept[name] >= wanted:
            continue
        reasons = Counter(
            (row["reason"] or "").partition(":")[0]
            for row in rows
            if row["decision"] == "drop" and row["domain"] == name.split("/")[1]
        )
        why = ", ".join(f"{n} {reason}" for reason, n in reasons.most_common(3))
        lines.append(
            f"{name}: {kept[name]} of {wanted}; attempts without a sample in its domain: {why or 'none'}"
        )
    return lines
