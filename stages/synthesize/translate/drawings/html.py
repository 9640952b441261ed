"""HTML and CSS: a page of absolutely placed boxes with borders, round corners, crops and turns."""

from __future__ import annotations

import re
from html import escape
from math import atan2, cos, degrees, hypot, radians, sin
from typing import Any

from stages.synthesize.domain import Claim, NotApplicable
from stages.synthesize.translate.drawings.drawing import Drawing, Shape, areas, short
from stages.synthesize.translate.drawings.outline import box_of, corners, mapped
from stages.synthesize.translate.drawings.svg import written

SPEAKS = ("webui", "html")
TRANSLATED_ALONE = True
"""The domain tells pages by their texts, and a drawing has hardly any."""
PAGE = "#ffffff"
SIDE = 512
"""Pixels of the longer side of the frame."""
_PAIR = re.compile(r"(-?[\d.]+)px (-?[\d.]+)px")


def write(drawing: Drawing) -> str:
    scale = SIDE / max(drawing.width, drawing.height)
    width, height = (f"{short(v * scale)}px" for v in (drawing.width, drawing.height))
    rounded = "; border-radius: 50%" if drawing.round else ""
    sizing = "; box-sizing: border-box" if any(s.stroke and s.kind != "line" for s in drawing.shapes) else ""
    frame = f"position: relative; width: {width}; height: {height}; overflow: hidden{rounded}"
    return "\n".join(
        [
            "<!DOCTYPE html>",
            "<style>",
            "body { margin: 0 }",
            f".drawing {{ {frame}; background: {drawing.ground} }}",
            f".drawing div {{ position: absolute{sizing} }}",
            "</style>",
            '<div class="drawing">',
            *(f'  <div style="{_style(s, scale)}">{escape(s.text)}</div>' for s in drawing.shapes),
            "</div>\n",
        ]
    )


def _style(shape: Shape, scale: float) -> str:
    """The declarations of a shape's box. Raises NotApplicable for what CSS has no box for."""
    if shape.opacity < 1:
        raise NotApplicable("shapes that show what is behind them")
    if shape.kind == "text":
        raise NotApplicable("texts: their fonts differ")
    if shape.kind == "line":
        return _line(shape, scale)
    if shape.kind in ("polygon", "polyline", "path"):
        if shape.stroke:
            raise NotApplicable(f"CSS strokes no {shape.kind}")
        return f"inset: 0; background: {shape.fill}; clip-path: {_clip(shape, scale)}"
    left, top, right, bottom = (v * scale for v in shape.box)
    out = shape.width * scale / 2
    size = f"width: {short(right - left + 2 * out)}px; height: {short(bottom - top + 2 * out)}px"
    parts = [f"left: {short(left - out)}px", f"top: {short(top - out)}px", size]
    parts += [f"background: {shape.fill}"] if shape.fill else []
    parts += [f"border: {short(2 * out)}px solid {shape.stroke}"] if shape.stroke else []
    if shape.kind in ("circle", "ellipse"):
        parts.append("border-radius: 50%")
    elif shape.corner:
        parts.append(f"border-radius: {short(shape.corner * scale + out)}px")
    return "; ".join(parts)


def _line(shape: Shape, scale: float) -> str:
    """A box as long as the line and as high as its stroke, turned."""
    (a, b), (c, d) = corners(shape.d) or []
    thick = shape.width * scale
    long = hypot(c - a, d - b) * scale + (thick if shape.cap else 0)
    x, y = (v * scale for v in shape.middle)
    turn = degrees(atan2(d - b, c - a))
    place = f"left: {short(x - long / 2)}px; top: {short(y - thick / 2)}px"
    size = f"width: {short(long)}px; height: {short(thick)}px"
    rounded = f"; border-radius: {short(thick / 2)}px" if shape.cap else ""
    return f"{place}; {size}; background: {shape.stroke}{rounded}; transform: rotate({short(turn)}deg)"


def _clip(shape: Shape, scale: float) -> str:
    straight = corners(shape.d)
    if straight is None:
        return f"path('{written(shape.d, scale, 1)}')"
    points = ", ".join(f"{short(x * scale, 1)}px {short(y * scale, 1)}px" for x, y in straight)
    return f"polygon({points})"


def read(evidence: dict[str, Any]) -> Drawing:
    """Raises NotApplicable where the page is not one frame with boxes in it."""
    boxes = [box for box in evidence["boxes"] if box["tag"] != "body"]
    if not boxes or any(box["tag"] != "div" or "text" in box for box in boxes):
        raise NotApplicable("more than boxes")
    frame, *drawn = boxes
    shapes = tuple(_shape(box, frame) for box in drawn)
    crop = frame.get("radius") == "50%"
    width, height = frame["box"][2:]
    return Drawing(width, height, shapes, frame["background"], crop, areas(evidence["pixels"], 1.0))


