"""Functions as Manim scenes: what their doctests say, as rows of boxes or as texts."""

from __future__ import annotations

from random import Random

import pytest

from stages.synthesize.crossings.algorithm_scene import show_of
from stages.synthesize.crossings.algorithm_scene_words import told
from stages.synthesize.domain import REGISTERS
from stages.synthesize.strategies import algorithm_animation
from tests.sandbox.conftest import requires

pytestmark = [requires("manim"), requires("test")]
ALL = algorithm_animation.make(algorithm_animation.Options(share=1.0))
DOUBLED = '''def doubled(items):
    """Double every item.

    >>> doubled([3, 1, 2])
    [6, 2, 4]
    """
    return [2 * item for item in items]
'''
HALF = '''def half(n):
    """Half of a number.

    >>> half(8)
    4.0
    >>> half(n=5)
    2.5
    """
    return n / 2
'''
UNTOLD = '''def first(items):
    """
    >>> given = [3, 1]
    >>> first(given)
    3
    """
    return items[0]
'''


@pytest.fixture(scope="module")
def made(cross):
    return {
        name: cross(ALL, "algorithm", "test", code) for name, code in (("boxes", DOUBLED), ("texts", HALF))
    }


@pytest.mark.parametrize("name", ["boxes", "texts"])
def test_a_scene_gives_two_samples_whose_claims_hold(made, name):
    one = made[name]
    assert [row["task"] for row in one.kept] == ["generation", "translation"], one.rows
    assert one.kept[1]["input_runtime"] == "test" and one.kept[0]["input_code"] is None
    assert one.failing(one.evidence) == []


def test_claims_fail_on_the_scene_of_another_function(made, cross):
    other = cross(
        ALL, "algorithm", "test", DOUBLED.replace("[3, 1, 2]", "[3, 2, 1]").replace("2, 4]", "4, 2]")
    )
    assert made["boxes"].failing(other.evidence) == ["rows"]
    assert {"rows", "steps", "has"} <= set(made["boxes"].failing(made["texts"].evidence))
    assert {"rows", "steps", "has"} <= set(made["texts"].failing(made["boxes"].evidence))


def test_what_is_shown_is_what_the_doctest_says(made):
    boxes, texts = (show_of(made[name].source.program) for name in ("boxes", "texts"))
    assert boxes.rows == (("3", "1", "2"), ("6", "2", "4")) and boxes.call == "doubled([3, 1, 2])"
    assert texts.rows is None and texts.steps == (("8", "4.0"), ("n=5", "2.5"))
    for register in REGISTERS:
        said = [told(texts, register, Random(n)).alone for n in range(12)]
        assert len(set(said)) > 3 and all("`8` gives `4.0`" in text for text in said)


def test_an_example_that_needs_another_line_is_refused(cross):
    (row,) = cross(ALL, "algorithm", "test", UNTOLD).rows
    assert row["decision"] == "drop" and "call of literals" in row["reason"]
