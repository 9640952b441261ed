"""SVG: an element a shape."""

from __future__ import annotations

from html import escape
from typing import Any

from stages.synthesize.domain import NotApplicable
from stages.synthesize.translate.drawings.drawing import Drawing, Shape, areas, short
from stages.synthesize.translate.drawings.outline import corners, is_closed, is_upright, mapped, segments

SPEAKS = ("svg", "svg")
TRANSLATED_ALONE = True
"""The other end has been told already; its picture is not told a second time."""
_PAINTED = ("#", "none")


def read(evidence: dict[str, Any]) -> Drawing:
    """Raises NotApplicable for paint, crops and animations that a drawing has not."""
    x, y, width, height = evidence["viewbox"]
    if evidence["animations"] or evidence["n"] > len(evidence["shapes"]):
        raise NotApplicable("animations, or more shapes than the evidence lists")
    clips = {shape.get("clip") for shape in evidence["shapes"]}
    crop = len(clips) == 1 and _is_disc(*clips, x, y, width, height)
    if clips - {None} and not crop:
        raise NotApplicable("clip paths")
    shapes = tuple(s for told in evidence["shapes"] if (s := _shape(told, x, y)))
    texts = tuple(_text(told, x, y) for told in evidence["texts"])
    per_unit = evidence["pixels"]["width"] / width
    alone = len(shapes) == 1 and not texts
    ground, shapes = ("#ffffff", shapes) if crop or alone else _ground(shapes, width, height)
    return Drawing(width, height, (*shapes, *texts), ground, crop, areas(evidence["pixels"], per_unit))


def _ground(shapes: tuple[Shape, ...], width: float, height: float) -> tuple[str, tuple[Shape, ...]]:
    """The colour of a first rectangle that fills the frame, and the shapes on it."""
    if shapes and shapes[0].kind == "rect" and not shapes[0].stroke and not shapes[0].corner:
        box = (0, 0, width, height)
        if all(abs(a - b) < 0.01 * max(width, height) for a, b in zip(shapes[0].box, box, strict=True)):
            return shapes[0].fill or "#ffffff", shapes[1:]
    return "#ffffff", shapes


def _shape(told: dict[str, Any], x: float, y: float) -> Shape | None:
    if told["opacity"] < 0.02:
        return None
    if not all(told[k].startswith(_PAINTED) for k in ("fill", "stroke")):
        raise NotApplicable("gradients")
    if "d" not in told or told.get("fill_rule"):
        raise NotApplicable("an outline that is too long or has even-odd holes")
    fill, stroke = (None if told[k] == "none" else told[k] for k in ("fill", "stroke"))
    d = mapped(told["d"], lambda p: (p[0] - x, p[1] - y), 4)
    left, top, right, bottom = told["box"]
    box = (left - x, top - y, right - x, bottom - y)
    kind, corner = _kind(told["tag"], d, box)
    if kind in ("line", "polyline"):
        fill = fill if kind == "polyline" else None
    if not fill and not stroke:
        return None
    if told["opacity"] < 0.98 and not fill:
        raise NotApplicable("strokes that show what is behind them")
    width = told["stroke_width"] if stroke else 0.0
    cap = bool(stroke) and told.get("stroke_linecap") == "round" and not is_closed(d)
    return Shape(kind, box, d, fill, stroke, width, corner, told["opacity"], cap)


def _kind(tag: str, d: str, box: tuple[float, ...]) -> tuple[str, float]:
    """The plain form of the outline, and the radius of a rectangle's corners."""
    straight = corners(d)
    if straight is not None:
        if len(straight) == 2:
            return "line", 0.0
        if is_upright(straight) and d.endswith("Z"):
            return "rect", 0.0
        return ("polygon" if d.endswith("Z") else "polyline"), 0.0
    start = segments(d)[0][1][0]
    if tag in ("circle", "ellipse"):
        wide, high = box[2] - box[0], box[3] - box[1]
        if abs(start[1] - (box[1] + box[3]) / 2) > 0.01 * high:
            return "path", 0.0
        return ("circle" if abs(wide - high) < 0.01 * max(wide, high) else "ellipse"), 0.0
    if tag == "rect" and abs(start[1] - box[1]) < 0.01 * (box[3] - box[1]):
        return "rect", start[0] - box[0]
    return "path", 0.0


