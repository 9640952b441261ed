"""General criteria: each lets a sound sample pass and names what is wrong with a flawed one."""

from __future__ import annotations

from typing import Any

import pytest

from stages.records.identity import canonical_json
from stages.reward.case import Case
from stages.reward.difference import differences
from stages.reward.general import general, judge_general
from stages.reward.general.contrast import contrast
from stages.reward.unseen import unseen_lines

PIXELS = {"width": 64, "height": 64, "painted": 0.2, "colours": [["#ffffff", 0.8]]}


def sample(**more: Any) -> dict[str, Any]:
    row = {
        "record_id": "a" * 32, "domain": "chart", "runtime": "python", "language": "python",
        "task": "generation", "instruction": "Draw a line chart.", "claims": "[]", "input_code": None,
        "input_language": None, "output_code": "import matplotlib.pyplot as plt\nplt.show()\n",
        "image_render": None, "input_render": None, "output_render": "r2",
    }  # fmt: skip
    return {**row, **more}


def series(**more: Any) -> dict[str, Any]:
    row = {"kind": "line", "label": "Rain", "colour": "#1f77b4", "x": [1.0, 2.0], "y": [3.0, 4.0], "n": 2}
    return {**row, **more}


def said(text: str, box: list[float], role: str = "label", colour: str = "#000000") -> dict[str, Any]:
    return {"text": text, "box": box, "role": role, "colour": colour, "turned": False}


def figure(*, layout: list | None = None, title: str = "Rain", drawn: list | None = None) -> dict[str, Any]:
    axes = {
        "projection": "rectilinear", "visible_axis": True, "colorbar": False, "others": 0, "legend": None,
        "texts": [], "box": [0.1, 0.1, 0.9, 0.9],
        "title": title, "xlabel": "", "ylabel": "", "xticklabels": ["1", "2"],
        "series": [series()] if drawn is None else drawn,
    }  # fmt: skip
    one = {"facecolor": "#ffffff", "axes": [axes], "layout": layout or [], "suptitle": None, "texts": []}
    return {"figures": [one], "pixels": PIXELS}


def page(*boxes: dict[str, Any], width: int = 1024) -> dict[str, Any]:
    return {
        "background": "#ffffff", "boxes": list(boxes), "size": [width, 768], "viewport": [1024, 768],
        "overflow": {"right": width > 1024, "below": False, "elements": []}, "pixels": PIXELS,
    }  # fmt: skip


def box(text: str, place: list[float], tag: str = "p", colour: str = "#000000") -> dict[str, Any]:
    return {"tag": tag, "role": None, "box": place, "background": None, "text": text, "colour": colour,
            "font": ["sans", 14, 400]}  # fmt: skip


def verdicts(case: Case) -> dict[str, tuple[bool, str]]:
    return {c["kind"]: (c["passed"], c["evidence"]) for c in judge_general(case)}


def editing(before: dict, after: dict, claims: list[dict], instruction: str, **more: Any) -> Case:
    row = sample(task="editing", claims=canonical_json(claims), instruction=instruction, **more)
    row = {**row, "input_code": row["input_code"] or "plt.show()\n", "input_language": "python"}
    return Case(row, after, before)


def test_a_sound_sample_fails_nothing():
    layout = [said("Rain", [0.4, 0.0, 0.6, 0.05], "title"), said("1", [0.1, 0.9, 0.12, 0.95], "tick")]
    found = verdicts(Case(sample(), figure(layout=layout), None))
    assert {"contrast", "overlap", "inside", "filled", "language", "code_safe"} <= found.keys()
    assert all(passed for passed, _ in found.values()), found


@pytest.mark.parametrize(
    ("kind", "layout", "named"),
    [
        ("overlap", [said("Rain", [0.4, 0.0, 0.6, 0.05]), said("Snow", [0.4, 0.01, 0.6, 0.06])], "Snow"),
        ("inside", [said("Depth", [0.9, 0.1, 1.4, 0.2], "legend")], "Depth"),
        ("contrast", [said("Rain", [0.4, 0.0, 0.6, 0.05], "title", "#f4f4f4")], "#f4f4f4"),
    ],
)
def test_flaws_of_the_layout_are_named(kind, layout, named):
    passed, seen = verdicts(Case(sample(), figure(layout=layout), None))[kind]
    assert not passed and named in seen


