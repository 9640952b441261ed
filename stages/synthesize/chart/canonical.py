"""Canonical programs: the seed's picture in the main, always in the same words and the same order.

A small model learns from this form, so nothing in it varies but the content: same imports, one statement a
line, fixed order of statements and arguments, hex colours, rounded numbers, few points. What is too much for
the budget is written coarser step by step: fewer points, fewer digits, fewer series, one panel of many.
`layout='constrained'` keeps the labels of a small figure inside the picture.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from stages.synthesize.chart.canonical_series import write_series
from stages.synthesize.chart.canonical_shapes import MOST_PATCHES
from stages.synthesize.chart.figures import (
    Json,
    axes_of,
    box_of,
    data_series,
    drawn_limits,
    kind_of,
    label_of,
    main_number,
    panel_numbers,
    series_of,
    shown,
)
from stages.synthesize.chart.line import Detail, Line
from stages.synthesize.chart.numbers import literal, quoted, rounded
from stages.synthesize.domain import NotApplicable
from stages.synthesize.tokens import count_tokens

BUDGET = 240
"""Tokens of a canonical program; the rest of the 256 is room for a concept of guided evolution."""
TITLE, LABEL, TEXT = 48, 32, 24
"""Longest title, label and note (characters) that a canonical program repeats."""
DETAILS = (
    *(
        (n, Detail(points, digits))
        for n in (6, 4, 3)
        for points, digits in ((12, 3), (10, 3), (8, 3), (8, 2), (6, 2), (5, 2))
    ),
    *((2, Detail(points, 2)) for points in (6, 5, 4, 3)),
    (2, Detail(4, 2, 12)),
    (2, Detail(3, 1, 0)),
)
"""(series, detail) from fine to coarse."""
MOST_NOTES = 6
"""Texts of a panel that shows nothing else; beside data at most two."""
PICTURE = ("contour", "collection", "patch", "image")
SHOWN_SHARE = 0.5
"""A panel whose kinds without data outnumber those with data this much is not drawn by its data alone."""
SCALES = ("log", "symlog", "logit")


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
        lines += _panel(everywhere[numbers[0]], "ax", most, detail)
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
            lines += _panel(everywhere[number], name, most, detail)
        title = _text(shown(evidence).get("suptitle"), TITLE)
        if title:
            lines.append(f"fig.suptitle({quoted(title)})")
    lines.append("plt.show()")
    return "\n".join(lines) + "\n"


def _panel(axes: Json, name: str, most: int, detail: Detail) -> list[str]:
    if axes.get("projection") not in ("rectilinear", "polar", "3d"):
        raise NotApplicable(f"a {axes.get('projection')} projection has no short program")
    chosen = drawable(axes)[:most]
    labels = legend_labels(axes)
    if labels and len(labels) >= len(chosen) and not any(label_of(s) for s in chosen):
        chosen = [{**s, "label": label} for s, label in zip(chosen, labels, strict=False)]
    if not labels:
        detail = replace(detail, label=0)
    calls = [write_series(axes, s, detail) for s in chosen]
    lines = _share_x(calls, name)
    lines += _words(axes, name)
    if not any(kind_of(s) in ("pie", "image") for s in chosen):
        lines += _frame(axes, name)
    if labels and any(option == "label" for call in calls for option, _ in call.options):
        title = _text((axes.get("legend") or {}).get("title"), LABEL)
        lines.append(f"{name}.legend(title={quoted(title)})" if title else f"{name}.legend()")
    return lines + _notes(axes, name)


def legend_labels(axes: Json) -> list[str]:
    return [str(t) for t in (axes.get("legend") or {}).get("labels") or []]


def drawable(axes: Json) -> list[Json]:
    """The series a short program can draw. Raises NotApplicable when they are not the panel's picture."""
    drawn = data_series(axes)
    patches = [s for s in series_of(axes) if kind_of(s) == "patch"]
    other = [kind_of(s) for s in series_of(axes) if kind_of(s) in PICTURE]
    other = [k for k in other if not any(kind_of(s) == k for s in drawn)]
    if not drawn and set(other) == {"patch"} and axes.get("projection") == "rectilinear":
        if len(patches) > MOST_PATCHES:
            raise NotApplicable(f"the main axes shows {len(patches)} patches")
        return patches
    if not drawn and not other:
        if not any(_text(axes.get(name), TITLE) for name in ("title", "xlabel", "ylabel")) and not axes.get(
            "texts"
        ):
            raise NotApplicable("the main axes is empty")
        return []
    if not drawn:
        raise NotApplicable(f"the main axes shows only: {', '.join(sorted(set(other)))}")
    if len(other) > SHOWN_SHARE * (len(other) + len(drawn)) or {"contour", "image"} & set(other):
        raise NotApplicable(f"the main axes shows mostly: {', '.join(sorted(set(other)))}")
    return drawn


