"""Canonical programs: the seed's picture in the main, always in the same words and the same order.

A small model learns from this form, so nothing in it varies but the content: same imports, one statement a
line, fixed order of statements and arguments, hex colours, rounded numbers, few points. What is too much for
the budget is written coarser step by step: fewer points, fewer digits, fewer series, one panel of many.
`layout='constrained'` keeps the labels of a small figure inside the picture.
"""

from __future__ import annotations

from collections.abc import Iterator

from stages.synthesize.domain import NotApplicable
from stages.synthesize.domains.chart.canonical_panel import TITLE, short_text, write_panel
from stages.synthesize.domains.chart.figures import (
    Json,
    axes_of,
    box_of,
    main_number,
    panel_numbers,
    shown,
)
from stages.synthesize.domains.chart.line import Detail
from stages.synthesize.domains.chart.numbers import quoted
from stages.synthesize.tokens import count_tokens

BUDGET = 240
"""Tokens of a canonical program; the rest of the 256 is room for a concept of guided evolution."""
DETAILS = (
    *((6, Detail(points, 3)) for points in (12, 10, 8)),
    *(
        (most, Detail(points, digits, notes=False))
        for most in (6, 4, 3)
        for points, digits in ((12, 3), (10, 3), (8, 3), (8, 2), (6, 2), (5, 2), (4, 2))
    ),
    *((2, Detail(points, 2, notes=False)) for points in (6, 5, 4, 3)),
    (2, Detail(4, 2, label=12, notes=False)),
    (2, Detail(3, 1, label=0, notes=False)),
)
"""(series, detail) from fine to coarse."""


def write(evidence: Json) -> str:
    """The canonical program of a chart. Raises NotApplicable with the reason."""
    reason = None
    for numbers in _choices(evidence):
        for most, detail in DETAILS:
            try:
                code = _program(evidence, numbers, most, detail)
            except NotApplicable as refusal:
                reason = refusal
                break
            if count_tokens(code) <= BUDGET:
                return code
    raise reason or NotApplicable("more text than a short program holds")


def _choices(evidence: Json) -> Iterator[list[int]]:
    """All panels when they form a small regular grid, then the main one alone."""
    if grid_of(evidence) is not None:
        yield reading_order(evidence)
    yield [main_number(evidence)]


def reading_order(evidence: Json) -> list[int]:
    """Panels from the top left to the bottom right."""
    everywhere = axes_of(evidence)
    return sorted(
        panel_numbers(evidence),
        key=lambda i: (-round(box_of(everywhere[i])[3], 2), round(box_of(everywhere[i])[0], 2)),
    )


def grid_of(evidence: Json) -> tuple[int, int] | None:
    """(rows, columns) of 2 to 4 panels that fill a regular grid, else None."""
    everywhere = axes_of(evidence)
    numbers = panel_numbers(evidence)
    if not 2 <= len(numbers) <= 4 or len(numbers) < len(everywhere):
        return None
    boxes = [[round(v, 2) for v in box_of(everywhere[i])] for i in numbers]
    rows, columns = len({b[1] for b in boxes}), len({b[0] for b in boxes})
    return (rows, columns) if rows * columns == len(numbers) and max(rows, columns) <= 3 else None


def _program(evidence: Json, numbers: list[int], most: int, detail: Detail) -> str:
    everywhere = axes_of(evidence)
    lines = ["import matplotlib.pyplot as plt", ""]
    if len(numbers) == 1:
        projection = everywhere[numbers[0]].get("projection")
        kind = f", subplot_kw={{'projection': {quoted(projection)}}}" if projection in ("polar", "3d") else ""
        lines.append(f"fig, ax = plt.subplots(figsize=(4, 3){kind}, layout='constrained')")
        lines += write_panel(everywhere[numbers[0]], "ax", most, detail)
    else:
        rows, columns = grid_of(evidence)
        if any(everywhere[n].get("projection") != "rectilinear" for n in numbers):
            raise NotApplicable("panels of several projections")
        size = f"({3 * columns}, {2 * rows + 1})"
        lines.append(f"fig, axes = plt.subplots({rows}, {columns}, figsize={size}, layout='constrained')")
        for place, number in enumerate(numbers):
            name = (
                f"axes[{place}]" if 1 in (rows, columns) else f"axes[{place // columns}, {place % columns}]"
            )
            lines += write_panel(everywhere[number], name, most, detail)
        title = short_text(shown(evidence).get("suptitle"), TITLE)
        if title:
            lines.append(f"fig.suptitle({quoted(title)})")
    lines.append("plt.show()")
    return "\n".join(lines) + "\n"
