"""Kinds of defect: one module a family, found by being here.

A module has `DEFECTS`, name to a function `plant(good, rng) -> Planted | Skipped`. A defect has to be one: it
contradicts the instruction or the shown picture, or nobody would want it in any sample. Where the sample
gives it no room it is skipped and says why. What is planted is decided from programs and instructions, never
from claims or criteria, so that what finds it cannot also have made it.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache

from stages.calibrate.good import Good
from stages.calibrate.planted import Planted, Skipped
from stages.discovery import modules

Plant = Callable[[Good, random.Random], Planted | Skipped]


@cache
def defects() -> dict[str, Plant]:
    """Every kind of defect by its name, in the order of the names."""
    found = {name: plant for module in modules(__name__) for name, plant in module.DEFECTS.items()}
    return dict(sorted(found.items()))
