"""Pages that step through examples or data: what a click shows, in Chromium."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from stages.synthesize.crossings.page import of_chart, page
from stages.synthesize.crossings.page_words import told
from stages.synthesize.domain import REGISTERS, NotApplicable
from stages.synthesize.strategies import demonstration
from stages.synthesize.translate import matplotlib
from tests.sandbox.conftest import requires
from tests.synthesize.pictures import PICTURES

pytestmark = [requires("html"), requires("test")]
ALL = demonstration.make(demonstration.Options(share=1.0))
HALF = '''def half(n):
    """Half of a number.

    >>> half(8)
    4.0
    >>> half(n=5)
    2.5
    """
    return n / 2
'''
BARS = PICTURES["bars"]


@pytest.fixture(scope="module")
def made(cross):
    return {
        "chart": cross(ALL, "chart", "python", matplotlib.write(BARS)),
        "function": cross(ALL, "algorithm", "test", HALF),
    }


@pytest.mark.parametrize("name", ["chart", "function"])
def test_a_page_gives_two_samples_whose_claims_hold(made, name):
    one = made[name]
    assert [row["task"] for row in one.kept] == ["generation", "translation"], one.rows
    assert {row["domain"] for row in one.kept} == {"artifact"}
    assert one.evidence["after"]["steps"] >= 1 and one.failing(one.evidence) == []


def test_claims_fail_on_a_page_of_other_data(made, cross):
    first = BARS.series[0]
    other = replace(BARS, series=(replace(first, y=(3.5, *first.y[1:])),))
    changed = cross(ALL, "chart", "python", matplotlib.write(other))
    assert "appears" in made["chart"].failing(changed.evidence)
    assert {"heading", "appears"} <= set(made["function"].failing(made["chart"].evidence))
    assert {"heading", "appears", "bars_after"} <= set(made["chart"].failing(made["function"].evidence))


def test_the_words_name_every_value_and_what_the_clicks_show():
    steps = of_chart(BARS, "Next", 2)
    assert steps.texts == ("apple: 3", "pear: 5") and page(steps).count('"click": "button"') == 2
    for register in REGISTERS:
        said = {told(steps, register, Random(n)).alone for n in range(12)}
        assert len(said) > 4
        assert all(
            "fig: 2" in text and "“apple: 3” and “pear: 5”" in text and "twice" in text for text in said
        )


@pytest.mark.parametrize("name", ["lines", "scatter", "stem"])
def test_what_has_no_bars_is_refused(name):
    with pytest.raises(NotApplicable):
        of_chart(PICTURES[name], "Next", 1)
