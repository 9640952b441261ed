"""Which plain shape an outline is: a rectangle, a circle, an ellipse, or none of them."""

from __future__ import annotations

from math import hypot, pi, sqrt

from stages.synthesize.domains.svg.paths import Outline

_CLOSE = 0.4
"""Units (of 64) that a point may lie off the plain shape."""


def primitive(outline: Outline) -> tuple[str, dict[str, int]] | None:
    """Tag and integer geometry of the plain shape that this closed outline is, else None."""
    if not outline.closed or len(outline.points) < 4:
        return None
    x0, y0, x1, y1 = outline.box
    if x1 - x0 < 1 or y1 - y0 < 1:
        return None
    return _ellipse(outline) or _rectangle(outline)


def _ellipse(outline: Outline) -> tuple[str, dict[str, int]] | None:
    x0, y0, x1, y1 = outline.box
    cx, cy, rx, ry = (x0 + x1) / 2, (y0 + y1) / 2, (x1 - x0) / 2, (y1 - y0) / 2
    if len(outline.points) < 12 or outline.area < 0.9 * pi * rx * ry:
        return None
    off = max(abs(hypot((x - cx) / rx, (y - cy) / ry) - 1) for x, y in outline.points)
    if off * min(rx, ry) > _CLOSE:
        return None
    if abs(rx - ry) < 0.5:
        return "circle", {"cx": round(cx), "cy": round(cy), "r": max(1, round((rx + ry) / 2))}
    return "ellipse", {"cx": round(cx), "cy": round(cy), "rx": max(1, round(rx)), "ry": max(1, round(ry))}


def _rectangle(outline: Outline) -> tuple[str, dict[str, int]] | None:
    x0, y0, x1, y1 = outline.box
    width, height = x1 - x0, y1 - y0
    missing = width * height - outline.area
    radius = sqrt(max(0.0, missing) / (4 - pi))
    if radius > min(width, height) / 2 + _CLOSE:
        return None
    if any(abs(_signed_distance(x, y, outline.box, radius)) > _CLOSE for x, y in outline.points):
        return None
    left, top = round(x0), round(y0)
    found = {"x": left, "y": top, "width": max(1, round(x1) - left), "height": max(1, round(y1) - top)}
    return "rect", {**found, "rx": round(radius)} if round(radius) >= 1 else found


def _signed_distance(x: float, y: float, box: tuple[float, float, float, float], radius: float) -> float:
    """Distance of a point from the outline of a rounded rectangle, negative inside."""
    x0, y0, x1, y1 = box
    dx = abs(x - (x0 + x1) / 2) - (x1 - x0) / 2 + radius
    dy = abs(y - (y0 + y1) / 2) - (y1 - y0) / 2 + radius
    return hypot(max(dx, 0), max(dy, 0)) + min(max(dx, dy), 0) - radius
