"""Evidence of SVG files against what they draw."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from stages.sandbox import Execution

Draw = Callable[[str], Execution]


def shapes(draw: Draw, inside: str) -> list[dict[str, Any]]:
    done = draw(inside)
    assert done.status == "ok", done.stderr
    return done.evidence["shapes"]


def test_shapes_with_their_boxes(draw: Draw) -> None:
    found = shapes(
        draw,
        '<rect x="1" y="2" width="3" height="4"/><circle cx="5" cy="5" r="2"/>'
        '<line x1="1" x2="9" stroke="red"/>'
        '<polygon points="0,0 4,0 4,4"/><ellipse cx="5" cy="5" rx="3" ry="1"/><path d="M1 1h8v8"/>',
    )
    assert [s["tag"] for s in found] == ["rect", "circle", "line", "polygon", "ellipse", "path"]
    assert [s["box"] for s in found] == [
        [1, 2, 4, 6], [3, 3, 7, 7], [1, 0, 9, 0], [0, 0, 4, 4], [2, 4, 8, 6], [1, 1, 9, 9],
    ]  # fmt: skip
    assert [s["points"] for s in found] == [4, 0, 2, 3, 0, 3]


@pytest.mark.parametrize(
    ("style", "fill"),
    [
        ('fill="red"', "#ff0000"),
        ('fill="#0f0"', "#00ff00"),
        ('fill="rgb(0, 0, 255)"', "#0000ff"),
        ('fill="rgb(0%, 50%, 100%)"', "#0080ff"),
        ('fill="hsl(120, 100%, 50%)"', "#00ff00"),
        ('fill="none" stroke="red"', "none"),
        ('fill="transparent" stroke="red"', "none"),
        ('fill="currentColor"', "#000000"),
        ('color="teal" fill="currentColor"', "#008080"),
        ('style="fill: navy"', "#000080"),
        ('style="fill: navy" fill="red"', "#000080"),
        ('class="a" fill="red"', "#800080"),
        ('id="b" class="a"', "#ffa500"),
        ("", "#000000"),
        ('fill="url(#g)"', "url"),
    ],
)
def test_colours_are_computed(style: str, fill: str, draw: Draw) -> None:
    sheet = "<style>/* c */ .a { fill: purple } #b{fill:orange} @media print { rect { fill: red } }</style>"
    gradient = '<linearGradient id="g"><stop stop-color="red"/></linearGradient>'
    (shape,) = shapes(draw, f'{sheet}<defs>{gradient}</defs><rect width="5" height="5" {style}/>')
    assert shape["fill"] == fill


def test_style_is_inherited_and_opacity_multiplied(draw: Draw) -> None:
    (shape,) = shapes(
        draw,
        '<g fill="red" stroke="blue" stroke-width="2" opacity="0.5">'
        '<g opacity="0.5"><rect width="5" height="5"/></g></g>',
    )
    assert (shape["fill"], shape["stroke"], shape["stroke_width"], shape["opacity"]) == (
        "#ff0000",
        "#0000ff",
        2,
        0.25,
    )


def test_transforms_nest(draw: Draw) -> None:
    (shape,) = shapes(
        draw, '<g transform="translate(1 1)"><rect width="2" height="1" transform="scale(2)"/></g>'
    )
    assert shape["box"] == [1, 1, 5, 3]


def test_use_shows_what_defs_hold(draw: Draw) -> None:
    found = shapes(
        draw,
        '<defs><circle id="c" r="1"/>'
        '<symbol id="s" viewBox="0 0 2 2"><rect width="2" height="2"/></symbol></defs>'
        '<use href="#c" x="5" y="5" fill="red"/><use xlink:href="#s" width="4" height="4"/>',
    )
    assert [(s["tag"], s["box"], s["fill"]) for s in found] == [
        ("circle", [4, 4, 6, 6], "#ff0000"),
        ("rect", [0, 0, 4, 4], "#000000"),
    ]


def test_what_is_not_seen_is_no_shape(draw: Draw) -> None:
    found = shapes(
        draw,
        '<clipPath id="k"><rect width="9" height="9"/></clipPath><rect width="1" height="1" display="none"/>'
        '<rect width="1" height="1" visibility="hidden"/><rect width="0" height="1"/>'
        '<rect width="2" height="2"/>',
    )
    assert [s["box"] for s in found] == [[0, 0, 2, 2]]


def test_turned_texts_say_how_far(draw: Draw) -> None:
    words = ("", ' transform="rotate(-90 5 5)"', ' transform="rotate(180) scale(2)"')
    evidence = draw("".join(f'<text x="5" y="5"{how}>a</text>' for how in words)).evidence
    assert [text.get("turn") for text in evidence["texts"]] == [None, -90, 180]


def test_counts_and_texts(draw: Draw) -> None:
    done = draw(
        '<linearGradient id="g"/><g><text x="1" y="8" font-size="2" fill="red">a <tspan>b</tspan></text></g>'
        '<circle r="3"><animate attributeName="r" dur="1s" to="5"/></circle>'
    )
    evidence = done.evidence
    assert (evidence["groups"], evidence["gradients"], evidence["animations"], evidence["n"]) == (
        1,
        1,
        ["animate"],
        1,
    )
    (text,) = evidence["texts"]
    assert {k: text[k] for k in ("text", "x", "y", "size", "fill")} == {
        "text": "a b", "x": 1, "y": 8, "size": 2, "fill": "#ff0000",
    }  # fmt: skip
    assert evidence["viewbox"] == [0, 0, 10, 10]
    assert "#ff0000" in [c for c, _ in evidence["pixels"]["colours"]]


def test_pixels_agree_with_shapes(draw: Draw) -> None:
    pixels = draw('<rect width="5" height="10" fill="#123456"/>').evidence["pixels"]
    assert (pixels["width"], pixels["height"], pixels["painted"]) == (256, 256, 0.5)
    assert dict(map(tuple, pixels["colours"])) == {"#123456": 0.5, "#ffffff": 0.5}


@pytest.mark.parametrize(
    ("inside", "status"),
    [
        ("", "no_output"),
        ("<defs><rect width='5' height='5'/></defs>", "no_output"),
        ("<rect width='5' height='5' fill='none'/>", "blank"),
        ("<rect width='5' height='5' fill='white'/>", "blank"),
        ("<rect x='50' width='5' height='5'/>", "blank"),
        ("<rect width='10' height='10' fill='red'/>", "ok"),
        ("<text y='5'>x</text>", "ok"),
    ],
)
def test_status(inside: str, status: str, draw: Draw) -> None:
    assert draw(inside).status == status


def test_the_longest_side_is_256(executor: Any) -> None:
    head = '<svg xmlns="http://www.w3.org/2000/svg"'
    for size, expected in (('viewBox="0 0 4 2"', (256, 128)), ('width="10" height="40"', (64, 256))):
        done = executor.execute(f'{head} {size}><rect width="2" height="1"/></svg>', "svg")
        assert (done.evidence["pixels"]["width"], done.evidence["pixels"]["height"]) == expected
