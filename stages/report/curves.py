"""Learning curves from the CSV files that training writes (the same that `dvc plots` shows)."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from stages.errors import JanusError
from stages.report.charts import Series, lines

TRAINING, VALIDATION = "train_loss", "validation_loss"


@dataclass(frozen=True)
class Curves:
    """A model's losses by step: mean nats per answer token."""

    model: str
    training: list[tuple[float, float]]
    validation: list[tuple[float, float]]

    @property
    def best(self) -> tuple[float, float] | None:
        """(step, loss) of the lowest validation loss."""
        return min(self.validation, key=lambda p: p[1], default=None)

    def chart(self, css: str):
        """Training loss thin, validation loss with marks, on one pair of axes."""
        series = [Series("training loss", f"{css} faint", self.training)]
        if self.validation:
            series.append(Series("validation loss", css, self.validation, marked=len(self.validation) <= 40))
        return lines(
            series,
            title=f"Learning curves of {self.model}",
            x_label="optimizer step",
            y_label="answer loss (nats per token)",
        )


def read_curves(plots: Path, model: str) -> Curves:
    """The losses in `loss_MODEL.csv`. Raises JanusError where the file is absent or holds no loss."""
    path = plots / f"loss_{model}.csv"
    again = f"run `dvc repro train@{model}`"
    if not path.is_file():
        raise JanusError(f"{model} has no learning curve", where=str(path), do=again)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = {
        column: [(float(r["step"]), float(r[column])) for r in rows if r.get(column)]
        for column in (TRAINING, VALIDATION)
    }
    if not found[TRAINING]:
        raise JanusError(
            f"the learning curve of {model} holds no column {TRAINING}", where=str(path), do=again
        )
    return Curves(model, found[TRAINING], found[VALIDATION])
