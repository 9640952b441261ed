"""Manim scenes of a chart's data: bars that grow, lines that are drawn, points that appear, in their order.

Texts are `Text`, never LaTeX. Data stand in the code as they are; the scene scales them to the frame.
"""

from __future__ import annotations

from dataclasses import replace

from stages.synthesize.crossings.bars_scene import bars
from stages.synthesize.crossings.curves_scene import curves
from stages.synthesize.crossings.screen import INK, ground_for
from stages.synthesize.domain import NotApplicable
from stages.synthesize.domains.chart.numbers import telling
from stages.synthesize.tokens import CANONICAL_TOKENS, count_tokens
from stages.synthesize.translate.picture import BARS, Picture, Series

_HEAD = "from manim import *\n\n\nclass {name}(Scene):\n    def construct(self):\n"
_FEWEST = 4
"""Points that a series is never cut below."""


def shown(picture: Picture) -> Picture:
    """The picture itself, or of its lines and points as many as a short program can hold."""
    if picture.series[0].kind in BARS or count_tokens(scene(picture)) <= CANONICAL_TOKENS:
        return picture
    for most in range(_FEWEST + 4, _FEWEST - 1, -1):
        fewer = replace(picture, series=tuple(_thinned(s, most) for s in picture.series))
        if count_tokens(scene(fewer)) <= CANONICAL_TOKENS:
            return fewer
    return picture


def _thinned(series: Series, most: int) -> Series:
    kept = telling(series.x, [series.y], most)
    return replace(series, x=tuple(series.x[k] for k in kept), y=tuple(series.y[k] for k in kept))


def scene(picture: Picture) -> str:
    """The program. Raises NotApplicable for data that such a scene cannot show."""
    if {"log"} & {picture.xscale, picture.yscale}:
        raise NotApplicable("a logarithmic scale")
    ground = ground_for([s.colour for s in picture.series if s.colour])
    kinds = {s.kind for s in picture.series}
    if kinds <= set(BARS):
        name, lines = "GrowingBars", bars(picture)
    elif kinds == {"line"}:
        name, lines = "DrawnLines" if len(picture.series) > 1 else "DrawnLine", curves(picture, ground)
    elif kinds == {"scatter"}:
        name, lines = "AppearingPoints", curves(picture, ground)
    else:
        raise NotApplicable(f"no scene of {', '.join(sorted(kinds))}")
    setting = ["Text.set_default(font_size=24)"]
    if ground == "white":
        setting = ["self.camera.background_color = WHITE", f"Text.set_default(font_size=24, color={INK!r})"]
    body = "\n".join(f"        {line}" for line in [*setting, *lines])
    return f"{_HEAD.format(name=name)}{body}\n"
