"""What a model may read: corpus records of its modality, encoded, and those left out with the reason."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from stages.errors import JanusError
from stages.records.identity import rank
from stages.records.tables import read_rows
from stages.train.config import TrainSection
from stages.train.images import ImageGrid, square
from stages.train.order import Candidate, Visit
from stages.train.packing import Document
from stages.train.prompt import Encoded, encode

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

COLUMNS = (
    "record_id sample_id split slice modality form weight instruction input_code output_code image".split()
)
CANONICAL = "canonical"


def corpus_records(folder: Path, *, images: bool) -> list[dict[str, Any]]:
    """Kept training and validation records, sorted by id; with `images=False` the text modality alone."""
    rows = read_rows(folder, COLUMNS, keep=True)
    wanted = [
        r for r in rows if r["split"] in ("train", "validation") and (images or r["modality"] == "text")
    ]
    return sorted(wanted, key=lambda r: r["record_id"])


@dataclass
class Dataset:
    """Encoded records by index. `training` are candidates, `validation` indices in a fixed order."""

    records: list[dict[str, Any]]
    encoded: list[Encoded]
    training: list[Candidate]
    validation: list[int]
    left_out: list[dict[str, str]]
    grid: ImageGrid | None
    _pixels: dict[int, np.ndarray] = field(default_factory=dict)

    def length(self, index: int) -> int:
        return len(self.encoded[index])

    def document(self, visit: Visit) -> Document:
        """The record that a visit reads, with its image decoded once."""
        record, pixels = self.records[visit.index], None
        if self.grid is not None and record["image"]:
            if visit.index not in self._pixels:
                self._pixels[visit.index] = square(record["image"], self.grid.image_size)
            pixels = self._pixels[visit.index]
        return Document(visit, self.encoded[visit.index], pixels)

    def slices(self) -> dict[str, dict[str, int]]:
        """Records by slice: in training, in validation, left out."""
        left = {row["corpus_id"] for row in self.left_out}
        counts: dict[str, Counter[str]] = {}
        for record in self.records:
            kind = "left_out" if record["record_id"] in left else record["split"]
            counts.setdefault(record["slice"], Counter())[kind] += 1
        return {
            name: {k: c[k] for k in ("train", "validation", "left_out")} for name, c in sorted(counts.items())
        }


def build_dataset(
    records: list[dict[str, Any]],
    tokenizer: PreTrainedTokenizerBase,
    train: TrainSection,
    grid: ImageGrid | None,
) -> Dataset:
    """Encode records and choose. Raises JanusError where nothing is left to train or to validate on."""
    encoded = encode(tokenizer, records, grid.tokens if grid else 0)
    training, validation, left_out = [], [], []
    for index, (record, tokens) in enumerate(zip(records, encoded, strict=True)):
        if len(tokens) > train.max_tokens:
            reason = f"longer than train.max_tokens ({train.max_tokens})"
            left_out.append({"corpus_id": record["record_id"], "reason": reason})
        elif record["split"] == "train":
            canonical = record["form"] == CANONICAL
            weight = record["weight"] * (train.image_weight if record["image"] else 1.0)
            training.append(Candidate(index, record["record_id"], weight, canonical))
        else:
            validation.append(index)
    validation.sort(key=lambda i: rank(train.seed, "validation", records[i]["record_id"]))
    validation = validation[: train.validation_records]
    for split, found in (("train", training), ("validation", validation)):
        if not found:
            raise JanusError(
                f"no {split} record of at most {train.max_tokens} tokens in the corpus",
                where="data/corpus",
                do="raise train.max_tokens, or widen the sources in conf/crawl",
            )
    return Dataset(records, encoded, training, validation, left_out, grid)
