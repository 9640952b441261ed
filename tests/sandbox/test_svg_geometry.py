"""Boxes of paths against what they are by construction and by sampling."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stages.sandbox.harness.svg_geometry import (
    IDENTITY,
    apply,
    box_of,
    ellipse,
    multiply,
    parse_path,
    parse_transform,
)


def box(data: str) -> list[float]:
    return [round(v, 6) for v in box_of(parse_path(data)[0], IDENTITY)]


@pytest.mark.parametrize(
    ("data", "expected", "points"),
    [
        ("M1 2 3 4", [1, 2, 3, 4], 2),
        ("m1 2 3 4z", [1, 2, 4, 6], 2),
        ("M0 0H5V-3h-1v1Z", [0, -3, 5, 0], 5),
        ("M0,0C0,10,10,10,10,0", [0, 0, 10, 7.5], 2),
        ("M0 0Q5 10 10 0T20 0", [0, -5, 20, 5], 3),
        ("M0 0C0 4 4 4 4 0S8-4 8 0", [0, -3, 8, 3], 3),
        ("M0 5A5 5 0 0 1 10 5", [0, 0, 10, 5], 2),
        ("M0 5a5 5 0 0010 0", [0, 5, 10, 10], 2),
        ("M12 2C6.48 2 2 6.48 2 12s4.48 10 10 10 10-4.48 10-10S17.52 2 12 2z", [2, 2, 22, 22], 5),
        ("M2 2a1 1 0 11.5.5", None, 2),
        ("M1 1L2 2 3 bad", [1, 1, 2, 2], 2),
        ("M.5.5.7-1e1", [0.5, -10, 0.7, 0.5], 2),
    ],
)
def test_path_boxes(data: str, expected: list[float] | None, points: int) -> None:
    assert parse_path(data)[1] == points
    if expected:
        assert box(data) == pytest.approx(expected, abs=1e-3)


def test_no_path_is_no_box() -> None:
    assert parse_path("") == ([], 0) and parse_path("L1 1") == ([], 0)
    assert box_of([], IDENTITY) is None


@given(st.floats(-720, 720), st.floats(0.1, 50), st.floats(0.1, 50))
def test_a_turned_ellipse_has_the_exact_box(angle: float, rx: float, ry: float) -> None:
    m = parse_transform(f"rotate({angle})")
    t = math.radians(angle)
    w = math.hypot(rx * math.cos(t), ry * math.sin(t))
    h = math.hypot(rx * math.sin(t), ry * math.cos(t))
    assert box_of(ellipse(0, 0, rx, ry), m) == pytest.approx((-w, -h, w, h), rel=2e-3, abs=1e-3)


@given(st.lists(st.tuples(*[st.floats(-100, 100)] * 6), min_size=1, max_size=4))
def test_a_box_holds_the_curve_and_touches_it(curves: list[tuple[float, ...]]) -> None:
    data = "M0 0" + "".join("C" + " ".join(f"{v:.4f}" for v in c) for c in curves)
    parsed, _ = parse_path(data)
    x0, y0, x1, y1 = box_of(parsed, IDENTITY)
    xs, ys = [], []
    for p, q, r, s in parsed:
        for t in (i / 200 for i in range(201)):
            weights = ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t * t, t**3)
            xs.append(sum(w * v[0] for w, v in zip(weights, (p, q, r, s), strict=True)))
            ys.append(sum(w * v[1] for w, v in zip(weights, (p, q, r, s), strict=True)))
    assert x0 <= min(xs) + 1e-6 and max(xs) <= x1 + 1e-6 and y0 <= min(ys) + 1e-6 and max(ys) <= y1 + 1e-6
    assert (min(xs) - x0, x1 - max(xs), min(ys) - y0, y1 - max(ys)) == pytest.approx((0, 0, 0, 0), abs=0.1)


def test_transforms_apply_from_right_to_left() -> None:
    m = parse_transform("translate(10 20) scale(2) rotate(90)")
    assert apply(m, (1, 0)) == pytest.approx((10, 22))
    assert m == pytest.approx(
        multiply(parse_transform("translate(10,20)scale(2)"), parse_transform("rotate(90)"))
    )
    assert apply(parse_transform("rotate(180 5 5)"), (0, 0)) == pytest.approx((10, 10))
    assert apply(parse_transform("matrix(1 0 0 1 3 4)"), (0, 0)) == (3, 4)
    assert apply(parse_transform("skewX(45)"), (0, 2)) == pytest.approx((2, 2))
    assert parse_transform("nonsense(1)") == IDENTITY


@pytest.mark.parametrize(
    ("data", "curves", "points"),
    [
        ("", 0, 0),
        ("L1 1", 0, 0),
        ("x M0 0L1 1", 0, 0),
        (" , M0 0L1 1", 1, 2),
        ("M0 0L", 0, 1),
        ("M0 0L1 1 2", 1, 2),
        ("M0 0L1 1x2 2", 1, 2),
        ("M0 0C1 1 2 2 3", 0, 1),
        ("M0 0 1 1 2 2", 2, 3),
        ("M0 0L1 1Z 5 L2 2", 2, 2),
        ("M0 0L1 1Z , L2 2", 3, 3),
        ("M0 0A1 1 0 2 0 3 3", 0, 1),
        ("M0 0L1e 5", 0, 1),
    ],
)
def test_path_data_counts_up_to_its_first_error(data: str, curves: int, points: int) -> None:
    found, ends = parse_path(data)
    assert (len(found), ends) == (curves, points)