def _shape(told: dict[str, Any], frame: dict[str, Any]) -> Shape:
    x, y, width, height = told["box"]
    x, y = x - frame["box"][0], y - frame["box"][1]
    colour = told["background"]
    if clip := told.get("clip"):
        d = _outline(clip)
        return Shape("polygon" if corners(d) else "path", box_of(d), d, colour)
    if "turn" in told:
        return _turned(told, (x + width / 2, y + height / 2), colour)
    thick, stroke = told.get("border") or (0.0, None)
    box = (x + thick / 2, y + thick / 2, x + width - thick / 2, y + height - thick / 2)
    radius = told.get("radius") or "0px"
    if radius == "50%":
        return Shape("ellipse", box, _ellipse(box), colour, stroke, thick)
    corner = max(0.0, float(radius.removesuffix("px")) - thick / 2)
    left, top, right, bottom = box
    d = f"M{left} {top}L{right} {top}L{right} {bottom}L{left} {bottom}Z"
    return Shape("rect", box, d, colour, stroke, thick, corner)


def _outline(clip: str) -> str:
    if clip.startswith("polygon("):
        places = [f"{x} {y}" for x, y in _PAIR.findall(clip)]
        return "M" + "L".join(places) + "Z"
    if not clip.startswith("path("):
        raise NotApplicable(f"a crop by {clip.partition('(')[0]}")
    return _raised(clip.partition('"')[2].partition('"')[0])


def _raised(path: str) -> str:
    """Path data of absolute M, L, Q, C and Z with every quadratic curve as a cubic one."""
    parts, here = [], (0.0, 0.0)
    for name, numbers in re.findall(r"([MLQCZ])([^MLQCZ]*)", path):
        values = [float(v) for v in re.findall(r"-?[\d.]+", numbers)]
        if name == "Q":
            a, b, c, d = values
            first = [here[0] + 2 / 3 * (a - here[0]), here[1] + 2 / 3 * (b - here[1])]
            values, name = [*first, c + 2 / 3 * (a - c), d + 2 / 3 * (b - d), c, d], "C"
        parts.append(name + " ".join(f"{v:g}" for v in values))
        here = (values[-2], values[-1]) if values else here
    return mapped("".join(parts), lambda p: p)


def _turned(told: dict[str, Any], middle: tuple[float, float], colour: str | None) -> Shape:
    """A turned box is a line through its middle."""
    (long, thick), turn = told["laid"], radians(told["turn"])
    cap = "radius" in told
    long -= thick if cap else 0
    reach = (cos(turn) * long / 2, sin(turn) * long / 2)
    ends = [(middle[0] - reach[0], middle[1] - reach[1]), (middle[0] + reach[0], middle[1] + reach[1])]
    (a, b), (c, d) = ends
    line = f"M{a:g} {b:g}L{c:g} {d:g}"
    return Shape("line", box_of(line), line, None, colour, thick, cap=cap)


def _ellipse(box: tuple[float, ...]) -> str:
    left, top, right, bottom = box
    x, y, k = (left + right) / 2, (top + bottom) / 2, 0.2761
    w, h = k * (right - left), k * (bottom - top)
    return (
        f"M{right} {y}C{right} {y + h} {x + w} {bottom} {x} {bottom}"
        f"C{x - w} {bottom} {left} {y + h} {left} {y}"
        f"C{left} {y - h} {x - w} {top} {x} {top}C{x + w} {top} {right} {y - h} {right} {y}Z"
    )


def claims(drawing: Drawing) -> tuple[Claim, ...]:
    """What the boxes of the page show, for the checkers of pages."""
    found = [Claim("boxes", {"n": len(drawing.shapes)}), Claim("frame", {"colour": drawing.ground})]
    for shape in drawing.shapes:
        colour = shape.fill or shape.stroke
        if shape.kind in ("rect", "ellipse"):
            box = [round(v, 1) for v in shape.box]
            found.append(Claim("drawn_box", {"box": box, "colour": colour, "round": shape.kind == "ellipse"}))
        elif shape.kind == "line":
            (a, b), (c, d) = corners(shape.d) or []
            turn = round(degrees(atan2(d - b, c - a)), 1)
            found.append(Claim("turned_box", {"colour": colour, "degrees": turn}))
        else:
            box = [round(v) for v in shape.box]
            found.append(Claim("cropped_box", {"colour": colour, "within": box}))
    whole = sum(area for _, area in drawing.areas)
    shares = [(c, round(area / whole, 2)) for c, area in drawing.areas if c != PAGE and whole]
    return (*found, *(Claim("painted", {"colour": c, "share": s}) for c, s in shares if s >= 0.02))
