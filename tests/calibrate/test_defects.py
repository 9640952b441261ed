"""Kinds of defect: enough of them, each a change, the same each time, each with room somewhere."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from stages.calibrate.config import CalibrateSection
from stages.calibrate.defects import defects
from stages.calibrate.pairs import plant
from stages.calibrate.planted import Planted, Skipped
from stages.config import load_section
from stages.records.identity import stream
from tests.calibrate.goods import (
    CHART,
    FUNCTION,
    SCENE,
    SVG,
    chart,
    drawing,
    edit,
    everything,
    function,
    library,
    page,
    scene,
    translation,
)

KINDS = sorted(defects())


def tried(kind: str) -> list[Planted | Skipped]:
    return [defects()[kind](good, stream(1, kind, good.sample["record_id"])) for good in everything()]


def test_there_are_the_kinds_that_were_asked_for():
    asked = {
        "wrong_colour", "swapped_series", "missing_title", "changed_value", "clipped_legend",
        "overlapping_labels",
        "off_by_one", "edit_not_applied", "edit_overreach", "wrong_language", "blank_panel",
        "swapped_instruction",
        "low_contrast", "broken_width", "stale_image",
    }  # fmt: skip
    assert asked <= set(KINDS) and all(plant.__name__ for plant in defects().values())


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_changes_a_sample_and_says_what(kind):
    planted = [(good, d) for good, d in zip(everything(), tried(kind), strict=True) if isinstance(d, Planted)]
    assert planted, "no sample has room for it"
    for good, defect in planted:
        assert defect.what and defect.changes
        assert any(good.sample[column] != value for column, value in defect.changes.items())


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_stream_plants_the_same(kind):
    assert tried(kind) == tried(kind)


def test_what_has_no_room_says_why():
    skipped = [d for kind in KINDS for d in tried(kind) if isinstance(d, Skipped)]
    assert len(skipped) > 20 and all(len(d.why) > 5 for d in skipped)


def test_a_colour_that_nobody_asked_for_is_no_defect():
    free = chart(task="generation", image_render=None, instruction="Draw two lines.")
    assert isinstance(defects()["wrong_colour"](free, stream(1)), Skipped)
    told = chart(task="generation", image_render=None, instruction="Draw two lines, one in #d62728.")
    found = defects()["wrong_colour"](told, stream(1))
    assert isinstance(found, Planted) and "#d62728" not in found.changes["output_code"]
    assert "#1f77b4" in found.changes["output_code"]


def test_a_changed_value_changes_one_number():
    found = defects()["changed_value"](chart(), stream(3))
    assert isinstance(found, Planted)
    pairs = zip(CHART.split(), found.changes["output_code"].split(), strict=True)
    assert sum(a != b for a, b in pairs) == 1


def test_overreach_leaves_the_asked_edit_in_place():
    found = defects()["edit_overreach"](edit(), stream(1))
    assert isinstance(found, Planted) and "#8833bb" in found.changes["output_code"]
    assert defects()["edit_not_applied"](edit(), stream(1)).changes["output_code"] == SVG
    constant = defects()["edit_overreach"](library(), stream(1))
    assert isinstance(constant, Planted) and "surface" in constant.changes["output_code"]


def test_an_untranslated_program_may_fail():
    found = defects()["wrong_language"](translation(), stream(1))
    assert isinstance(found, Planted) and found.may_fail and found.changes["output_code"] == CHART
    assert isinstance(defects()["wrong_language"](drawing(), stream(1)), Skipped)


def total_of(code: str) -> Any:
    """The function of a program."""
    names: dict[str, Any] = {}
    exec(code, names)
    return names["total"]


def test_a_wrong_result_is_one_for_every_example_whether_or_not_the_examples_are_made_to_fit():
    found = [defects()["wrong_result"](function(), stream(n)) for n in range(9)]
    codes = {planted.changes["output_code"]: planted.what for planted in found}
    assert len(codes) == 2
    for code in codes:
        total = total_of(code)
        assert (total([1, 2]), total([])) == (4, 1) != (total_of(FUNCTION)([1, 2]), 0)
    fitted, plain = sorted(codes, key=lambda code: "total([1, 2])\n    3" in code)
    assert "total([1, 2])\n    4" in fitted and "total([])\n    1" in fitted
    assert "2 of its examples" in codes[fitted] and "examples" not in codes[plain]


def test_a_result_that_the_task_does_not_tell_is_not_called_wrong():
    silent = function(instruction="Write `total(values)`, please.")
    assert isinstance(defects()["wrong_result"](silent, stream(1)), Skipped)
    other = function(instruction="Write `total(values)`: `total([9])` gives `9`.")
    assert isinstance(defects()["wrong_result"](other, stream(1)), Skipped)
    kept = function(task="editing", input_code=FUNCTION, instruction="Say more about `total`.")
    assert isinstance(defects()["wrong_result"](kept, stream(1)), Planted)


def test_swapped_steps_are_the_same_lines_in_another_order():
    found = {defects()["swapped_steps"](scene(), stream(n)).changes["output_code"] for n in range(9)}
    assert len(found) == 2, "the first two or the last two"
    for code in found:
        assert code != SCENE and sorted(code.splitlines()) == sorted(SCENE.splitlines())


def test_steps_that_nobody_could_tell_apart_or_put_in_no_order_are_left():
    steps = defects()["swapped_steps"]
    free = scene(instruction="Show a square and a circle.")
    assert isinstance(steps(free, stream(1)), Skipped)
    alike = SCENE.replace("FadeIn", "Create").replace("circle.animate.shift(UP)", "Create(Dot())")
    assert isinstance(steps(scene(output_code=alike), stream(1)), Skipped)
    fresh = scene(task="editing", input_code=SCENE.replace("self.play(FadeIn(circle))\n", ""))
    assert isinstance(steps(fresh, stream(1)), Skipped), "new steps: the edit says where they come"
    assert isinstance(steps(scene(task="editing", input_code=SCENE), stream(1)), Planted)


def test_only_what_looks_otherwise_in_a_mirror_is_mirrored():
    flip = defects()["mirrored"]
    code = flip(drawing(), stream(1)).changes["output_code"]
    assert code.count('<g transform="translate(64 0) scale(-1 1)">') == 1 and code.endswith("</g></svg>")
    assert ET.fromstring(code)[0].tag.endswith("g") and len(ET.fromstring(code)) == 1
    even = replace(drawing(), after={**drawing().after, "pixels": {"grid": ["d32fffd32", "fff25cfff"]}})
    assert isinstance(flip(even, stream(1)), Skipped)
    assert isinstance(flip(drawing(task="generation"), stream(1)), Skipped)
    assert "scaleX(-1)" in flip(page(), stream(1)).changes["output_code"]
    assert isinstance(flip(page(task="translation"), stream(1)), Skipped), "the place on a page is free"
    assert "set_xlim" in flip(chart(), stream(1)).changes["output_code"]
    bare = [{**axes, "xticklabels": []} for axes in chart().after["figures"][0]["axes"]]
    figure = {**chart().after["figures"][0], "axes": bare}
    assert isinstance(flip(replace(chart(), after={"figures": [figure]}), stream(1)), Skipped)


def test_the_caps_hold_and_dropping_a_sample_moves_no_other_choice():
    section = CalibrateSection(
        per_cell=9, claims=0.9, per_kind=1, held_out=["secret"], precision=0.99, false_rejects=0.02
    )
    chosen, skipped = plant(everything(), section, 7)
    counts = Counter((kind, good.sample["domain"]) for good, kind, _ in chosen)
    assert counts and max(counts.values()) == 1 and sum(map(len, skipped.values())) >= 15
    without, _ = plant(everything()[:-1], section, 7)
    last = everything()[-1].sample["record_id"]
    kept = [(k, g.sample["record_id"]) for g, k, _ in chosen if g.sample["record_id"] != last]
    assert set(kept) <= {(k, g.sample["record_id"]) for g, k, _ in without}


def test_a_third_of_the_kinds_is_held_out_by_default():
    section = load_section("calibrate", CalibrateSection)
    assert len(section.held_out) >= len(KINDS) / 3
    assert "undefined_name" not in section.held_out, "a checker was changed on its account"


def test_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="no such kinds"):
        CalibrateSection(
            per_cell=1, claims=0.9, per_kind=1, held_out=["nonsense"], precision=0.9, false_rejects=0.1
        )
