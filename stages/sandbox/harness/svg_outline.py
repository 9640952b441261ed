"""Outlines, crops and gradient colours of SVG shapes, as far as a picture is drawn again from its evidence.

An outline is path data with absolute M, L, C and Z commands in viewBox units, all transforms applied.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from lxml import etree

from stages.sandbox.harness import svg_geometry as geometry
from stages.sandbox.harness.rounding import hex_colour
from stages.sandbox.harness.svg_policy import local
from stages.sandbox.harness.svg_style import declarations, length, paint

LONGEST = 2400
"""Characters; a longer outline is left out, since nothing short is drawn from it."""
_REFERENCE = re.compile(r"url\(\s*['\"]?#([^'\")]+)")
_XLINK = "{http://www.w3.org/1999/xlink}href"
_KAPPA = 0.5522847498
Elements = Mapping[str, etree._Element]


def text(curves: list[geometry.Cubic], m: geometry.Matrix, side: float) -> str | None:
    """The outline of curves after `m`, to a thousandth of `side` (of the viewBox); None if too long."""
    digits = max(0, math.ceil(math.log10(1000 / max(side, 1e-9))))
    a, b, c, d, e, f = m

    def at(p: geometry.Point) -> str:
        x, y = round(a * p[0] + c * p[1] + e, digits) + 0, round(b * p[0] + d * p[1] + f, digits) + 0
        return f"{x:.12g} {y:.12g}"

    pieces: list[str] = []
    start = here = (math.inf, math.inf)
    near, room = 1e-6 * side, LONGEST
    for first, one, two, last in curves:
        if first != here and math.dist(first, here) > near:  # the ends of an arc are computed, not copied
            pieces.append(f"M{at(first)}")
            start = first
        back = last == start or math.dist(last, start) <= near
        if one == first and two == last:
            pieces.append("Z" if back else f"L{at(last)}")
        else:
            pieces.append(f"C{at(one)} {at(two)} {at(last)}" + ("Z" if back else ""))
        here = last
        room -= len(pieces[-1])
        if room < 0:
            return None
    return "".join(pieces)


def corners_rounded(
    e: etree._Element, curves: list[geometry.Cubic], w: float, h: float
) -> list[geometry.Cubic]:
    """The outline of a rect with its rx and ry; the four edges as given where it has none."""
    (left, top), (right, bottom) = curves[0][0], curves[1][2]
    rx, ry = length(e.get("rx"), w, default=-1), length(e.get("ry"), h, default=-1)
    rx, ry = (ry if rx < 0 else rx), (rx if ry < 0 else ry)
    rx, ry = min(rx, (right - left) / 2), min(ry, (bottom - top) / 2)
    if rx <= 0 or ry <= 0:
        return curves
    kx, ky = rx * (1 - _KAPPA), ry * (1 - _KAPPA)
    p = [
        (left + rx, top), (right - rx, top), (right, top + ry), (right, bottom - ry),
        (right - rx, bottom), (left + rx, bottom), (left, bottom - ry), (left, top + ry),
    ]  # fmt: skip
    controls = [
        ((right - kx, top), (right, top + ky)), ((right, bottom - ky), (right - kx, bottom)),
        ((left + kx, bottom), (left, bottom - ky)), ((left, top + ky), (left + kx, top)),
    ]  # fmt: skip
    result: list[geometry.Cubic] = []
    for at, (one, two) in enumerate(controls):
        begin, turn, after = p[2 * at], p[2 * at + 1], p[(2 * at + 2) % 8]
        result += [(begin, begin, turn, turn), (turn, one, two, after)]
    return result


def reference(value: str | None, by_id: Elements) -> etree._Element | None:
    """The element that `url(#id)` names."""
    found = _REFERENCE.search(value or "")
    return by_id.get(found[1]) if found else None


def crop_shapes(area: etree._Element, by_id: Elements) -> list[tuple[str, etree._Element]]:
    """Tag and element of each shape that makes up a clip path or mask, one `use` deep."""
    found = []
    for e in area.iter(etree.Element):
        target = (
            by_id.get((e.get("href") or e.get(_XLINK) or "").removeprefix("#"))
            if local(e.tag) == "use"
            else e
        )
        if target is not None and target is not area:
            found.append((local(target.tag), target))
    return found


def mean_colour(value: str, by_id: Elements) -> str | None:
    """The mean of a gradient's stop colours; None for a pattern or a reference to nothing."""
    element, hops = reference(value, by_id), 0
    while element is not None and hops < 5:
        stops = [stop for stop in element if local(stop.tag) == "stop"]
        if stops:
            colours = [_stop_colour(stop) for stop in stops]
            channels = [[int(c[at : at + 2], 16) for c in colours] for at in (1, 3, 5)]
            return hex_colour(*(round(sum(values) / len(values)) for values in channels))
        element = by_id.get((element.get("href") or element.get(_XLINK) or "").removeprefix("#"))
        hops += 1
    return None


def _stop_colour(stop: etree._Element) -> str:
    stated = declarations(stop.get("style") or "").get("stop-color") or stop.get("stop-color") or "#000000"
    colour, _ = paint(stated, "#000000")
    return colour if colour.startswith("#") else "#ffffff"