def test_an_edit_answers_only_for_the_flaws_that_it_brings():
    flawed = figure(layout=[said("Depth", [0.9, 0.1, 1.4, 0.2], "legend")])
    assert verdicts(editing(flawed, flawed, [], "Change the grid."))["inside"][0]
    assert not verdicts(editing(figure(layout=[said("D", [0.1, 0.1, 0.2, 0.2])]), flawed, [], "x"))["inside"][
        0
    ]


def test_pages_wider_than_the_window_and_cut_at_the_left():
    sound = page(box("Home", [16, 16, 200, 20]), box("News", [16, 60, 200, 20]))
    html = sample(runtime="html", language="html", output_code="<p>Home</p>")
    assert all(passed for passed, _ in verdicts(Case(html, sound, None)).values())
    assert "1400" in verdicts(Case(html, page(box("Home", [16, 16, 9, 20]), width=1400), None))["inside"][1]
    assert not verdicts(Case(html, page(box("Home", [-40, 16, 200, 20])), None))["inside"][0]
    covered = page(box("Home", [16, 16, 200, 20]), box("News", [16, 20, 200, 20]))
    assert verdicts(Case(html, covered, None))["overlap"] == (False, "'Home' covers 'News'")


@pytest.mark.parametrize(
    ("second", "passes"),
    [
        (box("code", [300, 15, 40, 22], "code"), True),
        (box("code", [300, 15, 40, 22], "h3"), False),
        (box("code", [300, 15, 400, 22], "code"), False),
        (box("Sales", [300, 15, 40, 22], "option"), True),
    ],
    ids=["in its line", "a block", "stands out", "of a list"],
)
def test_elements_in_the_line_of_another_cover_nothing(second: dict, passes: bool):
    around = box("Drop what you have into the here, please, and go on with the rest.", [16, 16, 600, 20])
    html = sample(runtime="html", output_code="<p></p>")
    assert verdicts(Case(html, page(around, second), None)).get("overlap", (True, ""))[0] == passes


@pytest.mark.parametrize(
    ("then", "now", "passes"), [(640, 640, True), (640, 1000, False), (900, 910, True), (600, 660, True)]
)
def test_an_edit_answers_for_a_page_that_it_makes_too_wide_for_a_narrow_window(then, now, passes):
    before, after = (
        {**page(box("Home", [16, 16, 200, 20])), "narrow": {
            "viewport": [640, 768], "size": [width, 768], "elements": ["div"]}}
        for width in (then, now)
    )  # fmt: skip
    html = {"runtime": "html", "domain": "webui", "input_code": "<p>Home</p>", "output_code": "<p>Home</p>"}
    found, seen = verdicts(editing(before, after, [], "Add a banner.", **html))["narrow"]
    assert found == passes and ("<div>" in seen) == (not passes)
    alone = sample(runtime="html", language="html", output_code="<p>Home</p>")
    assert "narrow" not in verdicts(Case(alone, after, None))


def test_the_value_of_a_checkbox_is_not_written():
    html = sample(runtime="html", output_code="<p></p>")
    faint = box("on", [16, 16, 13, 13], "input", "#fafafa")
    for role, passes in (("checkbox", True), ("textbox", False)):
        drawn = page({**faint, "role": role}, box("News", [16, 60, 200, 20]))
        assert verdicts(Case(html, drawn, None))["contrast"][0] == passes


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def panels(*axes: dict[str, Any]) -> dict[str, Any]:
    """A figure of panels that are as the one of `figure`, but for what is given."""
    one = figure()
    own = one["figures"][0]["axes"][0]
    return {**one, "figures": [{**one["figures"][0], "axes": [{**own, **more} for more in axes]}]}


