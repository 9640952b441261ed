"""New shapes that evolution draws into a picture of any size."""

from __future__ import annotations

from random import Random

from stages.synthesize.domains.svg import tree


def piece(tag: str, x0: float, y0: float, x1: float, y1: float, fill: str) -> tree.Element:
    """A circle, ellipse, rectangle or triangle that fills a box."""
    n = tree.number
    cx, cy = (x0 + x1) / 2, (y0 + y1) / 2
    if tag == "circle":
        return tree.new("circle", cx=n(cx), cy=n(cy), r=n(min(x1 - x0, y1 - y0) / 2), fill=fill)
    if tag == "ellipse":
        return tree.new("ellipse", cx=n(cx), cy=n(cy), rx=n((x1 - x0) / 2), ry=n((y1 - y0) / 2), fill=fill)
    if tag == "rect":
        return tree.new("rect", x=n(x0), y=n(y0), width=n(x1 - x0), height=n(y1 - y0), fill=fill)
    points = f"{n(cx)},{n(y0)} {n(x1)},{n(y1)} {n(x0)},{n(y1)}"
    return tree.new("polygon", points=points, fill=fill)


def place(
    view: tuple[float, float, float, float], rng: Random, sizes: tuple[float, ...]
) -> tuple[float, float, float, float]:
    """A square box inside the view, on whole units of a 64-unit scale."""
    x, y, w, h = view
    unit = max(w, h) / 64
    side = 2 * max(2, round(rng.choice(sizes) * min(w, h) / unit / 2))
    left = rng.randrange(2, max(3, round(w / unit) - side - 1))
    top = rng.randrange(2, max(3, round(h / unit) - side - 1))
    return x + left * unit, y + top * unit, x + (left + side) * unit, y + (top + side) * unit
