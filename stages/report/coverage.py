"""Where the corpus is thick and where it is thin: domain, task, concept and length of the program."""

from __future__ import annotations

from collections import Counter
from typing import Any

from stages.records.schemas import TASKS
from stages.report.tables import Tables

LENGTHS = (("short", 400), ("medium", 1200), ("long", None))
"""Complexity of a program by its characters, up to and including; a canonical program is about 400."""


def coverage(tables: Tables) -> list[dict[str, Any]]:
    """A row a domain: kept records by task and by length, and its concepts, commonest first."""
    size = tables.lengths("corpus", "output_code")
    samples = {row["record_id"]: row for row in tables["samples"]}
    kept = [row for row in tables["corpus"] if row["decision"] == "keep"]
    found = []
    for domain in sorted({row["domain"] for row in kept}):
        rows = [row for row in kept if row["domain"] == domain]
        concepts = Counter(
            samples[row["sample_id"]]["concept"] for row in rows if row["task"] in ("generation", "editing")
        )
        tasks, lengths = (
            Counter(row["task"] for row in rows),
            Counter(_length(size[row["record_id"]]) for row in rows),
        )
        found.append(
            {
                "domain": domain,
                "total": len(rows),
                "tasks": {task: tasks[task] for task in TASKS},
                "lengths": {name: lengths[name] for name, _ in LENGTHS},
                "concepts": sorted(concepts.items(), key=lambda pair: (-pair[1], pair[0])),
            }
        )
    return found


def _length(characters: int) -> str:
    return next(name for name, most in LENGTHS if most is None or characters <= most)
