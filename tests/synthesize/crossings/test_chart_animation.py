"""Charts as Manim scenes: data in their order, texts at their places, two samples a scene."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from stages.synthesize.crossings.chart_scene import scene, shown
from stages.synthesize.crossings.chart_scene_words import told
from stages.synthesize.domain import REGISTERS, NotApplicable
from stages.synthesize.strategies import chart_animation
from stages.synthesize.tokens import CANONICAL_TOKENS, count_tokens
from stages.synthesize.translate import matplotlib
from stages.synthesize.translate.picture import Picture, Series
from tests.sandbox.conftest import requires
from tests.synthesize.pictures import PICTURES

pytestmark = requires("manim")
ALL = chart_animation.make(chart_animation.Options(share=1.0))
NAMES = ("bars", "lying", "scatter", "lines")


@pytest.fixture(scope="module")
def made(cross):
    return {name: cross(ALL, "chart", "python", matplotlib.write(PICTURES[name])) for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_a_scene_gives_two_samples_whose_claims_hold(made, name):
    one = made[name]
    assert [row["task"] for row in one.kept] == ["generation", "translation"], one.rows
    generation, translation = one.kept
    assert generation["parents"] == [one.source.parent] and generation["input_code"] is None
    assert translation["parents"] == [one.source.parent, generation["record_id"]]
    assert translation["input_code"] == one.source.program.code and translation["input_runtime"] == "python"
    assert {row["domain"] for row in one.kept} == {"animation"}
    assert one.failing(one.evidence) == []


def test_claims_fail_on_the_scene_of_other_data(made, cross):
    for name, axis in (("bars", "bars"), ("scatter", "points"), ("lines", "path")):
        first, *rest = PICTURES[name].series
        moved = replace(first, y=(first.y[1], first.y[0], *first.y[2:]))
        other = cross(
            ALL, "chart", "python", matplotlib.write(replace(PICTURES[name], series=(moved, *rest)))
        )
        assert axis in made[name].failing(other.evidence)
    strangers = made["scatter"].failing(made["bars"].evidence)
    assert {"points", "one_by_one", "steps", "edge"} <= set(strangers)


def test_the_words_vary_and_name_data_and_texts(made):
    picture, evidence = PICTURES["bars"], made["bars"].evidence
    for register in REGISTERS:
        said = {told(picture, evidence, False, register, Random(n)).alone for n in range(12)}
        assert len(said) > 4
        assert all("apple: 3, pear: 5, fig: 2" in text and "“Fruit”" in text for text in said)


def test_long_lines_are_cut_to_what_a_short_program_holds():
    xs = tuple(float(n) for n in range(20))
    long = Picture((Series("line", xs, tuple(n * n for n in xs), "", "#1f77b4", "-"),))
    fewer = shown(long)
    assert 4 <= len(fewer.series[0].x) < 20 and count_tokens(scene(fewer)) <= CANONICAL_TOKENS
    assert set(zip(fewer.series[0].x, fewer.series[0].y, strict=True)) <= {(n, n * n) for n in xs}
    assert shown(fewer) == fewer


@pytest.mark.parametrize(("name", "why"), [("log", "logarithmic"), ("fit", "no scene"), ("area", "no scene")])
def test_what_has_no_scene_is_refused(name, why):
    with pytest.raises(NotApplicable, match=why):
        scene(PICTURES[name])


def test_no_source_is_presented_without_a_share(context, made):
    none = chart_animation.make(chart_animation.Options(share=0.0))
    source = made["bars"].source
    assert ALL.propose(source, "presented", 0, context) is not None
    assert none.propose(source, "presented", 0, context) is None
    assert ALL.slots(replace(source, form="source")) == ()
