"""Facts of an SVG, read from its tree: what is drawn, where, in which colour.

Boxes are those of the geometry without its stroke, in the units of the root's viewBox, all transforms
applied. Shapes inside defs, clip paths, masks, patterns and markers are no shapes; those that `use` shows
are, where it shows them. Optional keys of a shape: `d` its outline, `clip` the outline of the innermost clip
path or mask around it, `fill_mean` and `stroke_mean` a gradient's mean colour, `fill_rule` and
`stroke_linecap` where not the initial ones; of a text `anchor` where it is not its start, `turn` the degrees
clockwise where there are some. Not covered: filters, text on a path, CSS geometry properties.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import atan2, degrees
from typing import Any

from lxml import etree

from stages.sandbox.harness import svg_geometry as geometry
from stages.sandbox.harness import svg_outline as outline
from stages.sandbox.harness.rounding import MOST, number, numbers
from stages.sandbox.harness.svg_policy import local
from stages.sandbox.harness.svg_style import CROP, Rule, Style, computed, length, paint, parse_rules

_GROUPS = ("g", "a", "switch")
_ANIMATIONS = ("animate", "animateTransform", "animateMotion", "animateColor", "set")
_GRADIENTS = ("linearGradient", "radialGradient")
_MOST_SHAPES = 5000
_DEEPEST_USE = 8
_XLINK = "{http://www.w3.org/1999/xlink}href"


@dataclass
class _Walk:
    """What a walk over the tree carries and finds."""

    width: float
    height: float
    rules: list[Rule]
    by_id: dict[str, etree._Element]
    count: int = 0
    """Shapes drawn; the first 64 are described."""
    shapes: list[dict[str, Any]] = field(default_factory=list)
    texts: list[dict[str, Any]] = field(default_factory=list)

    @property
    def full(self) -> bool:
        return self.count + len(self.texts) >= _MOST_SHAPES


def viewport(root: etree._Element) -> tuple[list[float], float, float]:
    """(viewBox, width, height) of an svg element; each from the other where one is absent."""
    box = geometry.floats(root.get("viewBox") or "")
    box = box if len(box) == 4 and box[2] > 0 and box[3] > 0 else []
    width = length(root.get("width"), whole=box[2] if box else 100.0, default=box[2] if box else 100.0)
    height = length(root.get("height"), whole=box[3] if box else 100.0, default=box[3] if box else 100.0)
    return box or [0.0, 0.0, width, height], width, height


def svg_evidence(root: etree._Element) -> dict[str, Any]:
    """The evidence, without `pixels`. `n` beside `shapes` is their true number (to 5,000)."""
    box, width, height = viewport(root)
    names = [local(e.tag) for e in root.iter(etree.Element)]
    by_id = {e.get("id"): e for e in root.iter(etree.Element) if e.get("id")}
    walk = _Walk(box[2], box[3], parse_rules(root), by_id)
    style = computed(root, None, walk.rules)
    for child in root:
        _visit(walk, child, style, geometry.IDENTITY, float(style.get("opacity") or 1), 0)
    return {
        "viewbox": numbers(box),
        "width": number(width),
        "height": number(height),
        "groups": names.count("g"),
        "animations": [n for n in names if n in _ANIMATIONS][:MOST],
        "gradients": sum(n in _GRADIENTS for n in names),
        "n": walk.count,
        "shapes": walk.shapes,
        "texts": walk.texts[:MOST],
    }


def _visit(
    walk: _Walk, e: etree._Element, parent: Style, m: geometry.Matrix, opacity: float, uses: int
) -> None:
    name = local(e.tag)
    if not name or walk.full:
        return
    style = computed(e, parent, walk.rules)
    if style.get("display") == "none":
        return
    m = geometry.multiply(m, geometry.parse_transform(e.get("transform") or ""))
    opacity *= _share(style.get("opacity"))
    _crop(walk, style, m)
    if name in _GROUPS or name == "svg":
        inner = geometry.multiply(m, _placed(e, walk)) if name == "svg" else m
        for child in e:
            _visit(walk, child, style, inner, opacity, uses)
    elif name == "use":
        _use(walk, e, style, m, opacity, uses)
    elif style.get("visibility") in ("hidden", "collapse"):
        return
    elif name == "text":
        _text(walk, e, style, m)
    elif (drawn := _geometry(walk, name, e)) is not None:
        walk.count += 1
        if walk.count <= MOST:
            _shape(walk, name, drawn, style, m, opacity, e)


def _crop(walk: _Walk, style: Style, m: geometry.Matrix) -> None:
    """Note the outline of an element's own clip path or mask in its style, where its children inherit it."""
    for name in ("clip-path", "mask"):
        area = outline.reference(style.get(name), walk.by_id)
        if area is None:
            continue
        curves: list[geometry.Cubic] = []
        for tag, e in outline.crop_shapes(area, walk.by_id):
            if (drawn := _geometry(walk, tag, e)) is not None:
                inner = geometry.parse_transform(e.get("transform") or "")
                curves += [tuple(geometry.apply(inner, p) for p in curve) for curve in drawn[0]]
        style[CROP] = outline.text(curves, m, max(walk.width, walk.height)) or ""


