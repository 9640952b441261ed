"""Good samples to plant defects on: kept by their claims, some of each task, domain and runtime, chosen by
hash.

The claims are judged here, whatever judge the build used: samples that its reward kept could not be rejected
by it again, and the general criteria are what is measured.
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
from stages.reward.criteria import judge_claims, weighted_share

COLUMNS = [
    "record_id", "domain", "task", "modality", "language", "runtime", "instruction", "input_code",
    "input_language", "input_runtime", "output_code", "image_render", "input_render",
    "output_render", "claims",
]  # fmt: skip


_SPARE = 2
"""Samples judged for each good one: nearly all of a build are good."""


@dataclass(frozen=True)
class Good:
    """`after`, `before`: evidence of its output and input programs. `siblings`: samples of the same cell."""

    sample: dict[str, Any]
    after: dict[str, Any]
    before: dict[str, Any] | None
    siblings: list[dict[str, Any]] = field(default_factory=list, repr=False, compare=False)


def choose(samples: list[dict[str, Any]], most: int, seed: int) -> list[list[dict[str, Any]]]:
    """Cells (domain, task, runtime) of up to `most` samples, smallest hashes first."""
    cells = defaultdict(list)
    for sample in samples:
        cells[sample["domain"], sample["task"], sample["runtime"]].append(sample)
    return [
        sorted(cells[cell], key=lambda s: rank(seed, "calibrate", s["record_id"]))[:most]
        for cell in sorted(cells)
    ]


def load(data: Path, per_cell: int, claims: float, seed: int) -> list[Good]:
    """Good samples from tables samples and renders under `data`, evidence included.

    `claims`: least share of the claims' weight. Of a cell the first `_SPARE` times `per_cell` are judged.
    """
    cells = choose(read_rows(data / "samples", COLUMNS, keep=True), _SPARE * per_cell, seed)
    wanted = {s[f"{side}_render"] for cell in cells for s in cell for side in ("input", "output")} - {None}
    evidence = evidence_of(data / "renders", wanted)
    goods = []
    for cell in cells:
        kept = [s for s in cell if claimed(s, evidence) >= claims][:per_cell]
        goods += [Good(s, evidence[s["output_render"]], evidence.get(s["input_render"]), kept) for s in kept]
    return goods


def claimed(sample: dict[str, Any], evidence: dict[str, dict[str, Any]]) -> float:
    """Share of the weight of a sample's claims that its evidence bears out, 0 where it did not draw."""
    after, before = (evidence.get(sample[f"{side}_render"]) for side in ("output", "input"))
    return weighted_share(judge_claims(sample["domain"], sample["runtime"], sample["claims"], after, before))


def evidence_of(folder: Path, renders: set[str]) -> dict[str, dict[str, Any]]:
    """Evidence of the named renders that drew."""
    found = {}
    for path in sorted(folder.glob("*.parquet")):
        here = sorted(r for r in renders if r.startswith(path.stem))
        if here:
            rows = pq.read_table(path, columns=["record_id", "evidence"], filters=[("record_id", "in", here)])
            found |= {r["record_id"]: json.loads(r["evidence"]) for r in rows.to_pylist() if r["evidence"]}
    return found
