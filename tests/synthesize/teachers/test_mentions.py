"""Claims are what an instruction says: no fact that it leaves unsaid, none that it denies."""

from __future__ import annotations

import pytest

from stages.synthesize.domain import Claim, Program
from stages.synthesize.teachers.mentions import mentioned, unsupported

CHART = (
    Claim("chart_type", {"kind": "bar"}),
    Claim("title", {"text": "Fruit sold"}),
    Claim("xlabel", {"text": "Region"}),
    Claim("ylabel", {"text": "Tons"}),
    Claim("legend", {"labels": ["sold", "left"]}),
    Claim("series_count", {"kind": "bar", "n": 2}),
    Claim("limits", {"axis": "y", "low": 0.0, "high": 10.0}),
    Claim("grid", {"on": True}),
    Claim("background", {"colour": "#eeeeee"}),
)
DRAWING = (
    Claim("shape", {"tag": "rect", "colour": "#2040c0", "outlined": False, "box": [34.0, 34.0, 58.0, 54.0]}),
    Claim("shape", {"tag": "circle", "colour": "#2040c0", "outlined": False, "box": [0.0, 0.0, 9.0, 9.0]}),
    Claim("tag_count", {"tag": "rect", "n": 3}),
    Claim("shape_count", {"n": 4}),
    Claim("symmetric", {"axis": "vertical"}),
)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Plot the numbers.", []),
        ('A bar chart titled "Fruit sold".', ["chart_type", "title"]),
        ('A bar chart with the word "Fruit sold" in it.', ["chart_type"]),
        ("A horizontal bar chart.", []),
        ("An error bar plot.", []),
        ('Label the x-axis "Region" and the y axis "Tons".', ["xlabel", "ylabel"]),
        ('A legend with "sold" and "left".', ["legend"]),
        ('A legend with "sold".', []),
        ("Two bar series.", ["chart_type", "series_count"]),
        ("Three bars; leave two out.", ["chart_type"]),
        ("The y axis runs from 0 to 10.", ["limits"]),
        ("The y axis runs from 0 to 100.", []),
        ("Add a grid.", ["grid"]),
        ("Draw it without a grid.", []),
        ("A #eeeeee background.", ["background"]),
        ("Bars in #eeeeee, the background plain.", ["chart_type"]),
    ],
)
def test_facts_of_a_chart(text, kinds):
    assert [claim.kind for claim in mentioned(CHART, text)] == kinds


def test_values_said_of_another_thing_are_no_claim():
    """A blue circle is there, yet the instruction speaks of a blue rectangle and of a red circle."""
    claims = mentioned(DRAWING, "Draw a #2040c0 rectangle, and a #ff0000 circle.")
    assert [(c.kind, c.args) for c in claims] == [("shape", {"tag": "rect", "colour": "#2040c0"})]


def test_counts_stand_before_what_is_counted():
    assert [c.kind for c in mentioned(DRAWING, "Three small rectangles")] == ["tag_count"]
    assert [c.kind for c in mentioned(DRAWING, "4 shapes in all")] == ["shape_count"]
    assert mentioned(DRAWING, "Rectangles, 3 units wide") == ()


def test_a_box_is_claimed_where_it_is_said():
    (claim,) = mentioned(DRAWING[:1], "A rect in #2040c0 from 34 34 to 58 54.")
    assert claim.args["box"] == [34.0, 34.0, 58.0, 54.0]


def test_what_the_program_does_not_show_is_found():
    program = Program('ax.set_title("Fruit  sold")', {"colour": "#1F77B4", "y": [3.0, 12.5]})
    assert unsupported('"fruit sold." in #1f77b4, up to 12.5, in 2 panels', program) is None
    assert unsupported('A "Fruit sale"', program) == "Fruit sale"
    assert unsupported("bars in #ff0000", program) == "#ff0000"
    assert unsupported("values up to 13", program) == "13"
