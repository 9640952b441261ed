"""One panel of a canonical program: plotting calls, words, frame, notes, in this order."""

from __future__ import annotations

from dataclasses import replace

from stages.synthesize.domain import NotApplicable
from stages.synthesize.domains.chart.canonical_series import write_series
from stages.synthesize.domains.chart.canonical_shapes import MOST_PATCHES
from stages.synthesize.domains.chart.figures import (
    Json,
    data_series,
    drawn_limits,
    kind_of,
    label_of,
    series_of,
)
from stages.synthesize.domains.chart.line import Detail, Line
from stages.synthesize.domains.chart.numbers import literal, quoted, rounded

TITLE = 48
LABEL = 32
TEXT = 24
"""Longest title, label and note (characters) that a canonical program repeats."""
MOST_NOTES = 6
"""Texts of a panel that shows nothing else; beside data at most two."""
PICTURE = ("contour", "collection", "patch", "image")
SHOWN_SHARE = 0.5
"""A panel whose kinds without data outnumber those with data this much is not drawn by its data alone."""
SCALES = ("log", "symlog", "logit")


def write_panel(axes: Json, name: str, most: int, detail: Detail) -> list[str]:
    if axes.get("projection") not in ("rectilinear", "polar", "3d"):
        raise NotApplicable(f"a {axes.get('projection')} projection has no short program")
    chosen = drawable(axes)[:most]
    if chosen and any(_point_like(axes, axis) for axis in "xy"):
        raise NotApplicable("the data differ in digits that are not known")
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
        title = short_text((axes.get("legend") or {}).get("title"), LABEL)
        lines.append(f"{name}.legend(title={quoted(title)})" if title else f"{name}.legend()")
    return lines + (_notes(axes, name) if detail.notes or not chosen else [])


def _point_like(axes: Json, axis: str) -> bool:
    """An axis whose ends are equal in the four digits that are known."""
    pair = axes.get(f"{axis}lim") or []
    return len(pair) == 2 and pair[0] == pair[1]


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
        words = [short_text(axes.get(name), TITLE) for name in ("title", "xlabel", "ylabel")]
        if not axes.get("texts") and (series_of(axes) or not any(words)):
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


def short_text(text: object, most: int) -> str:
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
        if text := short_text(axes.get(field), most):
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
        text = short_text(note.get("text"), TEXT)
        x, y = note.get("x"), note.get("y")
        if not text or x is None or y is None or not _inside(axes, x, y):
            continue
        colour = note.get("colour")
        option = f", color={quoted(colour)}" if colour and colour != "#000000" else ""
        at = ", ".join(literal(rounded([v], 3)[0]) for v in (x, y))
        lines.append(f"{name}.text({at}, {quoted(text)}{option})")
    return lines


def _inside(axes: Json, x: float, y: float) -> bool:
    for axis, value in (("x", x), ("y", y)):
        pair = axes.get(f"{axis}lim") or []
        if len(pair) != 2 or None in pair or not min(pair) <= value <= max(pair):
            return False
    return axes.get("projection") == "rectilinear"
