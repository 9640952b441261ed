"""Who answers the test records: the model, its untrained self, the nearest neighbour, the misled model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from stages.records.identity import content_hash
from stages.train.prompt import prompt_text

if TYPE_CHECKING:
    from stages.train.predict import Predictor

Record = dict[str, Any]
VARIANTS = ("model", "untrained", "nearest", "wrong_image")


@dataclass(frozen=True)
class Answer:
    """One output for one test record."""

    record: Record
    variant: str
    checkpoint: str | None  # None: no model was asked (nearest)
    output: str
    loss: float | None  # mean nats per reference token, None where no model was asked
    source: str | None = None  # the other record behind the answer: a neighbour, or whose image was shown
    shown: bytes | None = None  # the image that was shown instead of the record's own

    @property
    def prompt_hash(self) -> str:
        """Hash of what was asked: the prompt's text and the image that went with it."""
        return content_hash([prompt_text(self.record), self.shown or self.record["image"]])


@dataclass(frozen=True)
class Asked:
    """What came back from asking one predictor: answers, and losses of more records than were answered."""

    answers: list[Answer]
    losses: dict[str, float]


def ask(
    predictor: Predictor,
    variant: str,
    records: Sequence[Record],
    scored: Sequence[Record],
    shown: dict[str, Record] | None = None,
) -> Asked:
    """Answers to `records` and answer losses of `scored` (a superset), by record id.

    `shown` replaces a record's image by another record's.
    """
    other = shown or {}
    losses = predictor.answer_losses([_as_shown(r, other) for r in scored])
    by_id = {r["record_id"]: loss for r, loss in zip(scored, losses, strict=True)}
    outputs = predictor.generate([_as_shown(r, other) for r in records])
    answers = [
        Answer(
            record=record,
            variant=variant,
            checkpoint=predictor.checkpoint,
            output=output,
            loss=by_id[record["record_id"]],
            source=other[record["record_id"]]["record_id"] if other else None,
            shown=other[record["record_id"]]["image"] if other else None,
        )
        for record, output in zip(records, outputs, strict=True)
    ]
    return Asked(answers, by_id)


def look_up(records: Sequence[Record], neighbours: dict[str, Record]) -> list[Answer]:
    """The nearest neighbours' codes as answers; records without a neighbour are absent."""
    return [
        Answer(
            record=record,
            variant="nearest",
            checkpoint=None,
            output=neighbours[record["record_id"]]["output_code"],
            loss=None,
            source=neighbours[record["record_id"]]["record_id"],
        )
        for record in records
        if record["record_id"] in neighbours
    ]


def _as_shown(record: Record, shown: dict[str, Record]) -> Record:
    other = shown.get(record["record_id"])
    return record if other is None else {**record, "image": other["image"]}
