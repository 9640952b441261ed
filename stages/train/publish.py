"""From a finished run to the stage's outputs: models/MODEL, its metrics and its curve."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from stages.records.schemas import SCHEMAS
from stages.records.tables import write_manifest, write_parquet
from stages.train.dataset import Dataset
from stages.train.prompt import PROMPT_VERSION
from stages.train.run import Run, tokenizer_records
from stages.train.schedule import checkpoint_of, checkpoint_steps
from stages.train.state import Progress, RunState

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

LEFT_OUT = pa.schema([("corpus_id", pa.string()), ("reason", pa.string())])
SETTINGS = "training.json"
"""In a model's folder: what predict needs to load it or to rebuild its initialisation."""


def publish(
    run: Run, progress: Progress, tokenizer: PreTrainedTokenizerBase, dataset: Dataset, root: Path = Path(".")
) -> dict[str, Any]:
    """Write every output of the stage below `root`; returns the manifest of models/MODEL."""
    folder = root / "models" / run.model
    folder.mkdir(parents=True, exist_ok=True)
    steps = progress.step
    checkpoints = checkpoint_steps(steps, run.train.checkpoints)
    for step in checkpoints:
        shutil.copytree(
            RunState(run.folder).checkpoint(step), folder / "checkpoints" / str(step), dirs_exist_ok=True
        )
    tokenizer.save_pretrained(folder)
    shutil.copy(folder / "checkpoints" / str(steps) / "config.json", folder / "config.json")
    settings = {
        "model": run.model,
        "prompt_version": PROMPT_VERSION,
        "architecture": run.arch.model_dump(),
        "seed": run.train.seed,
        "threads": run.engine.threads,
        "precision": run.engine.precision,
        "pack_tokens": run.train.pack_tokens,
        "max_new_tokens": run.train.max_new_tokens,
        "checkpoints": checkpoints,
        "final": steps,
    }
    _write_json(folder / SETTINGS, settings)
    rows = sorted(
        consumption(run, progress, tokenizer, dataset, checkpoints), key=lambda r: tuple(r.values())
    )
    write_parquet(
        pa.Table.from_pylist(rows, schema=SCHEMAS["consumption"]), folder / "consumption" / "0.parquet"
    )
    write_parquet(pa.Table.from_pylist(dataset.left_out, schema=LEFT_OUT), folder / "left_out.parquet")
    manifest = write_manifest(
        folder,
        artifact=f"models/{run.model}",
        rows=len(rows),
        schema={"columns": {f.name: str(f.type) for f in SCHEMAS["consumption"]}},
        params=run.params,
        parents={"corpus": run.corpus_sha256},
    )
    _write_json(root / "reports" / "metrics" / f"train_{run.model}.json", metrics(run, progress, dataset))
    _write_curve(root / "reports" / "plots" / f"loss_{run.model}.csv", progress)
    return manifest


def consumption(
    run: Run,
    progress: Progress,
    tokenizer: PreTrainedTokenizerBase,
    dataset: Dataset,
    checkpoints: list[int],
) -> Iterator[dict[str, Any]]:
    """Rows of the consumption log: every reading by a batch, and what the tokenizer was learnt from."""
    readings = list(progress.consumption)
    if not run.arch.pretrained:
        index_of = {r["record_id"]: i for i, r in enumerate(dataset.records)}
        for offset, record in enumerate(tokenizer_records(dataset.records)):
            index = index_of[record["record_id"]]
            readings.append((0, 0, offset, 0, "tokenizer", index, dataset.length(index)))
    for step, rank, offset, epoch, role, index, tokens in readings:
        record = dataset.records[index]
        yield {
            "model": run.model,
            "step": step,
            "checkpoint": checkpoint_of(step, checkpoints),
            "rank": rank,
            "offset": offset,
            "epoch": epoch,
            "role": role,
            "corpus_id": record["record_id"],
            "sample_id": record["sample_id"],
            "tokens": tokens,
        }


def metrics(run: Run, progress: Progress, dataset: Dataset) -> dict[str, Any]:
    """Numbers of the run that its inputs decide; speed is in the run record."""
    tail = [loss for _, loss, _ in progress.train_loss[-run.train.eval_every :]]
    read = {c[5] for c in progress.consumption if c[4] == "train"}
    return {
        "model": run.model,
        "parameters": progress.parameters,
        "steps": progress.step,
        "tokens": progress.tokens,
        "answer_tokens": progress.answer_tokens,
        "train_loss": _round(sum(tail) / len(tail)),
        "validation_loss": _round(progress.validation_loss[-1][1]),
        "untrained_validation_loss": _round(progress.validation_loss[0][1]),
        "records_read": len(read),
        "validation_records": len(dataset.validation),
        "left_out": len(dataset.left_out),
        "slices": dataset.slices(),
    }


def _write_curve(path: Path, progress: Progress) -> None:
    """A row a validation: the mean train loss since the row before (row 0: before the first update)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    losses = progress.train_loss
    with path.open("w", newline="", encoding="utf-8") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(["step", "train_loss", "validation_loss", "lr"])
        before = 0
        for step, validation in progress.validation_loss:
            span = losses[before : max(step, 1)]
            mean = sum(loss for _, loss, _ in span) / len(span)
            table.writerow([step, _round(mean), _round(validation), f"{span[-1][2]:.6g}"])
            before = step


def _round(value: float) -> float:
    return round(value, 6)


def _write_json(path: Path, value: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, indent=1, sort_keys=True) + "\n", encoding="utf-8")
