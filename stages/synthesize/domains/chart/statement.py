"""A statement about a chart: a slot of the templates, its words, and the claims it makes."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from stages.synthesize.domain import Claim
from stages.synthesize.domains.chart.wording import (
    say,
)


@dataclass(frozen=True)
class Statement:
    """`group`: words, frame, look or data; registers choose by it."""

    slot: str
    group: str
    fields: dict[str, str]
    claims: tuple[Claim, ...]

    def text(self, tone: str, rng: Random) -> str:
        return say(self.slot, tone, rng, self.fields)
