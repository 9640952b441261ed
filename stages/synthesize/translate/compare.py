"""Whether two programs drew the same picture, as far as the evidence of both can show."""

from __future__ import annotations

from dataclasses import replace

from stages.synthesize.translate.picture import BARS, Picture, Series

COLOUR_SLACK = 3
"""Of 255 in each channel."""


def differs(first: Picture, second: Picture) -> str | None:
    """What the second shows differently, None where the pictures are equal."""
    first, second = _bars_named_alike(first, second)
    for name in ("title", "xlabel", "ylabel", "categories", "xscale", "yscale", "grid", "legend"):
        if getattr(first, name) != getattr(second, name):
            return f"{name} is {getattr(second, name)!r} for {getattr(first, name)!r}"
    for name in ("xlim", "ylim"):
        ours, theirs = getattr(first, name), getattr(second, name)
        if (ours is None) != (theirs is None) or (ours and not _same(ours, theirs)):
            return f"{name} is {theirs} for {ours}"
    if len(first.series) != len(second.series):
        return f"{len(second.series)} series for {len(first.series)}"
    for number, (ours, theirs) in enumerate(zip(first.series, second.series, strict=True)):
        if why := _series(ours, theirs):
            return f"series {number + 1}: {why}"
    return None


def _series(ours: Series, theirs: Series) -> str | None:
    for name in ("kind", "label", "style", "marker"):
        if getattr(ours, name) != getattr(theirs, name):
            return f"{name} is {getattr(theirs, name)!r} for {getattr(ours, name)!r}"
    for name in ("x", "y"):
        if not _same(getattr(ours, name), getattr(theirs, name)):
            return f"{name} is {getattr(theirs, name)} for {getattr(ours, name)}"
    if not _same_colour(ours.colour, theirs.colour):
        return f"colour is {theirs.colour} for {ours.colour}"
    return None


def _same(ours: tuple[float, ...], theirs: tuple[float, ...]) -> bool:
    """Equal within 0.2% of the span or of the number (evidence holds four digits)."""
    if len(ours) != len(theirs):
        return False
    span = max(ours) - min(ours)
    return all(
        abs(a - b) <= max(0.002 * span, 0.001 * abs(a), 1e-9) for a, b in zip(ours, theirs, strict=True)
    )


def _same_colour(ours: str | None, theirs: str | None) -> bool:
    if ours is None or theirs is None:
        return ours == theirs
    return all(abs(int(ours[i : i + 2], 16) - int(theirs[i : i + 2], 16)) <= COLOUR_SLACK for i in (1, 3, 5))


def _bars_named_alike(first: Picture, second: Picture) -> tuple[Picture, Picture]:
    """Bars at numbers on one side and with those numbers for names on the other stand at the same places."""
    pair = [first, second]
    for number, (one, other) in enumerate(((first, second), (second, first))):
        if one.series[0].kind not in BARS or not one.categories or other.categories:
            continue
        try:
            places = tuple(float(name) for name in one.categories)
        except ValueError:
            continue
        pair[number] = replace(one, categories=(), series=(replace(one.series[0], x=places),))
    return pair[0], pair[1]
