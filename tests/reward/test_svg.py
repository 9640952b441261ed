"""SVG checkers against pictures that were changed on purpose."""

from __future__ import annotations

from itertools import product

import pytest

from stages.reward import hues
from stages.reward.domains import svg
from stages.synthesize.domains.svg.colours import PALETTE, name
from tests.synthesize.svg_pictures import LINES, SHAPES, STRIPES, draw

TURNED = SHAPES.replace('<rect width="64"', '<g transform="rotate(90 32 32)"><rect width="64"').replace(
    "</svg>", "</g></svg>"
)

STATES = {
    "viewbox": ({"box": [0.0, 0.0, 64.0, 64.0]}, SHAPES.replace("0 0 64 64", "0 0 64 48")),
    "shape_count": ({"n": 4}, SHAPES.replace('<circle cx="20" cy="20" r="10" fill="#d02"/>', "")),
    "tag_count": (
        {"tag": "circle", "n": 1},
        SHAPES.replace('<circle cx="20" cy="20" r="10"', '<rect x="10" y="10" width="20" height="20"'),
    ),
    "colour": ({"colour": "#dd0022"}, SHAPES.replace("#d02", "#0cc")),
    "dominant_colour": ({"name": "yellow"}, SHAPES.replace("#fd4", "#26d")),
    "background": ({"colour": "#ffdd44"}, SHAPES.replace("#fd4", "#fff")),
    "shape": (
        {"tag": "circle", "colour": "#dd0022", "outlined": False, "box": [10.0, 10.0, 30.0, 30.0]},
        SHAPES.replace('cx="20"', 'cx="34"'),
    ),
}


@pytest.mark.parametrize("kind", STATES)
def test_a_state_holds_and_fails_after_a_mutation(kind: str) -> None:
    args, mutated = STATES[kind]
    claim = {"kind": kind, "args": args}
    passed, why = svg.check(claim, draw(SHAPES), None)
    assert passed, why
    passed, why = svg.check(claim, draw(mutated), None)
    assert not passed and why


@pytest.mark.parametrize(
    "mutated",
    [
        SHAPES.replace("#d02", "#26d"),
        SHAPES.replace('r="10"', 'r="20"'),
        SHAPES.replace('<circle cx="20" cy="20" r="10" fill="#d02"/>', ""),
        SHAPES.replace('fill="#d02"', 'fill="none" stroke="#d02"'),
        SHAPES.replace("<polygon", '<rect width="40" height="40" fill="#fd4"/><polygon'),
    ],
    ids=["wrong colour", "wrong size", "missing", "outline only", "covered"],
)
def test_a_specified_shape_must_be_there_and_seen(mutated: str) -> None:
    args = {"tag": "circle", "colour": "#dd0022", "outlined": False, "box": [10.0, 10.0, 30.0, 30.0]}
    assert not svg.check({"kind": "shape", "args": args}, draw(mutated), None)[0]


def test_a_place_is_a_third_of_the_board() -> None:
    args = {"tag": "circle", "name": "red", "outlined": False, "where": ["left", "top"]}
    assert svg.check({"kind": "shape", "args": args}, draw(SHAPES), None)[0]
    assert not svg.check({"kind": "shape", "args": {**args, "where": ["right", "top"]}}, draw(SHAPES), None)[
        0
    ]


@pytest.mark.parametrize(
    ("names", "passed"), [(["red", "white", "green"], True), (["green", "white", "red"], False)]
)
def test_stripes_have_an_order(names: list[str], passed: bool) -> None:
    claim = {"kind": "stripes", "args": {"direction": "horizontal", "names": names}}
    assert svg.check(claim, draw(STRIPES), None)[0] is passed
    assert not svg.check(
        {"kind": "stripes", "args": {**claim["args"], "direction": "vertical"}}, draw(STRIPES), None
    )[0]


def test_line_art_is_unfilled_and_strokes_have_a_width() -> None:
    stroke = {"kind": "stroke", "args": {"colour": "#000000", "width": 2.0}}
    assert svg.check({"kind": "outline_only", "args": {}}, draw(LINES), None)[0]
    assert svg.check(stroke, draw(LINES), None)[0]
    assert not svg.check(stroke, draw(LINES.replace('stroke-width="2"', 'stroke-width="4"')), None)[0]
    assert not svg.check({"kind": "outline_only", "args": {}}, draw(SHAPES), None)[0]


