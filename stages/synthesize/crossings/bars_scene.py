"""Bars of a Manim scene: each grows from its base and is then told by its value."""

from __future__ import annotations

from stages.synthesize.crossings.screen import on_screen, texts_around
from stages.synthesize.domain import NotApplicable
from stages.synthesize.domains.chart.numbers import literal
from stages.synthesize.translate.picture import Picture

MOST_BARS = 10
LONGEST_NAME = 14
"""Characters of a bar's name: more would run into the next."""
_WIDE, _HIGH = 10, 4.4
"""Scene units of standing bars beside each other, and of the longest one."""
_LYING_WIDE, _LYING_HIGH = 7, 4.6


def names_of(picture: Picture) -> list[str]:
    """What is written at the bars. Raises NotApplicable for names too long or bars unevenly spaced."""
    series = picture.series[0]
    if not picture.categories:
        apart = {round(b - a, 6) for a, b in zip(series.x, series.x[1:], strict=False)}
        if len(apart) != 1 or min(apart) <= 0:
            raise NotApplicable("bars that are unevenly spaced")
    names = list(picture.categories) or [literal(x) for x in series.x]
    if max(map(len, names)) > LONGEST_NAME:
        raise NotApplicable("names of bars too long to stand beside each other")
    return [on_screen(name) for name in names]


def bars(picture: Picture) -> list[str]:
    """Statements of the scene. Raises NotApplicable for bars that have no room or go below 0."""
    if len(picture.series) != 1:
        raise NotApplicable("bars of several series")
    series, names = picture.series[0], names_of(picture)
    if not 2 <= len(names) <= MOST_BARS:
        raise NotApplicable(f"{len(names)} bars, 2 to {MOST_BARS} have room")
    if min(series.y) <= 0.01 * max(series.y):
        raise NotApplicable("bars that do not rise above 0")
    if any("e" in literal(y) for y in series.y):
        raise NotApplicable("values that are too long to be written at bars")
    pairs = ", ".join(f"({name!r}, {literal(y)})" for name, y in zip(names, series.y, strict=True))
    room, longest = (_LYING_HIGH, _LYING_WIDE) if picture.lying else (_WIDE, _HIGH)
    step = min(1.6, room / len(names))
    thick, unit = literal(round(0.7 * step, 2)), literal(float(f"{longest / max(series.y):.3g}"))
    first = round(step * (len(names) - 1) / 2, 2)
    at = f"{literal(round(step, 2))} * i - {literal(first)}"
    size, start, grows, beside, after = (
        (f"width=value * {unit}, height={thick}", f"(-3, {at}, 0)", "LEFT", "LEFT", "RIGHT")
        if picture.lying
        else (f"width={thick}, height=value * {unit}", f"({at}, -2.4, 0)", "DOWN", "DOWN", "UP")
    )
    words = texts_around(picture)
    return [
        *([f"self.add({', '.join(words)})"] if words else []),
        f"for i, (name, value) in enumerate([{pairs}]):",
        f"    bar = Rectangle({size}, color={series.colour!r}, fill_opacity=1)",
        f"    bar.move_to({start}, aligned_edge={grows})",
        f"    self.add(Text(name).next_to(bar, {beside}))",
        f"    self.play(GrowFromEdge(bar, {grows}))",
        f"    self.add(Text(str(value)).next_to(bar, {after}))",
    ]
