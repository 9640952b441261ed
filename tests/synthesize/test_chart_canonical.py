"""Canonical chart programs: short, regular, and the seed's picture when they are run."""

from __future__ import annotations

import copy
from random import Random

import pytest

from stages.synthesize.domain import NotApplicable
from stages.synthesize.domains.chart import DOMAINS
from stages.synthesize.domains.chart.numbers import literal, rounded, spread, telling
from stages.synthesize.tokens import CANONICAL_TOKENS, count_tokens
from tests.synthesize.chart_programs import PROGRAMS, drawn, only_axes, program

(DOMAIN,) = DOMAINS

REFUSED = ("empty", "surface", "all unseen")
DRAWABLE = [name for name in PROGRAMS if name not in REFUSED]


@pytest.mark.parametrize("name", DRAWABLE)
def test_it_runs_and_shows_the_seeds_picture(name: str) -> None:
    seed = program(name)
    code = DOMAIN.canonical(seed.evidence, Random(0))
    assert count_tokens(code) <= CANONICAL_TOKENS
    shown, why = DOMAIN.resembles(seed.evidence, drawn(code).evidence)
    assert shown, why


@pytest.mark.parametrize("name", ["bars", "lines", "pie", "level", "stacked", "lying", "cells"])
def test_it_is_a_fixed_point(name: str) -> None:
    once = DOMAIN.canonical(program(name).evidence, Random(0))
    assert DOMAIN.canonical(drawn(once).evidence, Random(1)) == once


def test_the_form() -> None:
    assert DOMAIN.canonical(program("bars").evidence, Random(0)) == (
        "import matplotlib.pyplot as plt\n\n"
        "fig, ax = plt.subplots(figsize=(4, 3), layout='constrained')\n"
        "ax.bar(['apple', 'pear', 'plum'], [3, 7, 5], color='#d62728')\n"
        "ax.set_title('Fruit')\n"
        "ax.set_xlabel('kind')\n"
        "ax.set_ylabel('kilos')\n"
        "plt.show()\n"
    )


def test_a_shared_x_is_written_once_and_long_series_are_thinned() -> None:
    code = DOMAIN.canonical(program("lines").evidence, Random(0))
    axes = only_axes(drawn(code).evidence)
    assert code.count("\nx = [") == 1 and code.count("ax.plot(x, ") == 2
    assert 5 <= axes["series"][0]["n"] <= 12
    assert axes["legend"]["labels"] == ["up", "down"] and axes["series"][1]["linestyle"] == "--"


def test_a_line_of_one_point_without_a_marker_is_left_out() -> None:
    code = DOMAIN.canonical(program("unseen").evidence, Random(0))
    assert code.count("ax.plot(") == 2 and "ax.plot([1], [4], color='#2ca02c', marker='s')" in code
    assert "ax.step(" not in code and "ax.set_xlim(" in code  # the view still reaches to the point at 9


@pytest.mark.parametrize("name", REFUSED)
def test_refusals_have_a_reason(name: str) -> None:
    with pytest.raises(NotApplicable, match="main axes"):
        DOMAIN.canonical(program(name).evidence, Random(0))


@pytest.mark.parametrize("evidence", [{}, {"figures": []}, {"figures": [{"axes": []}]}])
def test_no_picture_is_refused(evidence: dict) -> None:
    with pytest.raises(NotApplicable):
        DOMAIN.canonical(evidence, Random(0))


@pytest.mark.parametrize("series", [{"kind": "line"}, {"kind": "bar", "n": 3, "x": [], "y": []}, {}])
@pytest.mark.parametrize("words", [{}, {"title": "Rain", "xlabel": "day"}], ids=["bare", "with words"])
def test_series_without_data_are_refused(series: dict, words: dict) -> None:
    axes = {"projection": "rectilinear", "series": [series], **words}
    with pytest.raises(NotApplicable):
        DOMAIN.canonical({"figures": [{"axes": [axes]}]}, Random(0))


def test_points_that_are_not_finite_are_left_out() -> None:
    evidence = copy.deepcopy(program("level").evidence)
    series = only_axes(evidence)["series"][0]
    series["x"][1] = None
    assert "ax.scatter([1, 4], [2, 3]" in DOMAIN.canonical(evidence, Random(0))


@pytest.mark.parametrize(
    ("field", "value"), [("title", "Vegetables"), ("ylabel", "pounds"), ("series", []), ("xlabel", "")]
)
def test_another_picture_does_not_resemble(field: str, value: object) -> None:
    seed = program("bars").evidence
    other = copy.deepcopy(seed)
    assert DOMAIN.resembles(seed, other)[0]
    only_axes(other)[field] = value
    assert not DOMAIN.resembles(seed, other)[0]


def test_numbers_read_evenly() -> None:
    assert rounded([0.12345, 12.3456, 7.0], 3) == [0.1, 12.3, 7.0]
    assert rounded([1.0, 1234.5], 2, log=True) == [1.0, 1200.0]
    assert [literal(v) for v in (3.0, -0.0, 0.25, 2.5e7, 1e-5)] == ["3", "0", "0.25", "2.5e7", "1e-5"]
    assert spread(100, 3) == [0, 50, 99]


def test_thinning_keeps_the_peak_and_both_ends() -> None:
    ys = [0.0] * 50
    ys[31] = 9.0
    places = telling([float(i) for i in range(50)], [ys], 6)
    assert len(places) == 6 and {0, 31, 49} <= set(places)