@pytest.mark.parametrize(
    ("second", "filled"),
    [
        ({"series": [], "box": [0.1, 0.5, 0.9, 0.9]}, False),
        ({"series": [], "box": [0.1, 0.5, 0.9, 0.9], "others": 1}, True),
        ({"series": [], "ylabel": "Celsius"}, True),
        ({"series": []}, False),
        ({"series": [], "ylabel": "Celsius", "box": [0.1, 0.5, 0.9, 0.9]}, False),
    ],
    ids=["bare", "with an anchored box", "second scale", "no name of a scale", "name on no panel"],
)
def test_a_panel_is_blank_where_nothing_is_drawn(second: dict, filled: bool):
    assert verdicts(Case(sample(), panels({}, second), None))["filled"][0] == filled


def test_ticks_of_axes_that_fill_the_page_are_not_cut():
    beyond = figure(layout=[said("5", [0.5, 1.01, 0.52, 1.04], "tick")])
    assert verdicts(Case(sample(), beyond, None))["inside"][0]
    for role, place in (("tick", [0.5, 0.98, 0.52, 1.02]), ("label", [0.5, 1.01, 0.52, 1.04])):
        assert not verdicts(Case(sample(), figure(layout=[said("5", place, role)]), None))["inside"][0]


def test_a_text_that_is_written_twice_on_one_place_is_read_as_one():
    place = [0.4, 0.0, 0.6, 0.05]
    twice = figure(layout=[said("90°", place, "text"), said("90°", place, "text")])
    assert verdicts(Case(sample(), twice, None))["overlap"][0]
    beside = figure(layout=[said("90°", place, "text"), said("90°", [0.45, 0.0, 0.65, 0.05], "text")])
    assert not verdicts(Case(sample(), beside, None))["overlap"][0]


def test_blank_panels_and_pages():
    assert not verdicts(Case(sample(), figure(drawn=[]), None))["filled"][0]
    html = sample(runtime="html", output_code="<p></p>")
    assert not verdicts(Case(html, page(), None))["filled"][0]


POINT = {"x": [2.0], "y": [3.5], "n": 1, "marker": "", "linestyle": "-"}


@pytest.mark.parametrize(
    ("more", "passes"),
    [
        ({}, False),
        ({"kind": "step"}, False),
        ({"x": [2.0, 2.5], "y": [3.5, None], "n": 2}, False),
        ({"marker": "s"}, True),
        ({"kind": "scatter"}, True),
        ({"x": [2.0, 2.5], "y": [3.5, 3.5], "n": 2}, True),
        ({"x": [], "y": [], "n": 0}, True),
        ({"x": [2.0], "y": [3.5], "n": 90}, True),
    ],
    ids=["line", "step", "gap", "marked", "scatter", "two points", "proxy of a legend", "not all known"],
)
def test_a_line_of_one_point_without_a_marker_shows_nothing(more: dict, passes: bool):
    passed, seen = verdicts(Case(sample(), figure(drawn=[series(), series(**POINT | more)]), None))["filled"]
    assert passed == passes and (passes or "single point" in seen and "(2, 3.5)" in seen)


def test_a_line_that_shows_nothing_counts_in_an_edit_too():
    drawn = [series(), series(**POINT)]
    after = figure(drawn=drawn, title="Snow")
    case = editing(figure(drawn=drawn), after, RETITLE, 'Set the title to "Snow".')
    assert not verdicts(case)["filled"][0]


@pytest.mark.parametrize("seen", [False, True])
@pytest.mark.parametrize("form", ["vega-lite", "ggplot2", "plotly", "page"])
def test_lines_of_one_point_in_other_evidence(form: str, seen: bool):
    at = {"x": [2.0], "y": [3.5], "n": 1}
    trace = {"type": "scatter", "mode": "lines+markers" if seen else "lines", "fill": "none", **at}
    layer = {"geom": "GeomLine", "n": 1.0, "groups": 1.0, "data": {"x": [2.0], "y": [3.5]}}
    evidence = {
        "vega-lite": {
            "views": [],
            "figures": [{"marks": [{"type": "line", **at}, *[{"type": "symbol", **at}] * seen]}],
        },
        "ggplot2": {"figures": [{"plots": [{"layers": [layer, *[layer | {"geom": "GeomPoint"}] * seen]}]}]},
        "plotly": {"figures": [{"axes": [{"series": [trace | {"kind": "scatter"}]}]}]},
        "page": {"plots": [{"traces": [trace]}]},
    }[form]
    found = unseen_lines(evidence)
    assert not found if seen else len(found) == 1 and "(2, 3.5)" in found[0]


