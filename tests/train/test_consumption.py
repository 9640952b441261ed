"""The consumption log says what the batches held, no more and no less."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from stages.records.tables import read_rows, table_sha256
from stages.train.loop import training_rows
from stages.train.packing import batches
from stages.train.run import Run, prepare


@pytest.mark.parametrize("model", ["januscoder", "januscoderv"])
def test_it_is_what_the_batches_held(trained: Path, model: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(trained)
    run = Run.of(model, table_sha256("data/corpus"))
    _, dataset = prepare(run)
    held = [
        (
            step,
            visit.offset,
            visit.epoch,
            dataset.records[visit.index]["record_id"],
            dataset.length(visit.index),
        )
        for step, group in enumerate(
            islice(batches(training_rows(run, dataset), run.train.batch_rows), 16), 1
        )
        for row in group
        for visit in row
    ]
    rows = read_rows(trained / "models" / model / "consumption")
    logged = [
        (r["step"], r["offset"], r["epoch"], r["corpus_id"], r["tokens"])
        for r in rows
        if r["role"] == "train"
    ]
    assert len(held) > 60 and sorted(held) == sorted(logged)
    assert rows == sorted(rows, key=lambda r: tuple(r.values()))
    assert {r["checkpoint"] for r in rows if r["step"] <= 4} == {4}
    assert {r["checkpoint"] for r in rows if r["step"] > 4} == {16}


def test_roles_follow_the_splits(trained: Path) -> None:
    split = {r["record_id"]: r["split"] for r in read_rows(trained / "data/corpus", ["record_id", "split"])}
    rows = read_rows(trained / "models/januscoderv/consumption")
    found = {(r["role"], split[r["corpus_id"]]) for r in rows}
    assert found == {("train", "train"), ("validation", "validation"), ("tokenizer", "train")}
    learnt_from = {r["corpus_id"] for r in rows if r["role"] == "tokenizer"}
    assert learnt_from == {i for i, name in split.items() if name == "train"}
    assert {r["step"] for r in rows if r["role"] == "validation"} == {0, 4, 8, 12, 16}


def test_januscoder_reads_no_image_task(trained: Path) -> None:
    tasks = {
        r["record_id"]: r["modality"] for r in read_rows(trained / "data/corpus", ["record_id", "modality"])
    }
    read = {tasks[r["corpus_id"]] for r in read_rows(trained / "models/januscoder/consumption")}
    assert read == {"text"}
