"""Manim: a still scene of mobjects. A scene that plays something is read as its key frames, side by side."""

from __future__ import annotations

import re
from typing import Any

from stages.synthesize.domain import NotApplicable
from stages.synthesize.translate.drawings.drawing import Drawing, Shape, areas, short
from stages.synthesize.translate.drawings.key_frames import key_frames
from stages.synthesize.translate.drawings.outline import (
    box_of,
    corners,
    is_closed,
    is_upright,
    mapped,
    segments,
)

SPEAKS = ("animation", "manim")
TRANSLATED_ALONE = True
_PLAIN_TEXT = re.compile(r"[^\W_<>&]([ -%\x27-;=?-\u024f]*\S)?")
UNIT = 60
"""Pixels of the picture to a scene unit, which are the units of a drawing that is read here."""
FRAME = (14 + 2 / 9, 8.0)
SIDE = 6.4
"""Scene units of the longer side of a drawing that is written: the frame is 8 high."""
STROKE = 0.01
"""Scene units to one of `stroke_width`."""
_PLAIN = {"Circle": "circle", "Dot": "circle", "Ellipse": "ellipse", "RoundedRectangle": "rect"}


def read(evidence: dict[str, Any]) -> Drawing:
    """Raises NotApplicable for mobjects whose form the evidence does not tell, and cameras that moved."""
    scenes, pixels = evidence["scenes"], evidence["pixels"]
    if len(scenes) != 1 or any("view" in told for told in (scenes[0], *scenes[0]["plays"])):
        raise NotApplicable("not one scene before a camera that stands still")
    ground = pixels["colours"][0][0]
    if scenes[0]["plays"]:
        frames = [[s for told in played["mobjects"] for s in _shapes(told)] for played in scenes[0]["plays"]]
        return key_frames(frames, (FRAME[0] * UNIT, FRAME[1] * UNIT), ground)
    shapes = tuple(shape for told in scenes[0]["mobjects"] for shape in _shapes(told))
    return Drawing(FRAME[0] * UNIT, FRAME[1] * UNIT, shapes, ground, areas=areas(pixels, 1.0))


def _shapes(told: dict[str, Any]) -> list[Shape]:
    parts = [shape for part in told.get("parts", ()) for shape in _shapes(part)]
    if "text" in told:
        return [_text(told)]
    if "d" not in told:
        if not parts:
            raise NotApplicable(f"the outline of {told['type']} is not told")
        return parts
    if told.get("stroke_opacity", 1.0) < 1 or (told["opacity"] < 1 and not told.get("fill")):
        raise NotApplicable("strokes that show what is behind them")
    if told["opacity"] == 0 or told["colour"] is None:
        return parts
    d = mapped(told["d"], _down)
    kind, box = _kind(told["type"], d), box_of(d)
    width = told.get("stroke_width", 0.0) * STROKE * UNIT
    corner = _corner(d, box) if kind == "rect" and corners(d) is None else 0.0
    fill = told.get("fill")
    opacity = told["opacity"] if fill else 1.0
    stroke = told.get("stroke")
    cap = bool(stroke) and told.get("cap") == "round" and not is_closed(d)
    return [Shape(kind, box, d, fill, stroke, width if stroke else 0.0, corner, opacity, cap), *parts]


def _corner(d: str, box: tuple[float, ...]) -> float:
    """The radius of round corners: how far from the side its upper edge starts."""
    ends = [points[-1] for _, points in segments(d) if points]
    upper = [x for x, y in ends if abs(y - box[1]) < 0.01 * (box[3] - box[1])]
    return min(upper) - box[0]


def _box(told: dict[str, Any]) -> tuple[float, float, float, float]:
    (x, y), (w, h) = _down(told["position"][:2]), (v * UNIT / 2 for v in told["size"])
    return x - w, y - h, x + w, y + h


def _down(point: Any) -> tuple[float, float]:
    """From scene units, y upwards from the middle, to pixels from the upper left corner."""
    return (point[0] + FRAME[0] / 2) * UNIT, (FRAME[1] / 2 - point[1]) * UNIT


def _kind(name: str, d: str) -> str:
    straight = corners(d)
    if straight is None:
        return _PLAIN.get(name, "path")
    if len(straight) == 2:
        return "line"
    if is_upright(straight):
        return "rect"
    return "polygon" if is_closed(d) else "polyline"


