"""What one series of a chart shows, as claims: its data in full where short, colours, strokes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from stages.synthesize.domain import Claim
from stages.synthesize.domains.chart.figures import (
    Json,
    categories,
    count_of,
    has_marker,
    kind_of,
    label_of,
    points_of,
    series_of,
)

MOST_VALUES = 16
"""Longest list of data that an instruction states in full."""


@dataclass(frozen=True)
class SeriesFacts:
    """One series: how to refer to it, and what can be said of it."""

    kind: str
    label: str
    place: int  # among the series of its kind, from 0
    alone: bool  # the only one of its kind
    count: int
    colour: Claim | None
    colours: Claim | None
    data: tuple[Claim, ...]  # in full where short, else number and range
    full: bool
    names: Claim | None  # tick labels that name its bars
    style: tuple[Claim, ...]


def read_text(text: Any) -> str:
    return " ".join(str(text or "").split())


def series_facts(axes: Json, series: Json, here: dict[str, Any]) -> SeriesFacts:
    kind, label = kind_of(series), label_of(series)
    same = [s for s in series_of(axes) if kind_of(s) == kind]
    place = next(i for i, s in enumerate(same) if s is series)
    ref: dict[str, Any] = {**here, "kind": kind}
    if label and sum(label_of(s) == label for s in same) == 1:
        ref["label"] = label
    elif len(same) > 1:
        label = ""
        ref["index"] = place
    else:
        label = ""
    data, full = _data(series, ref)
    names = categories(axes, series)
    axis = "y" if kind == "barh" else "x"
    several = [c for c in series.get("colours") or [] if c]
    return SeriesFacts(
        kind=kind,
        label=label,
        place=place,
        alone=len(same) == 1,
        count=count_of(series),
        colour=Claim("colour", {**ref, "colour": series["colour"]}) if series.get("colour") else None,
        colours=Claim("colours", {**ref, "colours": several})
        if not series.get("colour") and 1 < len(several) == count_of(series) <= 8 and kind != "scatter"
        else None,
        data=data,
        full=full,
        names=Claim("tick_labels", {**here, "axis": axis, "labels": names})
        if names and len(names) <= 20
        else None,
        style=_style(series, kind, ref),
    )


def _data(series: Json, ref: dict[str, Any]) -> tuple[tuple[Claim, ...], bool]:
    """(claims, whether they hold all the data)."""
    kind = kind_of(series)
    if kind == "image":
        return _cells(series, ref)
    if kind == "contour" or (kind == "area" and "sideways" not in series):
        return (), False
    xs, ys = points_of(series)
    whole = len(xs) == count_of(series) <= MOST_VALUES and bool(xs)
    if kind == "pie":
        parts = [round(100 * v, 1) for v in series.get("y") or [] if v is not None]
        if not parts or len(parts) > 12:
            return (Claim("point_count", {**ref, "n": count_of(series)}),), False
        here = {k: v for k, v in ref.items() if k == "axes"}
        claims = [Claim("shares", {**here, "percent": parts})]
        labels = [read_text(t) for t in series.get("labels") or []]
        if len(labels) == len(parts) and all(labels):
            claims.insert(0, Claim("wedge_labels", {**here, "labels": labels}))
        return tuple(claims), True
    if whole and kind in ("bar", "barh") and _grounded(series):
        measure = "x" if kind == "barh" else "y"
        place = "y" if kind == "barh" else "x"
        rows = sorted(zip(series[place], series[measure], strict=True))
        claims = [Claim("values", {**ref, measure: [v for _, v in rows]})]
        base = series.get("base") or []
        if any(base) and len(base) == len(rows) and None not in base:
            claims.append(
                Claim(
                    "base", {**ref, "values": [b for _, b in sorted(zip(series[place], base, strict=True))]}
                )
            )
        return tuple(claims), True
    if whole and kind not in ("bar", "barh"):
        depth = {"z": series["z"]} if len(series.get("z") or []) == len(xs) else {}
        return (Claim("values", {**ref, "x": xs, "y": ys, **depth}),), True
    claims = [Claim("point_count", {**ref, "n": count_of(series)})]
    measure = "x" if kind == "barh" else "y"
    listed = [v for v in series.get(measure) or [] if v is not None]
    if listed and min(listed) < max(listed):
        claims.append(
            Claim("value_range", {**ref, "axis": measure, "low": min(listed), "high": max(listed)}, 0.5)
        )
    return tuple(claims), False


def _cells(series: Json, ref: dict[str, Any]) -> tuple[tuple[Claim, ...], bool]:
    """The values of a small grid, and the colour map."""
    rows = series.get("values") or []
    claims = (
        [Claim("colour_map", {**ref, "name": series["cmap"]}, 0.5)] if rows and series.get("cmap") else []
    )
    whole = list(series.get("shape") or []) == [len(rows), len(rows[0]) if rows else 0]
    if whole and len(rows) * len(rows[0]) <= 36 and not any(v is None for row in rows for v in row):
        return (Claim("cells", {**ref, "rows": rows}), *claims), True
    return tuple(claims), False


def _grounded(series: Json) -> bool:
    """Whether the bars stand at distinct places, so that their order is clear."""
    places = series.get("y" if series.get("kind") == "barh" else "x") or []
    return len(set(places)) == len(places) and None not in places


def _style(series: Json, kind: str, ref: dict[str, Any]) -> tuple[Claim, ...]:
    claims = []
    if kind in ("line", "step") and series.get("linestyle") in ("--", ":", "-."):
        claims.append(Claim("linestyle", {**ref, "style": series["linestyle"]}, 0.5))
    if kind in ("line", "scatter") and has_marker(series) and series["marker"] in MARKER_WORDS:
        claims.append(Claim("marker", {**ref, "marker": series["marker"]}, 0.5))
    return tuple(claims)


MARKER_WORDS = {
    "o": "round",
    "s": "square",
    "^": "triangle",
    "v": "downward triangle",
    "D": "diamond",
    "x": "x-shaped",
    "+": "plus-shaped",
    "*": "star",
    ".": "dot",
}