def _use(walk: _Walk, e: etree._Element, style: Style, m: geometry.Matrix, opacity: float, uses: int) -> None:
    target = walk.by_id.get((e.get("href") or e.get(_XLINK) or "").removeprefix("#"))
    if target is None or uses >= _DEEPEST_USE:
        return
    shift = (1.0, 0.0, 0.0, 1.0, length(e.get("x"), walk.width), length(e.get("y"), walk.height))
    m = geometry.multiply(m, shift)
    if local(target.tag) != "symbol":
        _visit(walk, target, style, m, opacity, uses + 1)
        return
    inner = computed(target, style, walk.rules)
    m = geometry.multiply(m, _fitted(target, length(e.get("width"), walk.width), length(e.get("height"))))
    for child in target:
        _visit(walk, child, inner, m, opacity, uses + 1)


def _placed(e: etree._Element, walk: _Walk) -> geometry.Matrix:
    """The coordinates inside a nested svg element."""
    width = length(e.get("width"), walk.width, default=walk.width)
    height = length(e.get("height"), walk.height, default=walk.height)
    shift = (1.0, 0.0, 0.0, 1.0, length(e.get("x"), walk.width), length(e.get("y"), walk.height))
    return geometry.multiply(shift, _fitted(e, width, height))


def _fitted(e: etree._Element, width: float, height: float) -> geometry.Matrix:
    """From an element's viewBox to a viewport, scaled evenly and centred; the identity without a viewBox."""
    box = geometry.floats(e.get("viewBox") or "")
    if len(box) != 4 or box[2] <= 0 or box[3] <= 0:
        return geometry.IDENTITY
    width, height = width or box[2], height or box[3]
    scale = min(width / box[2], height / box[3])
    left, top = (width - scale * box[2]) / 2, (height - scale * box[3]) / 2
    return (scale, 0.0, 0.0, scale, left - scale * box[0], top - scale * box[1])