RETITLE = [{"kind": "changed", "args": {"now": {"kind": "title", "args": {"text": "Snow"}}}, "weight": 2.0}]


def test_an_edit_that_does_what_was_asked_passes():
    case = editing(figure(), figure(title="Snow"), RETITLE, 'Set the title to "Snow".')
    assert verdicts(case)["only_asked"] == (True, "2 facts differ, all asked for")


@pytest.mark.parametrize(
    ("drawn", "named"),
    [
        ([series(colour="#d62728")], "series[0].colour #d62728"),
        ([series(y=[3.0, 9.0])], "series[0].y [3.0, 9.0]"),
        ([series(label="Hail")], "series[0].label"),
        ([series(), series(label="Hail", y=[1.0, 1.0])], "series[1]"),
        ([], "series[0]"),
    ],
)
def test_an_edit_that_changes_more_is_rejected_and_the_node_named(drawn, named):
    case = editing(figure(), figure(title="Snow", drawn=drawn), RETITLE, 'Set the title to "Snow".')
    passed, seen = verdicts(case)["only_asked"]
    assert not passed and named in seen


RECOLOUR = [
    {"kind": "changed", "args": {"now": {"kind": "colour", "args": {"colour": "#bcbd22"}}}, "weight": 2.0}
]


@pytest.mark.parametrize(("said", "asked"), [("tab:olive", True), ("tab:pink", False)])
def test_colours_may_be_told_by_matplotlib_s_names(said: str, asked: bool):
    drawn = [series(colour="#bcbd22")]
    case = editing(figure(), figure(drawn=drawn), RECOLOUR, f"Make the line {said}.")
    assert verdicts(case)["only_asked"][0] == asked


def test_the_title_of_a_legend_goes_with_it():
    named = panels({"legend": {"title": "Price", "labels": ["Rain"]}})
    claims = [{"kind": "changed", "args": {"now": {"kind": "no_legend", "args": {}}}, "weight": 2.0}]
    assert verdicts(editing(named, figure(), claims, "Leave out the legend."))["only_asked"][0]
    both = editing(named, figure(title=""), claims, "Leave out the legend.")
    assert verdicts(both)["only_asked"] == (False, "not asked for: figures[0].axes[0].title Rain went")


def test_names_of_two_series_that_change_places_are_seen():
    two = [series(), series(label="Hail", y=[1.0, 1.0])]
    swapped = [series(label="Hail"), series(y=[1.0, 1.0])]
    assert not differences(figure(drawn=two), figure(drawn=two[::-1]))
    assert {f.kind for f in differences(figure(drawn=two), figure(drawn=swapped))} == {"bond"}


def test_the_picture_of_a_task_is_of_its_program():
    own = sample(task="image_to_code", image_render="r2")
    assert verdicts(Case(own, figure(), None))["image"][0]
    stale = {**own, "image_render": "r9"}
    assert not verdicts(Case(stale, figure(), None))["image"][0]
    passed, seen = verdicts(Case(stale, figure(title="Snow"), None, shown=figure()))["image"]
    assert not passed and "axes[0].title Snow came" in seen
    assert verdicts(Case(stale, figure(), None, shown=figure()))["image"][0]


def test_a_frame_may_be_quoted_rounded():
    drawn = {"viewbox": [0.0, 0.0, 433.4, 485.7], "shapes": [], "texts": [], "pixels": PIXELS}
    svg = {"runtime": "svg", "output_code": '<svg viewBox="0 0 433.421 485.66"/>'}
    for quoted, there in (("0 0 433.4 485.7", True), ("0 0 853.3 480", False)):
        case = Case(sample(instruction=f'Use the viewBox "{quoted}".', **svg), drawn, None)
        assert verdicts(case)["words"][0] == there


