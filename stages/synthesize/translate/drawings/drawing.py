"""A drawing without a language: what every writer draws and every reader finds.

Places are in units of the drawing, y downwards. Colours are `#rrggbb`, None where nothing is painted.
"""

from __future__ import annotations

from dataclasses import dataclass

from stages.synthesize.domain import NotApplicable

KINDS = ("rect", "circle", "ellipse", "line", "polyline", "polygon", "path", "text")
MOST = 20
"""Shapes; more make no short program."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True)
class Shape:
    """`d` is its outline as an absolute path of M, L, C and Z, "" for a text. `width` is that of the stroke,
    `corner` the radius of a rectangle's corners, `opacity` that of the fill; `cap`: the ends of its open
    stroke are round. The box is that of the outline; of a text only its middle is known everywhere.
    """

    kind: str
    box: Box
    d: str = ""
    fill: str | None = None
    stroke: str | None = None
    width: float = 0.0
    corner: float = 0.0
    opacity: float = 1.0
    cap: bool = False
    text: str = ""
    size: float = 0.0

    @property
    def middle(self) -> tuple[float, float]:
        left, top, right, bottom = self.box
        return (left + right) / 2, (top + bottom) / 2


@dataclass(frozen=True)
class Drawing:
    """Shapes in the order they are painted, inside a frame of `width` x `height` units from (0, 0).

    `round`: cut to the circle that the frame holds. `areas`: square units that the pixels of the largest
    colours cover; () where that is not known. `frames`: key frames that it shows, in rows.
    """

    width: float
    height: float
    shapes: tuple[Shape, ...]
    ground: str = "#ffffff"
    round: bool = False
    areas: tuple[tuple[str, float], ...] = ()
    frames: int = 1

    def __post_init__(self) -> None:
        """Raises NotApplicable for what no short program draws."""
        if not self.shapes:
            raise NotApplicable("no shapes")
        if len(self.shapes) > MOST:
            raise NotApplicable(f"{len(self.shapes)} shapes, at most {MOST}")
        if min(self.width, self.height) <= 0:
            raise NotApplicable("an empty frame")


def areas(pixels: dict, per_unit: float) -> tuple[tuple[str, float], ...]:
    """Square units by colour, of `pixels` of the evidence with so many pixels to a unit."""
    whole = pixels["width"] * pixels["height"] / per_unit**2
    return tuple((colour, share * whole) for colour, share in pixels["colours"])


def short(value: float, digits: int = 2) -> str:
    """A number without needless digits."""
    return f"{round(value, digits) + 0.0:g}"