def _text(told: dict[str, Any]) -> Shape:
    if not told.get("upright") or told["opacity"] < 1:
        raise NotApplicable("formulas and texts of several styles, turned or mirrored")
    if not _PLAIN_TEXT.fullmatch(told["text"]):
        raise NotApplicable("texts with markup, of several lines, or in letters that fonts may lack")
    return Shape(
        "text", _box(told), "", told["colour"], text=told["text"], size=told["font_size"] / 72 * UNIT
    )


def write(drawing: Drawing) -> str:
    if drawing.round:
        raise NotApplicable("Manim cuts no pictures to a circle")
    scale = SIDE / max(drawing.width, drawing.height)

    def up(point: tuple[float, float]) -> tuple[float, float]:
        return (point[0] - drawing.width / 2) * scale, (drawing.height / 2 - point[1]) * scale

    lines = [f'self.camera.background_color = "{drawing.ground}"']
    lines += [f"self.add({_mobject(shape, up, scale)})" for shape in drawing.shapes]
    body = "\n".join(f"        {line}" for line in lines)
    return f"from manim import *\n\n\nclass Drawing(Scene):\n    def construct(self):\n{body}\n"


def _mobject(shape: Shape, up: Any, scale: float) -> str:
    if shape.opacity < 1:
        raise NotApplicable("shapes that show what is behind them")
    if shape.kind == "text":
        raise NotApplicable("texts: their fonts differ")
    left, top, right, bottom = shape.box
    width, height, look = (right - left) * scale, (bottom - top) * scale, _look(shape, scale)
    x, y = up(shape.middle)
    place = "" if abs(x) < 0.005 and abs(y) < 0.005 else f".move_to({_point((x, y))})"
    straight = corners(shape.d)
    if shape.kind == "circle":
        return f"Circle(radius={short(width / 2)}, {look}){place}"
    if shape.kind == "ellipse":
        return f"Ellipse(width={short(width)}, height={short(height)}, {look}){place}"
    if shape.kind == "rect" and shape.corner:
        radius = f"corner_radius={short(shape.corner * scale)}"
        return f"RoundedRectangle({radius}, width={short(width)}, height={short(height)}, {look}){place}"
    if shape.kind == "rect":
        return f"Rectangle(width={short(width)}, height={short(height)}, {look}){place}"
    if shape.kind == "line":
        start, end = (_point(up(p)) for p in straight or ())
        return f"Line({start}, {end}, {look})"
    if shape.kind == "polygon" and straight:
        return f"Polygon({', '.join(_point(up(p)) for p in straight)}, {look})"
    if straight:
        return f"VMobject({look}).set_points_as_corners([{', '.join(_point(up(p)) for p in straight)}])"
    return f"VMobject({look}){_path(shape, up)}"


_STEPS = {"M": "start_new_path", "L": "add_line_to", "C": "add_cubic_bezier_curve_to"}


def _path(shape: Shape, up: Any) -> str:
    calls, start, here = [], "", ""
    for name, points in segments(shape.d, quadratic=False):
        places = [_point(up(p)) for p in points]
        if name == "Z":
            calls += [f".add_line_to(np.array({start}))"] if here != start else []
            here = start
            continue
        start, here = places[0] if name == "M" else start, places[-1]
        places = [f"np.array({places[0]})"] if name == "L" else places  # it multiplies its point
        calls.append(f".{_STEPS[name]}({', '.join(places)})")
    return "".join(calls)


def _look(shape: Shape, scale: float) -> str:
    thick = f"stroke_width={short(shape.width * scale / STROKE, 1)}"
    thick += ", cap_style=CapStyleType.ROUND" if shape.cap else ""
    if not shape.fill:
        return f'color="{shape.stroke}", {thick}'
    if not shape.stroke:
        return f'color="{shape.fill}", fill_opacity=1, stroke_width=0'
    if shape.fill == shape.stroke:
        return f'color="{shape.fill}", fill_opacity=1, {thick}'
    return f'fill_color="{shape.fill}", fill_opacity=1, stroke_color="{shape.stroke}", {thick}'


def _point(point: tuple[float, float]) -> str:
    return f"({short(point[0])}, {short(point[1])}, 0)"