def _geometry(walk: _Walk, name: str, e: etree._Element) -> tuple[list[geometry.Cubic], int] | None:
    """Curves and number of points of a shape element; None for any other or one that draws nothing."""

    def along(attribute: str, whole: float) -> float:
        return length(e.get(attribute), whole)

    w, h, mean = walk.width, walk.height, (walk.width + walk.height) / 2
    if name == "path":
        curves, points = geometry.parse_path(e.get("d") or "")
        return (curves, points) if curves else None
    if name in ("rect", "image"):
        x, y, wide, high = along("x", w), along("y", h), along("width", w), along("height", h)
        if wide <= 0 or high <= 0:
            return None
        corners = [(x, y), (x + wide, y), (x + wide, y + high), (x, y + high)]
        return geometry.polygon(corners, closed=True), 4
    if name in ("circle", "ellipse"):
        both = along("r", mean)
        rx, ry = (both, both) if name == "circle" else (along("rx", w), along("ry", h))
        rx, ry = rx or ry, ry or rx  # auto: one radius stands for both
        return (geometry.ellipse(along("cx", w), along("cy", h), rx, ry), 0) if rx > 0 and ry > 0 else None
    if name == "line":
        ends = [(along("x1", w), along("y1", h)), (along("x2", w), along("y2", h))]
        return geometry.polygon(ends, closed=False), 2
    if name in ("polyline", "polygon"):
        values = geometry.floats(e.get("points") or "")
        corners = list(zip(values[::2], values[1::2], strict=False))
        return (geometry.polygon(corners, closed=name == "polygon"), len(corners)) if corners else None
    return None


def _shape(
    walk: _Walk,
    name: str,
    drawn: tuple[list[geometry.Cubic], int],
    style: Style,
    m: geometry.Matrix,
    opacity: float,
    e: etree._Element,
) -> None:
    curves, points = drawn
    fill, fill_alpha = paint(style["fill"], style["color"])
    stroke, _ = paint(style["stroke"], style["color"])
    if fill != "none":
        opacity *= fill_alpha * _share(style.get("fill-opacity"))
    else:
        opacity *= _share(style.get("stroke-opacity"))
    walk.shapes.append(
        {
            "tag": name,
            "fill": "none" if name in ("line", "image") else fill,
            "stroke": stroke,
            "stroke_width": number(length(style["stroke-width"], default=1.0) * geometry.scale_of(m)),
            "opacity": number(opacity),
            "box": numbers(geometry.box_of(curves, m)),
            "points": points,
            **_looks(walk, name, curves, style, m, e),
        }
    )


def _looks(
    walk: _Walk, name: str, curves: list[geometry.Cubic], style: Style, m: geometry.Matrix, e: etree._Element
) -> dict[str, str]:
    """The optional keys of a shape; those without a value are left out."""
    rounded = outline.corners_rounded(e, curves, walk.width, walk.height) if name == "rect" else curves
    found = {
        "d": outline.text(rounded, m, max(walk.width, walk.height)),
        "clip": style.get(CROP),
        "fill_mean": outline.mean_colour(style["fill"], walk.by_id),
        "stroke_mean": outline.mean_colour(style["stroke"], walk.by_id),
        "fill_rule": "evenodd" if style.get("fill-rule") == "evenodd" else None,
        "stroke_linecap": "round" if style.get("stroke-linecap") == "round" else None,
    }
    return {key: value for key, value in found.items() if value}


def _text(walk: _Walk, e: etree._Element, style: Style, m: geometry.Matrix) -> None:
    words = " ".join("".join(e.itertext()).split())
    if not words:
        return
    first = next((t for t in e.iter(etree.Element) if t.get("x") is not None), e)
    x = (geometry.floats(first.get("x") or "") or [0.0])[0]
    y = (geometry.floats(first.get("y") or e.get("y") or "") or [0.0])[0]
    place = geometry.apply(m, (x, y))
    size = length(style["font-size"]) * geometry.scale_of(m)
    fill = paint(style["fill"], style["color"])[0]
    told = {"text": words, "x": number(place[0]), "y": number(place[1]), "size": number(size), "fill": fill}
    if (anchor := style.get("text-anchor", "start")) != "start":
        told["anchor"] = anchor
    if turn := round(degrees(atan2(m[1], m[0]))):
        told["turn"] = turn
    walk.texts.append(told)


def _share(text: str | None) -> float:
    """An opacity, 1 where absent."""
    return min(1.0, max(0.0, length(text, whole=1.0, default=1.0)))
