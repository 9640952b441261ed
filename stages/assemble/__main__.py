"""Assemble the corpus: `python -m stages.assemble` -> data/corpus, reports/metrics/corpus.json.

Every sample becomes one row. Benchmark items, slices without a share and duplicates are dropped with the
reason; the rest is split by ancestry and weighted by slice. Programs and pictures are compared from tokens
and hashes that the record cache keeps (stages/likeness).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.dataset as ds

from stages.assemble.ancestry import Ancestry
from stages.assemble.config import AssembleSection, MixtureSection
from stages.assemble.counts import counts
from stages.assemble.place import passed, place
from stages.assemble.rows import COPIED, corpus_row
from stages.check.gate import require_gate
from stages.config import load_section, raw_params
from stages.engine.local import progress
from stages.likeness.materials import materials
from stages.records.identity import sha256
from stages.records.tables import read_rows, write_table
from stages.stage import run_stage
from stages.tracking.run_record import RunRecord

Row = dict[str, Any]
DATA = Path("data")
SEEDS, SAMPLES, RENDERS, REWARDS, CORPUS = (
    DATA / name for name in ("seeds", "samples", "renders", "rewards", "corpus")
)
METRICS = Path("reports/metrics/corpus.json")
SEED_COLUMNS = [
    "record_id", "parents", "kind", "connector", "package", "version", "path", "content", "licence",
    "attribution",
]  # fmt: skip


def main(record: RunRecord) -> None:
    params = raw_params()
    section = load_section("assemble", AssembleSection, params)
    mixture = load_section("mixture", MixtureSection, params)
    parents = {}
    for name, folder in (("seeds", SEEDS), ("samples", SAMPLES), ("renders", RENDERS), ("rewards", REWARDS)):
        manifest = require_gate(name, folder)
        record.input(name, manifest)
        parents[name] = manifest["table_sha256"]
    rows, metrics = assemble(section, mixture, params["seed"])
    shaping = {name: params[name] for name in ("assemble", "mixture", "seed")}
    record.output("corpus", write_table("corpus", rows, CORPUS, params=shaping, parents=parents))
    METRICS.parent.mkdir(parents=True, exist_ok=True)
    METRICS.write_text(json.dumps(metrics, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    record.metric(
        rows=metrics["rows"],
        kept=metrics["kept"],
        components=metrics["components"]["count"],
        **{f"split_{name}": n for name, n in metrics["splits"].items()},
        **{f"dropped_{name.replace(' ', '_')}": n for name, n in metrics["dropped"].items()},
    )


def assemble(
    section: AssembleSection, mixture: MixtureSection, seed: int
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Sealed rows of table corpus and their counts, from the tables in data/."""
    return assemble_rows(*read_tables(), section, mixture, seed)


def read_tables() -> tuple[list[Row], list[Row], list[Row]]:
    """Seeds (with `bytes`, the hash of their content), samples and rewards in data/."""
    seeds = read_rows(SEEDS, SEED_COLUMNS)
    for row in seeds:
        row["bytes"] = sha256(row.pop("content") or b"")  # none where it was taken down
    samples = read_rows(SAMPLES, ["record_id", "parents", "decision", "reason", *COPIED])
    return seeds, samples, read_rows(REWARDS, ["record_id", "sample_id", "decision", "reason"])


def assemble_rows(
    seeds: list[Row],
    samples: list[Row],
    verdicts: list[Row],
    section: AssembleSection,
    mixture: MixtureSection,
    seed: int,
) -> tuple[list[Row], dict[str, Any]]:
    """Sealed rows of table corpus and their counts, from rows as `read_tables` gives them."""
    rewards = {r["sample_id"]: r for r in verdicts}
    left = passed(samples, rewards)
    images = drawn({r for s in left for r in (s["image_render"], s["output_render"])} - {None})
    compared = materials(left, images, {render: sha256(png) for render, png in images.items()})
    ancestry = Ancestry(seeds, samples)
    placed = place(samples, rewards, compared, ancestry, section, mixture, seed)
    shown = images | drawn({s["image_render"] for s in samples if s["image_render"]} - set(images))
    rows = []
    for sample in progress(samples, label="assemble"):
        reward = rewards.get(sample["record_id"])
        image = shown.get(sample["image_render"])
        rows.append(corpus_row(sample, reward["record_id"] if reward else None, image, ancestry, placed))
    return rows, counts(rows, compared, placed)


def drawn(renders: set[str]) -> dict[str, bytes]:
    """PNG by render id, of those renders that drew."""
    table = ds.dataset(sorted(RENDERS.rglob("*.parquet"))).to_table(
        columns=["record_id", "png"],
        filter=ds.field("record_id").isin(pa.array(sorted(renders), pa.string())),
    )
    return {r["record_id"]: r["png"] for r in table.to_pylist() if r["png"] is not None}


if __name__ == "__main__":
    run_stage("assemble", main)
