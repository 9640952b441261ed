"""A chart without a language: what every writer draws and every reader finds.

One flat panel. `x` are positions and `y` measured values whichever way a series lies: for horizontal bars `x`
runs upwards. Bars with names stand at 0, 1, 2, ... Colours are `#rrggbb`; strokes and markers are named as
matplotlib names them.
"""

from __future__ import annotations

from dataclasses import dataclass

from stages.synthesize.domain import NotApplicable

KINDS = ("line", "step", "scatter", "bar", "barh", "area", "stem")
STYLES = ("-", "--", ":", "-.")
MARKERS = ("o", "s", "^", "v", "D", "x", "+", "*", ".")
STROKED = ("line", "step")
BARS = ("bar", "barh")

Limits = tuple[float, float]


@dataclass(frozen=True)
class Series:
    """Data that belong together. `style` and `marker` are "" where there is none."""

    kind: str
    x: tuple[float, ...]
    y: tuple[float, ...]
    label: str = ""
    colour: str | None = None
    style: str = ""
    marker: str = ""

    def __post_init__(self) -> None:
        """Raises NotApplicable for data that no program can be written from."""
        if not self.x or len(self.x) != len(self.y):
            raise NotApplicable("data that are not known in full")
        if not all(isinstance(v, int | float) for v in (*self.x, *self.y)):
            raise NotApplicable("data that are not finite numbers")

    @property
    def seen(self) -> bool:
        """Whether anything is drawn: a stroke through a single point is nothing without a marker."""
        return len(self.x) > 1 or bool(self.marker) or self.kind not in STROKED


@dataclass(frozen=True)
class Picture:
    """A panel. A limit is None where the drawing program sets it; `categories` name bars in their order.

    Series of which nothing is seen are left out, so that no reader tells of them and no writer writes them.
    """

    series: tuple[Series, ...]
    title: str = ""
    xlabel: str = ""
    ylabel: str = ""
    categories: tuple[str, ...] = ()
    xscale: str = "linear"
    yscale: str = "linear"
    xlim: Limits | None = None
    ylim: Limits | None = None
    grid: bool = False
    legend: bool = False

    def __post_init__(self) -> None:
        """Raises NotApplicable where nothing is seen, or a legend may name what is not."""
        seen = tuple(s for s in self.series if s.seen)
        if not seen:
            raise NotApplicable("lines of a single point, of which nothing is seen")
        if len(seen) < len(self.series):
            if self.legend:
                raise NotApplicable("a legend beside lines of which nothing is seen")
            object.__setattr__(self, "series", seen)

    @property
    def lying(self) -> bool:
        """Whether its bars are horizontal."""
        return self.series[0].kind == "barh"


def natural(picture: Picture) -> tuple[Limits, Limits]:
    """The range of the positions and of the values, 0 included where data stand on it."""
    x = [v for s in picture.series for v in s.x]
    y = [v for s in picture.series for v in s.y]
    if any(s.kind in (*BARS, "area", "stem") for s in picture.series):
        y.append(0.0)
    return (min(x), max(x)), (min(y), max(y))


def free_corner(picture: Picture) -> tuple[str, str]:
    """("top" or "bottom", "left" or "right"): where a legend covers the least of the data."""
    (x0, x1), (y0, y1) = picture.xlim or natural(picture)[0], picture.ylim or natural(picture)[1]
    points = [
        ((x - x0) / ((x1 - x0) or 1), (y - y0) / ((y1 - y0) or 1))
        for s in picture.series
        for x, y in zip(s.x, s.y, strict=True)
    ]

    def covered(corner: tuple[str, str]) -> int:
        high, right = corner[0] == "top", corner[1] == "right"
        return sum((y > 0.6 if high else y < 0.4) and (x > 0.5 if right else x < 0.5) for x, y in points)

    return min((("top", "right"), ("top", "left"), ("bottom", "right"), ("bottom", "left")), key=covered)
