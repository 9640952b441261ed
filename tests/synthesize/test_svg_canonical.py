"""Canonical SVG programs: short, regular, and still the seed's picture."""

from __future__ import annotations

import re
from random import Random

import pytest

from stages.synthesize.domain import NotApplicable
from stages.synthesize.domains.svg import DOMAINS
from stages.synthesize.tokens import CANONICAL_TOKENS, count_tokens
from tests.synthesize.svg_pictures import FLAG, HEAD, ICON, LINES, SEEDS, SHAPES, STRIPES, draw

(DOMAIN,) = DOMAINS

LINE = re.compile(r"<(?:svg|rect|circle|ellipse|line|polygon|polyline|path|g|clipPath)\b[^<>]*/?>|</\w+>")


def canonical(code: str) -> str:
    return DOMAIN.canonical(draw(code), Random(1))


@pytest.mark.parametrize("name", SEEDS)
def test_it_is_short_regular_and_shows_the_seeds_picture(name: str) -> None:
    code = canonical(SEEDS[name])
    assert count_tokens(code) <= CANONICAL_TOKENS
    assert code.startswith('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 ')
    lines = code.splitlines()
    assert all(LINE.fullmatch(line) for line in lines), code
    assert not re.search(r"\d\.\d", code), "coordinates are whole numbers"
    assert DOMAIN.resembles(draw(SEEDS[name]), draw(code)) == (True, "")


def test_it_is_a_fixed_point_and_needs_no_luck() -> None:
    code = canonical(SHAPES)
    assert code == canonical(code) == DOMAIN.canonical(draw(SHAPES), Random(99))


def test_paths_that_are_rectangles_become_rectangles_and_the_crop_stays() -> None:
    code = canonical(FLAG)
    assert code.count("<rect") == 2 and 'clip-path="url(#c)"' in code and 'r="32"' in code


def test_the_aspect_ratio_stays() -> None:
    assert 'viewBox="0 0 64 48"' in canonical(STRIPES)


def test_the_look_that_lines_share_is_written_once() -> None:
    code = canonical(LINES)
    assert code.count("stroke-width") == 1 and '<g fill="none" stroke="#000" stroke-width="5"' in code
    assert "<circle" in code


def test_a_gradient_is_drawn_in_its_mean_colour_and_use_is_resolved() -> None:
    code = canonical(ICON)
    assert code.count("#fc5") == 1, code
    assert code.count('fill="#0a5"') == 2 and "<use" not in code


def test_what_is_hidden_is_not_written() -> None:
    hidden = SHAPES.replace("<circle", '<rect x="30" y="34" width="6" height="6" fill="#0ff"/>\n<circle')
    hidden = hidden.replace(
        '<rect x="36" y="38" width="20" height="14"', '<rect x="28" y="32" width="30" height="22"'
    )
    assert "#0ff" not in canonical(hidden)


def test_too_many_shapes_are_refused() -> None:
    many = "".join(
        f'<circle cx="{x}" cy="{y}" r="3" fill="#d02"/>' for x in range(4, 64, 9) for y in range(4, 64, 9)
    )
    with pytest.raises(NotApplicable, match="256 tokens"):
        canonical(f"{HEAD}{many}</svg>")


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [("#d02", "#0cc", "colour"), ('cx="20" cy="20"', 'cx="46" cy="18"', "cells"), ("#26d", "#fd4", "colour")],
)
def test_another_picture_does_not_resemble(old: str, new: str, reason: str) -> None:
    same, why = DOMAIN.resembles(draw(SHAPES), draw(SHAPES.replace(old, new)))
    assert not same and reason in why
