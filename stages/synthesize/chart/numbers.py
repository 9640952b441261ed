"""Numbers as people write them in a chart program: few digits, no noise, few points."""

from __future__ import annotations

import math
from collections.abc import Sequence


def literal(value: float) -> str:
    """A Python literal without needless digits: 3.0 is 3, -0.0 is 0."""
    if value == int(value) and abs(value) < 1e6:
        return str(int(value))
    return repr(float(f"{value:.6g}")) if abs(value) >= 1e-4 else f"{value:.3g}"


def rounded(values: Sequence[float], digits: int) -> list[float]:
    """`values` with the decimals that `digits` digits of their span need.

    One number of decimals for the whole list, so that it reads evenly; lists that run over three decades are
    rounded value by value instead (they are meant for a log scale).
    """
    finite = [abs(v) for v in values if v]
    if not finite:
        return [0.0 for _ in values]
    if max(finite) / min(finite) > 1000 and min(values) >= 0:
        return [float(f"{v:.{digits - 1}e}") for v in values]
    span = max(values) - min(values)
    size = span if span > 1e-9 * max(finite) else max(finite)
    decimals = digits - 1 - math.floor(math.log10(size))
    return [round(v, decimals) + 0.0 for v in values]


def spread(count: int, most: int) -> list[int]:
    """At most `most` of `count` places, evenly spaced, both ends included."""
    if count <= most:
        return list(range(count))
    if most == 1:
        return [0]
    return sorted({round(i * (count - 1) / (most - 1)) for i in range(most)})


def listed(values: Sequence[float]) -> str:
    """A Python list of numbers."""
    return "[" + ", ".join(literal(v) for v in values) + "]"


def quoted(text: str) -> str:
    """A Python string literal with single quotes where possible."""
    return repr(text)


def quoted_list(texts: Sequence[str]) -> str:
    return "[" + ", ".join(quoted(t) for t in texts) + "]"
