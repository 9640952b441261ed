"""Key frames of an animation as one drawing: two in a row, each in a frame, in reading order."""

from __future__ import annotations

from dataclasses import replace

from stages.synthesize.domain import NotApplicable
from stages.synthesize.translate.drawings.drawing import Drawing, Shape
from stages.synthesize.translate.drawings.outline import mapped

MOST = 6
COLUMNS = 2
SCALE = 0.375
"""Of a frame's own size."""
BORDER, THICK = "#888888", 4.0


def key_frames(frames: list[list[Shape]], size: tuple[float, float], ground: str) -> Drawing:
    """`frames`: what each of them shows, in units of a frame of `size`. One like that before it, or with
    nothing in it, is left out. Raises NotApplicable where fewer than two or more than MOST are left."""
    kept: list[list[Shape]] = []
    for frame in frames:
        if frame and (not kept or list(map(_look, frame)) != list(map(_look, kept[-1]))):
            kept.append(frame)
    if not 2 <= len(kept) <= MOST:
        raise NotApplicable(f"{len(kept)} key frames, not 2 to {MOST}")
    width, height = size[0] * SCALE, size[1] * SCALE
    if any(not _inside(shape, size) for frame in kept for shape in frame):
        raise NotApplicable("shapes that reach beyond their frame")
    shapes = []
    for number, frame in enumerate(kept):
        left, top = number % COLUMNS * width, number // COLUMNS * height
        shapes += [_moved(shape, left, top) for shape in frame]
        box = (left, top, left + width, top + height)
        d = f"M{left:g} {top:g}L{box[2]:g} {top:g}L{box[2]:g} {box[3]:g}L{left:g} {box[3]:g}Z"
        shapes.append(Shape("rect", box, d, None, BORDER, THICK))
    rows = -(-len(kept) // COLUMNS)
    return Drawing(COLUMNS * width, rows * height, tuple(shapes), ground, frames=len(kept))


def _look(shape: Shape) -> tuple:
    """What a viewer could tell from another frame."""
    box, opacity = tuple(round(v) for v in shape.box), round(shape.opacity, 1)
    return shape.kind, box, shape.fill, shape.stroke, round(shape.width), opacity, shape.text


def _inside(shape: Shape, size: tuple[float, float]) -> bool:
    left, top, right, bottom = shape.box
    return left >= 0 and top >= 0 and right <= size[0] and bottom <= size[1]


def _moved(shape: Shape, left: float, top: float) -> Shape:
    x0, y0, x1, y1 = (v * SCALE for v in shape.box)
    return replace(
        shape,
        box=(x0 + left, y0 + top, x1 + left, y1 + top),
        d=mapped(shape.d, lambda p: (p[0] * SCALE + left, p[1] * SCALE + top)),
        width=shape.width * SCALE,
        corner=shape.corner * SCALE,
        size=shape.size * SCALE,
    )
