"""Numbers as people write them in a chart program: few digits, no noise, few points."""

from __future__ import annotations

import math
from collections.abc import Sequence


def literal(value: float) -> str:
    """A Python literal without needless digits: 3.0 is 3, -0.0 is 0."""
    if value == int(value) and abs(value) < 1e6:
        return str(int(value))
    if 1e-4 <= abs(value) < 1e6:
        return repr(float(f"{value:.6g}"))
    mantissa, exponent = f"{value:.3e}".split("e")
    return f"{float(mantissa):g}e{int(exponent)}"


def rounded(values: Sequence[float], digits: int, *, log: bool = False) -> list[float]:
    """`values` with the decimals that `digits` digits of their span need.

    One number of decimals for the whole list, so that it reads evenly; on a log scale value by value.
    """
    finite = [abs(v) for v in values if v]
    if not finite:
        return [0.0 for _ in values]
    if log:
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


def telling(series: Sequence[Sequence[float]], most: int) -> list[int]:
    """At most `most` places of lists of one length: evenly spaced, moved to where the lists peak and dip."""
    count = len(series[0])
    places = spread(count, most)
    if len(places) == count or most < 4:
        return places
    fixed = {0, count - 1}
    for values in series:
        for extreme in (max(values), min(values)):
            at = list(values).index(extreme)
            free = [p for p in places if p not in fixed]
            if at in places or not free:
                fixed.add(at)
                continue
            nearest = min(free, key=lambda p: (abs(p - at), p))
            places[places.index(nearest)] = at
            fixed.add(at)
    return sorted(set(places))


def listed(values: Sequence[float]) -> str:
    """A Python list of numbers."""
    return "[" + ", ".join(literal(v) for v in values) + "]"


def quoted(text: str) -> str:
    """A Python string literal with single quotes where possible."""
    return repr(text)


def quoted_list(texts: Sequence[str]) -> str:
    return "[" + ", ".join(quoted(t) for t in texts) + "]"