def _is_disc(clip: str | None, x: float, y: float, width: float, height: float) -> bool:
    """Whether a crop is the circle that a square frame holds."""
    if not clip or width != height or any(name not in "MQCZ" for name, _ in segments(clip)):
        return False
    ends = [points[-1] for _, points in segments(clip) if points]
    far = [((p - x - width / 2) ** 2 + (q - y - height / 2) ** 2) ** 0.5 for p, q in ends]
    return all(abs(d - width / 2) < 0.02 * width for d in far)


def _text(told: dict[str, Any], x: float, y: float) -> Shape:
    if told.get("anchor") != "middle":
        raise NotApplicable("a text of which only the start is known")
    place = (told["x"] - x, told["y"] - y)
    return Shape("text", (*place, *place), "", told["fill"], text=told["text"], size=told["size"])


def write(drawing: Drawing) -> str:
    """The frame painted, then an element a shape."""
    box = f"0 0 {short(drawing.width)} {short(drawing.height)}"
    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">']
    whole = f'width="{short(drawing.width)}" height="{short(drawing.height)}"'
    lines.append(f'  <rect {whole} fill="{drawing.ground}"/>')
    return "\n".join([*lines, *(f"  {_element(s)}" for s in drawing.shapes), "</svg>"]) + "\n"


def _element(shape: Shape) -> str:
    left, top, right, bottom = shape.box
    (x, y), width, height = shape.middle, right - left, bottom - top
    if shape.kind == "text":
        words = escape(shape.text, quote=False)
        at = f'x="{short(x)}" y="{short(y)}" font-size="{short(shape.size)}" fill="{shape.fill}"'
        wide = f' textLength="{short(width)}" lengthAdjust="spacingAndGlyphs"' if width else ""
        return f'<text {at} text-anchor="middle" dominant-baseline="central"{wide}>{words}</text>'
    straight = corners(shape.d) or []
    points = " ".join(f"{short(p)},{short(q)}" for p, q in straight)
    if shape.kind == "rect":
        form = f'rect x="{short(left)}" y="{short(top)}" width="{short(width)}" height="{short(height)}"'
        form += f' rx="{short(shape.corner)}"' if shape.corner else ""
    elif shape.kind == "circle":
        form = f'circle cx="{short(x)}" cy="{short(y)}" r="{short(width / 2)}"'
    elif shape.kind == "ellipse":
        form = f'ellipse cx="{short(x)}" cy="{short(y)}" rx="{short(width / 2)}" ry="{short(height / 2)}"'
    elif shape.kind == "line":
        (a, b), (c, d) = straight
        form = f'line x1="{short(a)}" y1="{short(b)}" x2="{short(c)}" y2="{short(d)}"'
    elif shape.kind in ("polygon", "polyline"):
        form = f'{shape.kind} points="{points}"'
    else:
        form = f'path d="{written(shape.d)}"'
    return f"<{form}{_paint(shape)}/>"


def written(d: str, factor: float = 1.0, digits: int = 2) -> str:
    """Path data of a shape's outline, quadratic curves as such."""
    parts = [
        name + " ".join(short(v * factor, digits) for point in points for v in point)
        for name, points in segments(d)
    ]
    return " ".join(parts)


def _paint(shape: Shape) -> str:
    fill = "" if shape.kind == "line" else f' fill="{shape.fill or "none"}"'
    fill += f' fill-opacity="{short(shape.opacity)}"' if shape.fill and shape.opacity < 1 else ""
    if not shape.stroke:
        return fill
    cap = ' stroke-linecap="round"' if shape.cap else ""
    return f'{fill} stroke="{shape.stroke}" stroke-width="{short(shape.width)}"{cap}'