def _share_x(calls: list[Line], name: str) -> list[str]:
    """Plotting calls; an x that all share is written once."""
    if len(calls) > 1 and calls[0].x and len({c.x for c in calls}) == 1:
        return [f"x = {calls[0].x}", *(c.code(name, "x") for c in calls)]
    return [c.code(name) for c in calls]


def _text(text: object, most: int) -> str:
    """`text` where it is short enough to repeat, else nothing."""
    read = str(text or "").strip()
    return read if len(read) <= most else ""


SETTERS = (
    ("title", "set_title", TITLE),
    ("xlabel", "set_xlabel", LABEL),
    ("ylabel", "set_ylabel", LABEL),
    ("zlabel", "set_zlabel", LABEL),
)


def _words(axes: Json, name: str) -> list[str]:
    lines = []
    for field, setter, most in SETTERS:
        if text := _text(axes.get(field), most):
            lines.append(f"{name}.{setter}({quoted(text)})")
    return lines


def _frame(axes: Json, name: str) -> list[str]:
    lines = []
    for axis in "xy":
        if axes.get(f"{axis}scale") in SCALES and axes.get("projection") == "rectilinear":
            lines.append(f"{name}.set_{axis}scale({quoted(axes[f'{axis}scale'])})")
    for axis in "xy":
        limits = _limits(axes, axis) if axes.get("projection") == "rectilinear" else None
        if limits:
            low, high = rounded(limits, 3)
            lines.append(f"{name}.set_{axis}lim({literal(low)}, {literal(high)})")
    if axes.get("grid") and axes.get("projection") == "rectilinear":
        lines.append(f"{name}.grid(True)")
    return lines


def _limits(axes: Json, axis: str) -> tuple[float, float] | None:
    """Limits to write down: where the program set them, and always where no data would."""
    pair = axes.get(f"{axis}lim") or []
    if data_series(axes):
        return drawn_limits(axes, axis)
    return None if len(pair) != 2 or None in pair or list(pair) == [0, 1] else (pair[0], pair[1])


def _notes(axes: Json, name: str) -> list[str]:
    """Short notes that stand inside the panel; beside data none when there are many."""
    lines = []
    texts = axes.get("texts") or []
    if data_series(axes) and len(texts) > 2:
        return []
    for note in texts[:MOST_NOTES]:
        text = _text(note.get("text"), TEXT)
        x, y = note.get("x"), note.get("y")
        if not text or x is None or y is None or not _inside(axes, x, y):
            continue
        lines.append(
            f"{name}.text({literal(rounded([x], 3)[0])}, {literal(rounded([y], 3)[0])}, {quoted(text)})"
        )
    return lines


def _inside(axes: Json, x: float, y: float) -> bool:
    for axis, value in (("x", x), ("y", y)):
        pair = axes.get(f"{axis}lim") or []
        if len(pair) != 2 or None in pair or not min(pair) <= value <= max(pair):
            return False
    return axes.get("projection") == "rectilinear"
