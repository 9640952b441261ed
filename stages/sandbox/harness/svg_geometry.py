"""Transforms, path data and exact boxes of SVG geometry (SVG 1.1 §7.6, §8.3, §F.6.5).

A matrix is (a, b, c, d, e, f): x' = ax + cy + e, y' = bx + dy + f. A path is a list of cubic Béziers, each of
four points; lines are Béziers too, so that one rule gives the box of everything under any transform.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
Cubic = tuple[Point, Point, Point, Point]
Box = tuple[float, float, float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_DIGITS = r"[\s,]*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)"
_NUMBER = re.compile(_DIGITS)
_NUMBERS = re.compile(rf"(?>{_DIGITS})*")
"""Atomic, as a number once read is not read again as two shorter ones."""
_FLAG = r"[\s,]*([01])"
_ARC = re.compile("".join(rf"(?>{part})" for part in (*[_DIGITS] * 3, _FLAG, _FLAG, *[_DIGITS] * 2)))
_REST = re.compile(r"[\s,]*")
_SEGMENT = re.compile(r"([MmZzLlHhVvCcSsQqTtAa])([^MmZzLlHhVvCcSsQqTtAa]*)")
_FUNCTION = re.compile(r"(matrix|translate|scale|rotate|skewX|skewY)\s*\(([^)]*)\)")
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7}


def floats(text: str) -> list[float]:
    """All numbers of a list, up to the first thing that is none."""
    return list(map(float, _NUMBER.findall(_NUMBERS.match(text).group())))


def multiply(m: Matrix, n: Matrix) -> Matrix:
    """The matrix that applies `n` first, then `m`."""
    a, b, c, d, e, f = m
    g, h, i, j, k, o = n
    return (a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * o + e, b * k + d * o + f)


def apply(m: Matrix, p: Point) -> Point:
    a, b, c, d, e, f = m
    return a * p[0] + c * p[1] + e, b * p[0] + d * p[1] + f


def scale_of(m: Matrix) -> float:
    """The mean factor by which lengths grow."""
    return math.sqrt(abs(m[0] * m[3] - m[1] * m[2]))


def parse_transform(text: str) -> Matrix:
    """A `transform` attribute; functions with the wrong number of values are left out."""
    whole = IDENTITY
    for name, arguments in _FUNCTION.findall(text):
        if (step := _function(name, floats(arguments))) is not None:
            whole = multiply(whole, step)
    return whole


def _function(name: str, v: list[float]) -> Matrix | None:
    if name == "matrix" and len(v) == 6:
        return (v[0], v[1], v[2], v[3], v[4], v[5])
    if name == "translate" and len(v) in (1, 2):
        return (1, 0, 0, 1, v[0], v[1] if len(v) == 2 else 0)
    if name == "scale" and len(v) in (1, 2):
        return (v[0], 0, 0, v[-1], 0, 0)
    if name == "rotate" and len(v) in (1, 3):
        sine, cosine = math.sin(math.radians(v[0])), math.cos(math.radians(v[0]))
        x, y = v[1:] if len(v) == 3 else (0.0, 0.0)
        return (cosine, sine, -sine, cosine, x - cosine * x + sine * y, y - sine * x - cosine * y)
    if name == "skewX" and len(v) == 1:
        return (1, 0, math.tan(math.radians(v[0])), 1, 0, 0)
    if name == "skewY" and len(v) == 1:
        return (1, math.tan(math.radians(v[0])), 0, 1, 0, 0)
    return None


def parse_path(data: str) -> tuple[list[Cubic], int]:
    """Curves of path data and the number of its end points; stops at the first error, as renderers do."""
    curves: list[Cubic] = []
    here = start = (0.0, 0.0)
    control: Point | None = None
    previous, points, at = "", 0, _REST.match(data).end()
    while segment := _SEGMENT.match(data, at):
        (command, body), at = segment.groups(), segment.end()
        if command in "Zz":
            curves.append(_straight(here, start))
            here, control, previous = start, None, "Z"
            if _REST.fullmatch(body) is None:
                break
            continue
        kind = command.upper()
        if not points and kind != "M":
            break
        groups, whole = _groups(body, kind)
        for values in groups:
            x0, y0 = here if command.islower() else (0.0, 0.0)
            points += 1
            if kind == "M":
                here = start = (values[0] + x0, values[1] + y0)
                control, previous, kind = None, "M", "L"
                continue
            if kind in "HV":
                end = (values[0] + x0, here[1]) if kind == "H" else (here[0], values[0] + y0)
            else:
                end = (values[-2] + x0, values[-1] + y0)
            if kind in "LHV":
                curves.append((here, here, end, end))
            elif kind in "CS":
                second = (values[-4] + x0, values[-3] + y0)
                if kind == "C":
                    first = (values[0] + x0, values[1] + y0)
                else:
                    first = _mirror(here, control) if previous in ("C", "S") else here
                curves.append((here, first, second, end))
                control = second
            elif kind in "QT":
                mirrored = _mirror(here, control) if previous in ("Q", "T") else here
                control = (values[0] + x0, values[1] + y0) if kind == "Q" else mirrored
                curves.append(_raised(here, control, end))
            else:
                curves += _arc(here, values, end)
            here, previous = end, kind
        if not whole:
            break
    return curves, points


def _groups(body: str, kind: str) -> tuple[list[tuple[float, ...]], bool]:
    """What stands behind a command, one tuple a use of it; False where something is left over or missing."""
    if kind == "A":
        groups, at = [], 0
        while match := _ARC.match(body, at):
            groups.append(tuple(map(float, match.groups())))
            at = match.end()
        return groups, bool(groups) and _REST.fullmatch(body, at) is not None
    listed = _NUMBERS.match(body)
    values = list(map(float, _NUMBER.findall(listed.group())))
    takes = _TAKES[kind]
    whole = bool(values) and len(values) % takes == 0 and _REST.fullmatch(body, listed.end()) is not None
    return list(zip(*[iter(values)] * takes, strict=False)), whole


def _straight(p: Point, q: Point) -> Cubic:
    return (p, p, q, q)


def _raised(p: Point, c: Point, q: Point) -> Cubic:
    """A quadratic as a cubic."""
    toward = lambda r: (r[0] + 2 * (c[0] - r[0]) / 3, r[1] + 2 * (c[1] - r[1]) / 3)  # noqa: E731
    return (p, toward(p), toward(q), q)


def _mirror(here: Point, control: Point | None) -> Point:
    return here if control is None else (2 * here[0] - control[0], 2 * here[1] - control[1])


def _arc(p: Point, values: Sequence[float], q: Point) -> list[Cubic]:
    """An elliptical arc as cubics of at most a quarter turn each (SVG 1.1 §F.6.5)."""
    rx, ry, phi = abs(values[0]), abs(values[1]), math.radians(values[2])
    if p == q:
        return []
    if not rx or not ry:
        return [_straight(p, q)]
    sine, cosine = math.sin(phi), math.cos(phi)
    dx, dy = (p[0] - q[0]) / 2, (p[1] - q[1]) / 2
    x, y = cosine * dx + sine * dy, cosine * dy - sine * dx
    if (grow := (x / rx) ** 2 + (y / ry) ** 2) > 1:
        rx, ry = rx * math.sqrt(grow), ry * math.sqrt(grow)
    under = (rx * ry) ** 2 / ((rx * y) ** 2 + (ry * x) ** 2) - 1
    root = math.sqrt(max(0.0, under)) * (-1 if bool(values[3]) == bool(values[4]) else 1)
    cx, cy = root * rx * y / ry, -root * ry * x / rx
    first = math.atan2((y - cy) / ry, (x - cx) / rx)
    sweep = math.atan2((-y - cy) / ry, (-x - cx) / rx) - first
    if values[4] and sweep < 0:
        sweep += 2 * math.pi
    elif not values[4] and sweep > 0:
        sweep -= 2 * math.pi
    middle = ((p[0] + q[0]) / 2, (p[1] + q[1]) / 2)
    place: Matrix = (
        cosine * rx, sine * rx, -sine * ry, cosine * ry,
        cosine * cx - sine * cy + middle[0], sine * cx + cosine * cy + middle[1],
    )  # fmt: skip
    return [tuple(apply(place, r) for r in curve) for curve in _unit_arc(first, sweep)]


def _unit_arc(first: float, sweep: float) -> Iterable[Cubic]:
    pieces = max(1, math.ceil(abs(sweep) / (math.pi / 2) - 1e-9))
    step = sweep / pieces
    k = 4 / 3 * math.tan(step / 4)
    for i in range(pieces):
        s, t = first + i * step, first + (i + 1) * step
        a, b = (math.cos(s), math.sin(s)), (math.cos(t), math.sin(t))
        yield (a, (a[0] - k * a[1], a[1] + k * a[0]), (b[0] + k * b[1], b[1] - k * b[0]), b)


def box_of(curves: Iterable[Cubic], m: Matrix) -> Box | None:
    """The box of curves after `m`; None for no curve."""
    a, b, c, d, e, f = m
    xs: list[float] = []
    ys: list[float] = []
    for curve in curves:
        xs += _extremes([a * p[0] + c * p[1] + e for p in curve])
        ys += _extremes([b * p[0] + d * p[1] + f for p in curve])
    return (min(xs), min(ys), max(xs), max(ys)) if xs else None


def _extremes(v: list[float]) -> list[float]:
    """Ends and turning values of a cubic in one coordinate."""
    low, high = (v[0], v[3]) if v[0] <= v[3] else (v[3], v[0])
    if low <= v[1] <= high and low <= v[2] <= high:
        return [low, high]  # a curve stays between its four points
    a = 3 * (v[1] - v[2]) + v[3] - v[0]
    b = 2 * (v[0] - 2 * v[1] + v[2])
    c = v[1] - v[0]
    if abs(a) < 1e-12:
        roots = [-c / b] if abs(b) > 1e-12 else []
    else:
        under = b * b - 4 * a * c
        roots = [(-b + sign * math.sqrt(under)) / (2 * a) for sign in (1, -1)] if under >= 0 else []
    return [low, high, *(_cubic(v, t) for t in roots if 0 < t < 1)]


def _cubic(v: list[float], t: float) -> float:
    u = 1 - t
    return u**3 * v[0] + 3 * u**2 * t * v[1] + 3 * u * t * t * v[2] + t**3 * v[3]


def ellipse(cx: float, cy: float, rx: float, ry: float) -> list[Cubic]:
    """An ellipse as four cubics."""
    place: Matrix = (rx, 0, 0, ry, cx, cy)
    return [tuple(apply(place, r) for r in curve) for curve in _unit_arc(0, 2 * math.pi)]


def polygon(points: Sequence[Point], *, closed: bool) -> list[Cubic]:
    """Straight lines through points; a lone point has an empty box at its place."""
    ends = [*points[1:], *(points[:1] if closed or len(points) == 1 else ())]
    return [_straight(p, q) for p, q in zip(points, ends, strict=False)]
