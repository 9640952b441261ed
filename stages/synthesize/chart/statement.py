"""A statement about a chart: a slot of the templates, its words, and the claims it makes."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from stages.synthesize.chart.wording import (
    say,
)
from stages.synthesize.domain import Claim


@dataclass(frozen=True)
class Statement:
    """`group`: words, frame, look or data; registers choose by it."""

    slot: str
    group: str
    fields: dict[str, str]
    claims: tuple[Claim, ...]

    def text(self, tone: str, rng: Random) -> str:
        return say(self.slot, tone, rng, self.fields)
