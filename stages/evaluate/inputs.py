"""What evaluation reads: the corpus as one model sees it, and what the records' own codes drew."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.dataset as ds

from stages.errors import JanusError
from stages.evaluate.verdicts import Reference
from stages.records.tables import read_rows, read_table

Record = dict[str, Any]
COLUMNS = [
    "record_id", "sample_id", "domain", "task", "modality", "split", "slice", "form", "roots", "language",
    "runtime", "instruction", "input_code", "input_runtime", "output_code", "image", "output_render",
    "claims",
]  # fmt: skip


@dataclass(frozen=True)
class Corpus:
    """Records of the slices that a model was trained on."""

    test: list[Record]
    train: list[Record]


def corpus_of(model: Path, corpus: Path, forms: Iterable[str]) -> Corpus:
    """Test records of the given forms, and all training records, in the slices that `model` was trained on.

    The slices are read from the model's consumption log: what it was never shown in training is not its task.
    Raises JanusError where no test record is left.
    """
    consumed = read_table(model / "consumption", ["corpus_id", "role"]).to_pylist()
    trained = {c["corpus_id"] for c in consumed if c["role"] == "train"}
    rows = read_rows(corpus, COLUMNS, keep=True)
    slices = {r["slice"] for r in rows if r["record_id"] in trained}
    inside = [r for r in rows if r["slice"] in slices]
    test = [r for r in inside if r["split"] == "test" and r["form"] in set(forms)]
    if not test:
        raise JanusError(
            f"the test split has no record of the forms {sorted(forms)} in the slices of {model}",
            where=str(corpus),
            do="widen evaluate.forms, or give the test split a larger share",
        )
    return Corpus(test, [r for r in inside if r["split"] == "train"])


def references(
    records: Iterable[Record], renders: Path, render_of: Callable[[str, str], str]
) -> dict[str, Reference]:
    """Record id to what its output code drew and what its input code drew, from table renders.

    `render_of(code, runtime)` is the record id of a render. Raises JanusError naming a record whose render
    is not in the table.
    """
    wanted = {r["record_id"]: (r["output_render"], _before(r, render_of)) for r in records}
    ids = {i for pair in wanted.values() for i in pair if i}
    table = ds.dataset(sorted(renders.rglob("*.parquet"))).to_table(
        columns=["record_id", "png", "evidence"], filter=ds.field("record_id").isin(sorted(ids))
    )
    found = {r["record_id"]: r for r in table.to_pylist()}
    if absent := sorted(ids - found.keys()):
        raise JanusError(
            f"{len(absent)} renders that the test split names are not in the table, for one {absent[0]}",
            where=str(renders),
            do="run `dvc repro validate assemble`",
        )
    return {
        record: Reference(
            found[after]["png"], None if before is None else json.loads(found[before]["evidence"])
        )
        for record, (after, before) in wanted.items()
    }


def _before(record: Record, render_of: Callable[[str, str], str]) -> str | None:
    code = record["input_code"]
    return None if code is None else render_of(code, record["input_runtime"])