RECOLOURED = SHAPES.replace("#d02", "#83b")
EDITS = {
    "recoloured": (
        {"from_colour": "#dd0022", "to_colour": "#8833bb"},
        RECOLOURED,
        SHAPES.replace("#d02", "#0cc"),
    ),
    "added_shape": (
        {"tag": "circle", "name": "purple", "where": ["right", "top"]},
        SHAPES.replace("</svg>", '<circle cx="50" cy="14" r="8" fill="#83b"/></svg>'),
        SHAPES.replace("</svg>", '<circle cx="50" cy="14" r="8" fill="#0cc"/></svg>'),
    ),
    "removed_shape": (
        {"tag": "circle", "box": [10.0, 10.0, 30.0, 30.0]},
        SHAPES.replace('<circle cx="20" cy="20" r="10" fill="#d02"/>', ""),
        SHAPES.replace('<polygon points="16,40 26,58 6,58" fill="#294"/>', ""),
    ),
    "replaced_shape": (
        {"from_tag": "circle", "to_tag": "rect", "box": [10.0, 10.0, 30.0, 30.0]},
        SHAPES.replace('<circle cx="20" cy="20" r="10"', '<rect x="10" y="10" width="20" height="20"'),
        SHAPES.replace('<circle cx="20" cy="20" r="10"', '<ellipse cx="20" cy="20" rx="10" ry="9"'),
    ),
    "moved": (
        {"motion": ["turn", 90.0, 0.0], "n": 4},
        TURNED,
        TURNED.replace("rotate(90", "rotate(270"),
    ),
    "stroke_added": (
        {"tag": "circle", "box": [10.0, 10.0, 30.0, 30.0], "name": "purple", "width": 3.0},
        SHAPES.replace('r="10"', 'r="10" stroke="#83b" stroke-width="3"'),
        SHAPES.replace('r="10"', 'r="10" stroke="#83b" stroke-width="9"'),
    ),
    "opacity_changed": (
        {"n": 1, "opacity": 0.4, "tag": "circle", "box": [10.0, 10.0, 30.0, 30.0]},
        SHAPES.replace('r="10"', 'r="10" opacity="0.4"'),
        SHAPES.replace('height="14"', 'height="14" opacity="0.4"'),
    ),
    "text_added": (
        {"text": "GO", "name": "purple"},
        SHAPES.replace("</svg>", '<text x="32" y="34" fill="#83b">GO</text></svg>'),
        SHAPES.replace("</svg>", '<text x="32" y="34" fill="#83b">NO</text></svg>'),
    ),
    "unchanged": ({"what": "shapes", "n": 4}, SHAPES, RECOLOURED),
}  # fmt: skip


@pytest.mark.parametrize("kind", EDITS)
def test_a_change_is_seen_and_a_missing_or_wrong_one_too(kind: str) -> None:
    args, right, wrong = EDITS[kind]
    claim = {"kind": kind, "args": args}
    passed, why = svg.check(claim, draw(right), draw(SHAPES))
    assert passed, why
    assert not svg.check(claim, draw(wrong), draw(SHAPES))[0]
    if kind != "unchanged":
        assert not svg.check(claim, draw(SHAPES), draw(SHAPES))[0], "the edit was not applied"
    passed, why = svg.check(claim, draw(right), None)
    assert not passed and "before" in why


def test_backgrounds_groups_and_stroke_widths() -> None:
    blue = LINES.replace("<circle", '<rect width="24" height="24" fill="#126" stroke="none"/><circle')
    claim = {"kind": "background_added", "args": {"name": "dark blue"}}
    assert svg.check(claim, draw(blue), draw(LINES))[0] and not svg.check(claim, draw(LINES), draw(LINES))[0]
    thick = {"kind": "stroke_width_changed", "args": {"from": 2.0, "to": 3.0}}
    assert svg.check(thick, draw(LINES.replace('stroke-width="2"', 'stroke-width="3"')), draw(LINES))[0]
    assert not svg.check(thick, draw(LINES), draw(LINES))[0]
    assert svg.check({"kind": "grouped", "args": {}}, draw(TURNED), draw(SHAPES))[0]
    assert not svg.check({"kind": "grouped", "args": {}}, draw(SHAPES), draw(SHAPES))[0]


def test_an_unknown_kind_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        svg.check({"kind": "smell", "args": {}}, draw(SHAPES), None)


def test_the_teachers_colour_words_fit_every_colour_they_are_said_of() -> None:
    colours = [f"#{r * 17:02x}{g * 17:02x}{b * 17:02x}" for r, g, b in product(range(16), repeat=3)]
    assert not [(colour, name(colour)) for colour in colours if not hues.fits(name(colour), colour)]


def test_a_colour_word_does_not_fit_the_other_colours() -> None:
    plain = ("red", "yellow", "green", "blue", "purple", "black", "white", "grey")
    for word, other in product(plain, repeat=2):
        assert hues.fits(word, PALETTE[other]) is (word == other), (word, other)
