"""Concepts of guided evolution: each changes one thing of a picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from stages.synthesize.domain import NotApplicable
from stages.synthesize.domains.chart.numbers import rounded
from stages.synthesize.translate.picture import BARS, STROKED, STYLES, Picture, Series

COLOURS = ("#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#ff7f0e", "#17becf", "#8c564b", "#e377c2", "#333333")
TITLES = (
    "Overview",
    "Results",
    "Measured values",
    "Summary",
    "Comparison",
    "Latest figures",
    "Test series A",
)
LABELS = {
    "x": ("time (s)", "step", "position", "sample", "distance (m)", "index"),
    "y": ("value", "amount", "level", "score", "signal", "count"),
}
OTHER_KIND = {"line": "scatter", "scatter": "line", "area": "line", "step": "line"}
FACTORS = (2, 0.5, 10, 1.5)


def title(picture: Picture, rng: Random) -> Picture:
    about = [t for t in (picture.xlabel, picture.ylabel) if t]
    choice = [*TITLES, f"{about[1]} by {about[0]}"] if len(about) == 2 else list(TITLES)
    return replace(picture, title=_other(choice, picture.title, rng))


def axis_label(picture: Picture, rng: Random) -> Picture:
    axis = rng.choice("xy")
    kind = axis if not picture.lying else {"x": "y", "y": "x"}[axis]
    text = _other(LABELS[kind], getattr(picture, f"{axis}label"), rng)
    return replace(picture, **{f"{axis}label": text})


def colour(picture: Picture, rng: Random) -> Picture:
    place = rng.randrange(len(picture.series))
    used = {s.colour for s in picture.series}
    return _with(picture, place, colour=rng.choice([c for c in COLOURS if c not in used]))


def mark_type(picture: Picture, rng: Random) -> Picture:
    """Every series drawn as another kind."""
    kinds = {s.kind for s in picture.series}
    if len(kinds) != 1 or (kind := picture.series[0].kind) not in OTHER_KIND:
        raise NotApplicable("no other kind shows the same data")
    new = OTHER_KIND[kind]
    if any(len(s.x) < 2 or list(s.x) != sorted(set(s.x)) for s in picture.series):
        raise NotApplicable("points that no line joins in order")
    look = {"style": "" if new == "scatter" else "-", "marker": "o" if new == "scatter" else ""}
    return replace(picture, series=tuple(replace(s, kind=new, **look) for s in picture.series))


def data(picture: Picture, rng: Random) -> Picture:
    """One value of one series raised or lowered by a fifth of the span."""
    place = rng.randrange(len(picture.series))
    series = picture.series[place]
    at = rng.randrange(len(series.y))
    step = (max(series.y) - min(series.y)) / 5 or abs(series.y[at]) / 5 or 1.0
    low, high = min(series.y), max(series.y)
    value = series.y[at] + step if series.y[at] + step <= high else series.y[at] - step
    if picture.yscale == "log" and value <= 0 or not low <= value <= high:
        raise NotApplicable("no other value fits")
    (short,) = rounded([value], 3)
    changed = (*series.y[:at], short, *series.y[at + 1 :])
    return _with(picture, place, y=changed)


def scaled(picture: Picture, rng: Random) -> Picture:
    """All values multiplied."""
    if picture.ylim or picture.xlim:
        raise NotApplicable("limits that hold for the old values")
    factor = rng.choice(FACTORS)
    return replace(
        picture,
        series=tuple(replace(s, y=tuple(float(f"{v * factor:.4g}") for v in s.y)) for s in picture.series),
    )


def fewer_points(picture: Picture, rng: Random) -> Picture:
    """The last point of every series left out."""
    if min(len(s.x) for s in picture.series) < 4 or picture.xlim:
        raise NotApplicable("too few points")
    series = tuple(replace(s, x=s.x[:-1], y=s.y[:-1]) for s in picture.series)
    return replace(picture, series=series, categories=picture.categories[:-1])


def stroke(picture: Picture, rng: Random) -> Picture:
    places = [i for i, s in enumerate(picture.series) if s.kind in STROKED]
    if not places:
        raise NotApplicable("no strokes")
    place = rng.choice(places)
    return _with(picture, place, style=_other(STYLES, picture.series[place].style, rng))


def grid(picture: Picture, rng: Random) -> Picture:
    return replace(picture, grid=not picture.grid)


def legend(picture: Picture, rng: Random) -> Picture:
    """The legend taken away."""
    if not picture.legend:
        raise NotApplicable("no legend")
    return replace(picture, legend=False, series=tuple(replace(s, label="") for s in picture.series))


def log_scale(picture: Picture, rng: Random) -> Picture:
    """A logarithmic axis of values, where they are above 0 and far apart."""
    values = [v for s in picture.series for v in s.y]
    if picture.yscale == "log" or picture.series[0].kind in (*BARS, "area", "stem") or picture.ylim:
        raise NotApplicable("no axis to make logarithmic")
    if min(values) <= 0 or max(values) < 8 * min(values):
        raise NotApplicable("values that a logarithmic axis does not suit")
    return replace(picture, yscale="log")


CONCEPTS: dict[str, Callable[[Picture, Random], Picture]] = {
    "title": title,
    "axis_label": axis_label,
    "colour": colour,
    "mark_type": mark_type,
    "data": data,
    "scaled": scaled,
    "fewer_points": fewer_points,
    "stroke": stroke,
    "grid": grid,
    "legend": legend,
    "log_scale": log_scale,
}


def applicable(picture: Picture) -> list[str]:
    """Concepts that change the picture whatever the random choice."""
    return [name for name in CONCEPTS if _applies(name, picture)]


def _applies(name: str, picture: Picture) -> bool:
    try:
        return CONCEPTS[name](picture, Random(0)) != picture
    except NotApplicable:
        return False


def evolve(picture: Picture, concept: str, rng: Random) -> Picture:
    return CONCEPTS[concept](picture, rng)


def _with(picture: Picture, place: int, **changes: object) -> Picture:
    series: list[Series] = list(picture.series)
    series[place] = replace(series[place], **changes)
    return replace(picture, series=tuple(series))


def _other(choice: tuple[str, ...] | list[str], used: str, rng: Random) -> str:
    return rng.choice([text for text in choice if text != used])
