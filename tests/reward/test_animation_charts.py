"""Checkers of scenes that show data fail where the data are others, or come otherwise."""

from __future__ import annotations

import pytest

from stages.reward.domains import animation
from tests.reward.test_animation import BLUE, RED, mobject, play, scene


def bar(height: float, x: float, base: float = -2.0) -> dict:
    return mobject("Rectangle", at=(x, base + height / 2, 0.0), size=(0.8, height))


def dot(x: float, y: float, colour: str = BLUE) -> dict:
    return mobject("Dot", colour, at=(x, y, 0.0), size=(0.16, 0.16))


def line(x: float, y: float, width: float, height: float) -> dict:
    return mobject("Line", at=(x, y, 0.0), size=(width, height))


def text(said: str, x: float, y: float) -> dict:
    return mobject("Text", at=(x, y, 0.0), size=(0.5, 0.3), text=said)


BARS = [bar(1.0, -1.0), bar(3.0, 0.0), bar(2.0, 1.0)]
DOTS = [dot(-4.0, -2.0), dot(0.0, 2.0), dot(4.0, 0.0)]
GIVEN, RESULT = [text("3", -1.0, 2.0), text("1", 1.0, 2.0)], [text("4", 0.0, -2.0)]
CASES = {
    "bars": (
        {"values": [10, 30, 20], "lying": False},
        scene(end=BARS),
        scene(end=[*BARS[:2], bar(2.5, 1.0)]),
    ),
    "bars on one base": (
        {"values": [10, 30, 20], "lying": False},
        scene(end=BARS),
        scene(end=[*BARS[:2], bar(2.0, 1.0, base=-1.0)]),
    ),
    "points": (
        {"x": [0, 1, 2], "y": [0, 100, 50], "colour": BLUE},
        scene(end=[*DOTS, dot(1.0, 1.0, RED)]),
        scene(end=[DOTS[0], DOTS[1], dot(4.0, 1.0)]),
    ),
    "path": (
        {"x": [0, 1, 2], "y": [0, 4, 2], "colour": "blue"},
        scene(end=[line(-2.0, 0.0, 4.0, 4.0), line(2.0, 1.0, 4.0, 2.0)]),
        scene(end=[line(-2.0, 0.0, 4.0, 4.0), line(2.0, 0.0, 4.0, 4.0)]),
    ),
    "one_by_one": (
        {"type": "Rectangle", "colours": [BLUE], "n": 3, "along": "right"},
        scene(play(tree=BARS[:1]), play(tree=BARS[:2]), play(tree=BARS), end=BARS),
        scene(play(tree=BARS[:1]), play(tree=BARS), end=BARS),
    ),
    "one_by_one in order": (
        {"type": "Rectangle", "colours": [BLUE], "n": 2, "along": "right"},
        scene(play(tree=BARS[:1]), play(tree=BARS[:2]), end=BARS[:2]),
        scene(play(tree=BARS[1:2]), play(tree=BARS[1::-1]), end=BARS[1::-1]),
    ),
    "edge": (
        {"text": "Fruit", "side": "top"},
        scene(end=[text("Fruit", 0.0, 3.3)]),
        scene(end=[text("Fruit", 0.0, -3.3)]),
    ),
    "rows": (
        {"rows": [["3", "1"], ["4"]]},
        scene(play(tree=GIVEN), play(tree=GIVEN + RESULT), end=GIVEN + RESULT),
        scene(play(tree=RESULT), play(tree=GIVEN), end=GIVEN),
    ),
    "rows from left to right": (
        {"rows": [["1", "3"]]},
        scene(end=[text("1", -1.0, 2.0), text("3", 1.0, 2.0)]),
        scene(end=GIVEN),
    ),
    "painted": (
        {"type": "Dot", "colour": BLUE, "n": 3},
        scene(end=DOTS),
        scene(end=[*DOTS[:2], dot(4.0, 0.0, RED)]),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_claim_holds_and_fails(name: str) -> None:
    args, good, bad = CASES[name]
    claim = {"kind": name.partition(" ")[0], "args": args}
    assert animation.check(claim, good, None)[0], animation.check(claim, good, None)
    passed, why = animation.check(claim, bad, None)
    assert not passed and why
