"""What several concepts ask of a program: whether it is flat, whether a statement can be added."""

from __future__ import annotations

from random import Random

from stages.synthesize.domain import NotApplicable
from stages.synthesize.domains.chart.concepts.source import (
    Source,
)
from stages.synthesize.domains.chart.figures import data_series, kind_of

FLAT = ("line", "scatter", "bar", "barh", "area", "errorbar", "step", "stem")


def pick(choices: list, what: str, rng: Random):
    if not choices:
        raise NotApplicable(f"no {what} that can be changed stands plainly in the code")
    return rng.choice(choices)


def can_insert(source: Source, name: str) -> bool:
    try:
        source.insertion((name, ""))
    except NotApplicable:
        return False
    return True


def is_flat(source: Source) -> bool:
    kinds = {kind_of(s) for s in data_series(source.axes)}
    return source.axes.get("projection") == "rectilinear" and bool(kinds) and kinds <= set(FLAT)
