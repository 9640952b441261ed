"""Good samples to plant defects on: kept by their claims, some of each task, domain and runtime, chosen by
hash.

The general criteria are what is measured and have no say in it: samples that a build's reward kept could not
be rejected by it again.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from stages.records.identity import rank
from stages.records.tables import read_rows
from stages.reward.verdict import claimed_total

COLUMNS = [
    "record_id", "domain", "task", "modality", "language", "runtime", "instruction", "input_code",
    "input_language", "input_runtime", "output_code", "image_render", "input_render",
    "output_render", "claims",
]  # fmt: skip


@dataclass(frozen=True)
class Good:
    """`after`, `before`: evidence of its output and input programs. `siblings`: samples of the same cell."""

    sample: dict[str, Any]
    after: dict[str, Any]
    before: dict[str, Any] | None
    siblings: list[dict[str, Any]] = field(default_factory=list, repr=False, compare=False)


def choose(
    samples: list[dict[str, Any]], kept: set[str], per_cell: int, seed: int
) -> list[list[dict[str, Any]]]:
    """Cells (domain, task, runtime) of up to `per_cell` kept samples, smallest hashes first."""
    cells = defaultdict(list)
    for sample in samples:
        if sample["record_id"] in kept:
            cells[sample["domain"], sample["task"], sample["runtime"]].append(sample)
    return [
        sorted(cells[cell], key=lambda s: rank(seed, "calibrate", s["record_id"]))[:per_cell]
        for cell in sorted(cells)
    ]


def kept_by_claims(rewards: list[dict[str, Any]], least: float) -> set[str]:
    """Ids of the samples of which execution and claims alone pass `least` of their weight."""
    return {row["sample_id"] for row in rewards if claimed_total(row["criteria"]) >= least}


def load(data: Path, per_cell: int, claims: float, seed: int) -> list[Good]:
    """Good samples from tables samples, rewards and renders under `data`, evidence included."""
    samples = read_rows(data / "samples", COLUMNS, keep=True)
    shards = (
        pq.read_table(p, columns=["sample_id", "criteria"]) for p in (data / "rewards").glob("*.parquet")
    )
    kept = {sample for shard in shards for sample in kept_by_claims(shard.to_pylist(), claims)}
    cells = choose(samples, kept, per_cell, seed)
    wanted = {s[f"{side}_render"] for cell in cells for s in cell for side in ("input", "output")} - {None}
    evidence = evidence_of(data / "renders", wanted)
    return [
        Good(s, evidence[s["output_render"]], evidence.get(s["input_render"]), cell)
        for cell in cells
        for s in cell
        if s["output_render"] in evidence
    ]


def evidence_of(folder: Path, renders: set[str]) -> dict[str, dict[str, Any]]:
    """Evidence of the named renders that drew."""
    found = {}
    for path in sorted(folder.glob("*.parquet")):
        here = sorted(r for r in renders if r.startswith(path.stem))
        if here:
            rows = pq.read_table(path, columns=["record_id", "evidence"], filters=[("record_id", "in", here)])
            found |= {r["record_id"]: json.loads(r["evidence"]) for r in rows.to_pylist() if r["evidence"]}
    return found
