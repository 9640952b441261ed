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


def telling(xs: Sequence[float], series: Sequence[Sequence[float]], most: int) -> list[int]:
    """At most `most` places that keep the shape of curves over one x, both ends included.

    Largest triangle of three buckets (Steinarsson 2013), the triangles of several curves added up in units of
    their spans. For x that is not in order, even places moved to the extremes.
    """
    count = len(xs)
    if count <= most or most < 4:
        return spread(count, most)
    if list(xs) != sorted(xs):
        return _with_extremes([xs, *series], most)
    spans = [max(ys) - min(ys) or 1.0 for ys in series]
    edges = [1 + round(i * (count - 2) / (most - 2)) for i in range(most - 1)]
    places = [0]
    for low, high, far in zip(edges, edges[1:], [*edges[2:], count], strict=False):
        ahead = range(high, min(far, count)) if high < count - 1 else [count - 1]
        middle = sum(xs[k] for k in ahead) / len(ahead)
        means = [sum(ys[k] for k in ahead) / len(ahead) for ys in series]
        last = places[-1]

        def area(k: int, last: int = last, middle: float = middle, means: list[float] = means) -> float:
            return sum(
                abs((xs[last] - middle) * (ys[k] - ys[last]) - (xs[last] - xs[k]) * (mean - ys[last])) / span
                for ys, mean, span in zip(series, means, spans, strict=True)
            )

        places.append(max(range(low, high), key=lambda k: (area(k), -k)))
    return [*places, count - 1]


def _with_extremes(lists: Sequence[Sequence[float]], most: int) -> list[int]:
    count = len(lists[0])
    places = spread(count, most)
    fixed = {0, count - 1}
    for values in lists:
        for extreme in (max(values), min(values)):
            at = list(values).index(extreme)
            free = [p for p in places if p not in fixed]
            if at not in places and free:
                places[places.index(min(free, key=lambda p: (abs(p - at), p)))] = at
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
