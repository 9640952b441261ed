"""Reading a figure's evidence for the checkers: shown figure, panels, series, data.

The evidence is what stages/sandbox reads off the artists. Nothing here is shared with the code that writes
instructions, so that a mistake there cannot confirm itself.
"""

from __future__ import annotations

from typing import Any

from stages.reward.unseen import is_unseen

Json = dict[str, Any]

_NO_LINE = ("", " ", "none", "None", None)


def shown_figure(evidence: Json | None) -> Json | None:
    """The figure of the PNG: the last one drawn."""
    figures = (evidence or {}).get("figures") or []
    return figures[-1] if figures else None


def all_axes(evidence: Json | None) -> list[Json]:
    """Every axes of the shown figure, in drawing order."""
    figure = shown_figure(evidence)
    return list(figure.get("axes") or []) if figure else []


def panels(evidence: Json | None) -> list[tuple[float, ...]]:
    """Distinct places that hold axes: twins count once, colour bars and slim strips not at all."""
    places: list[tuple[float, ...]] = []
    for axes in all_axes(evidence):
        box = axes.get("box")
        if not box:
            continue
        place = tuple(round(v, 2) for v in box)
        width, height = box[2] - box[0], box[3] - box[1]
        slim = min(width, height) < 0.2 * max(width, height) and min(width, height) < 0.07
        slim = slim or bool(axes.get("colorbar"))
        if place not in places and not slim:
            places.append(place)
    return places


def candidates(args: Json, evidence: Json | None) -> list[Json]:
    """The axes a claim speaks of: the numbered one, or any when it names none."""
    axes = all_axes(evidence)
    number = args.get("axes")
    if number is None:
        return axes
    return axes[number : number + 1]


def looks_like(series: Json, kind: str) -> bool:
    """Whether a person would call the series a `kind`: a line without a stroke is scattered points, and one
    of a single point without a marker is nothing.
    """
    drawn = series.get("kind")
    bare = drawn in ("line", "step") and series.get("linestyle") in _NO_LINE
    if kind == "scatter":
        return drawn == "scatter" or bare
    if kind in ("line", "step"):
        return drawn == kind and not bare and not is_unseen(series)
    return drawn == kind


def series_of(args: Json, axes: Json) -> list[Json]:
    """The series a claim selects by kind, then by label, else by number; several may share a label."""
    kind = args.get("kind")
    found = [s for s in axes.get("series") or [] if kind is None or looks_like(s, kind)]
    label = args.get("label")
    if label:
        return [s for s in found if same_text(s.get("label"), label)]
    index = args.get("index")
    return found if index is None else found[index : index + 1]


def measures(series: Json) -> list[float]:
    """The data a series shows, whichever way it lies: heights of bars, widths of barh, y of the rest."""
    values = series.get("x" if series.get("kind") == "barh" else "y") or []
    return [v for v in values if isinstance(v, int | float)]


def plain(text: Any) -> str:
    """Text as read: white space runs are one space."""
    return " ".join(str(text or "").split())


def same_text(a: Any, b: Any) -> bool:
    return plain(a) == plain(b)


def close(a: float, b: float, span: float = 0.0) -> bool:
    """Equal for a reader: within 1% of the number or 0.5% of the span it stands in."""
    return abs(a - b) <= max(0.01 * abs(b), 0.005 * abs(span), 1e-9)


def same_numbers(found: list[Any], wanted: list[float]) -> bool:
    """Two lists of numbers, one by one; numbers that were not finite are null on both sides."""
    if len(found) != len(wanted):
        return False
    finite = [v for v in wanted if v is not None]
    span = max(finite) - min(finite) if finite else 0.0
    for a, b in zip(found, wanted, strict=True):
        if a is None or b is None:
            if a is not b:
                return False
        elif not close(a, b, span):
            return False
    return True
