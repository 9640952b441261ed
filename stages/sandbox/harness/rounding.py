"""Numbers, colours and lists as evidence states them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

MOST = 64
"""Values kept of a list; its true length stands beside it as `n`."""
DIGITS = 4


def number(value: Any) -> float | None:
    """Rounded to 4 significant digits; whole numbers below a million stay as they are; None if not finite.

    Whole numbers are kept because counts and years are stated in full by what is said of a picture.
    """
    value = float(value)
    if not math.isfinite(value):
        return None
    if value == int(value) and abs(value) < 1e6:
        return float(int(value))
    return float(f"{value:.{DIGITS}g}") + 0.0


def numbers(values: Iterable[Any]) -> list[float | None]:
    """The values, rounded; of a longer list 64 evenly spaced ones, both ends included."""
    listed = list(values)
    if len(listed) > MOST:
        listed = [listed[round(i * (len(listed) - 1) / (MOST - 1))] for i in range(MOST)]
    return [number(v) for v in listed]


def hex_colour(red: int, green: int, blue: int) -> str:
    """`#rrggbb` from channels of 0..255."""
    return f"#{red:02x}{green:02x}{blue:02x}"