@pytest.mark.parametrize(("turn", "inside"), [(0, False), (-90, True), (90, False)])
def test_texts_of_a_drawing_are_turned_with_their_boxes(turn: int, inside: bool):
    text = {"text": "speed in MPH", "x": 14.0, "y": 140.0, "size": 12.0, "fill": "#000000", "turn": turn,
            "anchor": "middle" if turn == -90 else "end" if turn == 0 else "start"}  # fmt: skip
    drawn = {"viewbox": [0, 0, 400, 200], "shapes": [], "texts": [text], "pixels": PIXELS}
    svg = sample(runtime="svg", language="svg", output_code="<svg/>")
    assert verdicts(Case(svg, drawn, None))["inside"][0] == inside


def test_words_about_something_else():
    assert verdicts(Case(sample(instruction='Title "Rain".'), figure(), None))["words"][0]
    passed, seen = verdicts(Case(sample(instruction='Title "Wind", label "Speed".'), figure(), None))["words"]
    assert not passed and "'Wind'" in seen
    assert "words" not in verdicts(Case(sample(), figure(), None))


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("code_safe", 'password = "hunter2hunter2"'),
        ("code_safe", 'source = "/home/anna/data.csv"'),
        ("code_safe", "urllib.request.urlopen(address)"),
        ("code_repeatable", "x = np.random.rand(9)"),
        ("code_used", "if False:\n    x = 1"),
        ("code_used", "def f():\n    return 1\n    x = 2"),
        ("code_sound", "def f(a, found=[]):\n    return found"),
        ("code_sound", "def f(a):\n    return lost(a)"),
        ("language", "plot(x <- 1) {"),
    ],
)
def test_programs_that_are_no_example(kind, line):
    assert verdicts(Case(sample(), figure(), None))[kind][0]
    assert not verdicts(Case(sample(output_code=line + "\n"), figure(), None))[kind][0]


def test_an_edit_answers_for_the_rules_that_it_breaks():
    old = "import json\n\n\ndef f(a, found=[]):\n    return found\n"
    real = sample(output_code="import json\n")
    assert verdicts(Case(real, figure(), None))["code_sound"][0], "an unused import of a real program"
    kept = editing(figure(), figure(), [], "x", input_code=old, output_code=old + "f(1)\n")
    assert verdicts(kept)["code_sound"][0]
    left = editing(figure(), figure(), [], "x", input_code=old, output_code="import calendar\n" + old)
    assert verdicts(left)["code_sound"] == (False, "F401: `calendar` is imported and not used")


def test_a_seed_makes_chance_repeatable():
    code = "np.random.seed(1)\nx = np.random.rand(9)\n"
    assert verdicts(Case(sample(output_code=code), figure(), None))["code_repeatable"][0]


def test_functions_that_an_edit_does_not_speak_of_stay():
    old = "def area(r):\n    return 3 * r\n\ndef edge(r):\n    return 2 * r\n"
    new = old.replace("area", "surface")
    tests = {"defines": [], "tests": []}
    named = {"runtime": "test", "domain": "algorithm", "input_code": old}
    claims = [{"kind": "defines", "args": {}, "weight": 1.0}]
    said = "Rename `area` to `surface`."
    assert verdicts(editing(tests, tests, claims, said, output_code=new, **named))["code_kept"][0]
    worse = new.replace("2 * r", "4 * r")
    passed, seen = verdicts(editing(tests, tests, claims, said, output_code=worse, **named))["code_kept"]
    assert not passed and "`edge`" in seen


def test_texts_of_a_page_that_an_edit_does_not_name_stay():
    old = '<p>Home</p>\n<p class="menu">404 error</p>\n<p>News</p>'
    named = {"runtime": "html", "domain": "webui", "input_code": old}
    said = "Take out the text “News”."
    asked = editing(page(), page(), [], said, output_code=old.replace("<p>News</p>", ""), **named)
    assert verdicts(asked)["text_kept"][0]
    more = editing(page(), page(), [], said, output_code="<p>Home</p>", **named)
    assert verdicts(more)["text_kept"] == (False, "gone from the source, and not named: '404 error'")


def test_every_criterion_has_a_weight_and_a_docstring():
    assert len(general()) >= 12
    for module in general().values():
        assert module.WEIGHT > 0 and module.__doc__ and module.VERSION
