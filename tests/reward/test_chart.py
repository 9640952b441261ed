"""Checkers of chart claims: right pictures pass, and each kind of wrong one fails with what was found."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from stages.errors import JanusError
from stages.reward.domains.chart import CHECKERS, check
from stages.reward.domains.chart.change import ASPECTS


def picture() -> dict[str, Any]:
    """A panel with bars and a dashed line, and one with a pie."""
    bars = {
        "kind": "bar", "label": "sold", "n": 3, "colour": "#d62728", "x": [0.0, 1.0, 2.0],
        "y": [3.0, 7.0, 5.0], "base": [1.0, 1.0, 2.0], "width": 0.8,
    }  # fmt: skip
    line = {
        "kind": "line", "label": "plan", "n": 3, "colour": "#1f77b4", "x": [0.0, 1.0, 2.0],
        "y": [2.0, 6.0, 4.0], "linestyle": "--", "linewidth": 1.5, "marker": "o",
    }  # fmt: skip
    level = {
        "kind": "line", "label": "", "n": 2, "colour": "#000000", "x": [0.0, 1.0], "y": [4.5, 4.5],
        "linestyle": "-", "marker": "", "reference": "h",
    }  # fmt: skip
    pie = {
        "kind": "pie", "label": "", "n": 2, "colour": None, "colours": ["#ff0000", "#0000ff"],
        "y": [0.25, 0.75], "labels": ["a", "b"],
    }  # fmt: skip
    image = {"kind": "image", "n": 4, "shape": [2, 2], "values": [[1.0, 2.0], [3.0, 4.0]], "cmap": "magma"}
    first = {
        "projection": "rectilinear", "box": [0.1, 0.1, 0.45, 0.9], "title": "Fruit", "xlabel": "kind",
        "ylabel": "kilos", "xscale": "linear", "yscale": "log", "xlim": [-0.5, 2.5], "ylim": [0.0, 8.0],
        "xticklabels": ["apple", "pear", "plum"], "yticklabels": [], "grid": True, "facecolor": "#eeeeee",
        "legend": {"title": "Which", "labels": ["sold", "plan"]}, "series": [bars, line, level],
        "texts": [{"text": "best  year", "x": 1.0, "y": 7.0, "colour": "#000000"}],
    }  # fmt: skip
    second = {
        "projection": "rectilinear", "box": [0.55, 0.1, 0.9, 0.9], "title": "Shares", "xlabel": "",
        "ylabel": "", "xscale": "linear", "yscale": "linear", "xlim": [-1.0, 1.0], "ylim": [-1.0, 1.0],
        "xticklabels": [], "yticklabels": [], "grid": False, "facecolor": "#ffffff", "legend": None,
        "series": [pie, image], "texts": [],
    }  # fmt: skip
    strip = {**second, "box": [0.92, 0.1, 0.94, 0.9], "title": "", "series": [], "colorbar": True}
    figure = {
        "size": [6.4, 4.8],
        "suptitle": "Market",
        "facecolor": "#ffffff",
        "axes": [first, second, strip],
    }
    return {"figures": [figure]}


NAMES, PARTS = ["apple", "pear", "plum"], ["#ff0000", "#0000ff"]
LEVEL = {"axis": "y", "value": 4.5}
BAR, LINE = {"kind": "bar"}, {"kind": "line", "label": "plan"}
RIGHT_AND_WRONG = [
    ("figure_count", {"n": 1}, {"n": 2}),
    ("panel_count", {"n": 2}, {"n": 3}),
    ("layout", {"rows": 1, "columns": 2}, {"rows": 2, "columns": 1}),
    ("size", {"width": 6.4, "height": 4.8}, {"width": 8, "height": 4.8}),
    ("suptitle", {"text": "Market"}, {"text": "Markets"}),
    ("title", {"text": "Fruit"}, {"text": "Fruits"}),
    ("title", {"text": "Fruit", "axes": 0}, {"text": "Fruit", "axes": 1}),
    ("xlabel", {"text": "kind"}, {"text": "kilos"}),
    ("ylabel", {"text": "kilos"}, {"text": "kind"}),
    ("scale", {"axis": "y", "scale": "log"}, {"axis": "x", "scale": "log"}),
    ("limits", {"axis": "y", "low": 0, "high": 8}, {"axis": "y", "low": 8, "high": 0}),
    ("grid", {"axes": 0, "on": True}, {"axes": 0, "on": False}),
    ("projection", {"name": "rectilinear"}, {"name": "polar"}),
    ("background", {"colour": "#eeeeee"}, {"colour": "#00ff00"}),
    ("legend", {"labels": ["sold", "plan"]}, {"labels": ["plan", "sold"]}),
    ("legend", {"axes": 0}, {"axes": 1}),
    ("legend_title", {"text": "Which"}, {"text": "What"}),
    ("no_legend", {"axes": 1}, {"axes": 0}),
    ("tick_labels", {"axis": "x", "labels": NAMES}, {"axis": "x", "labels": NAMES[:2]}),
    ("text", {"text": "best year"}, {"text": "worst year"}),
    ("no_text", {"text": "worst year"}, {"text": "best year"}),
    ("chart_type", {"kind": "bar"}, {"kind": "scatter"}),
    ("no_chart_type", {"kind": "scatter"}, {"kind": "bar"}),
    ("series_count", {"kind": "line", "n": 2}, {"kind": "line", "n": 1}),
    ("point_count", {**BAR, "n": 3}, {**BAR, "n": 4}),
    ("values", {**BAR, "y": [3, 7.01, 5]}, {**BAR, "y": [3, 7.2, 5]}),
    ("values", {**BAR, "y": [3, 7, 5]}, {**BAR, "y": [3, 7]}),
    ("values", {**LINE, "x": [1, 0, 2], "y": [6, 2, 4]}, {**LINE, "x": [0, 1, 2], "y": [6, 2, 4]}),
    ("value_range", {**BAR, "axis": "y", "low": 3, "high": 7}, {**BAR, "axis": "y", "low": 0, "high": 7}),
    ("base", {**BAR, "values": [1, 1, 2]}, {**BAR, "values": [0, 0, 0]}),
    ("cells", {"rows": [[1, 2], [3, 4]]}, {"rows": [[1, 2], [4, 3]]}),
    ("colour_map", {"name": "magma"}, {"name": "viridis"}),
    ("shares", {"percent": [25, 75]}, {"percent": [30, 70]}),
    ("wedge_labels", {"labels": ["a", "b"]}, {"labels": ["b", "a"]}),
    ("colour", {**BAR, "colour": "#d62728"}, {**BAR, "colour": "#1f77b4"}),
    ("colour_family", {**BAR, "family": "red"}, {**BAR, "family": "blue"}),
    ("colours", {"kind": "pie", "colours": PARTS}, {"kind": "pie", "colours": PARTS[::-1]}),
    ("linestyle", {**LINE, "style": "--"}, {**LINE, "style": ":"}),
    ("linewidth", {**LINE, "width": 1.5}, {**LINE, "width": 3}),
    ("marker", {**LINE, "marker": "o"}, {**LINE, "marker": ""}),
    ("reference_line", {"axis": "y", "value": 4.5}, {"axis": "y", "value": 5}),
    ("reference_line", {**LEVEL, "colour": "#000000"}, {**LEVEL, "colour": "#ff0000"}),
    (
        "extreme", {**BAR, "which": "max", "category": "pear", "value": 7},
        {**BAR, "which": "min", "category": "pear", "value": 7},
    ),
    ("peak", {**LINE, "which": "max", "x": 1}, {**LINE, "which": "max", "x": 2}),
    ("trend", {**LINE, "direction": "up"}, {**LINE, "direction": "down"}),
    ("largest_share", {"label": "b"}, {"label": "a"}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "right", "wrong"), RIGHT_AND_WRONG)
def test_right_passes_and_wrong_fails(kind: str, right: dict, wrong: dict) -> None:
    evidence = picture()
    passed, why = check({"kind": kind, "args": right}, evidence)
    assert passed and why, why
    passed, why = check({"kind": kind, "args": wrong}, evidence)
    assert not passed and why


def test_every_checker_is_tested() -> None:
    compared = {"changed", "unchanged", "scaled_values"}
    told = {"monotone", "correlation", "above"}  # tests/synthesize/test_recontextualize.py
    assert {kind for kind, *_ in RIGHT_AND_WRONG} | compared | told == set(CHECKERS)


@pytest.mark.parametrize("evidence", [None, {}, {"figures": []}])
@pytest.mark.parametrize("kind", sorted(CHECKERS))
def test_nothing_drawn_fails_everything(kind: str, evidence: dict | None) -> None:
    assert check({"kind": kind, "args": {}}, evidence) == (False, "nothing was drawn")


def test_an_unknown_kind_is_an_error() -> None:
    with pytest.raises(JanusError, match="no checker"):
        check({"kind": "smell", "args": {}}, picture())


def test_a_missing_series_is_named() -> None:
    passed, why = check(
        {"kind": "colour", "args": {"kind": "bar", "label": "lost", "colour": "#d62728"}}, picture()
    )
    assert not passed and "no such series (lost)" in why


@pytest.mark.parametrize(
    ("colour", "family", "right"),
    [
        ("#1f77b4", "blue", True),
        ("#17becf", "cyan", True),
        ("#8c564b", "brown", True),
        ("#7f7f7f", "grey", True),
        ("#ff7f0e", "orange", True),
        ("#ff7f0e", "blue", False),
        ("#000000", "grey", False),
        ("#ffffff", "red", False),
    ],
)
def test_families_of_colours(colour: str, family: str, right: bool) -> None:
    evidence = picture()
    evidence["figures"][0]["axes"][0]["series"][0]["colour"] = colour
    assert check({"kind": "colour_family", "args": {**BAR, "family": family}}, evidence)[0] is right


def test_a_change_must_be_new() -> None:
    before, after = picture(), picture()
    after["figures"][0]["axes"][0]["title"] = "Vegetables"
    claim = {"kind": "changed", "args": {"now": {"kind": "title", "args": {"text": "Vegetables"}}}}
    assert check(claim, after, before)[0]
    assert not check(claim, before, before)[0]
    assert not check(claim, after, after)[0]
    assert not check(claim, after, None)[0]


MUTATIONS = {
    "title": lambda axes: axes.update(title="Vegetables"),
    "xlabel": lambda axes: axes.update(xlabel="sort"),
    "ylabel": lambda axes: axes.update(ylabel="tons"),
    "xscale": lambda axes: axes.update(xscale="log"),
    "yscale": lambda axes: axes.update(yscale="linear"),
    "grid": lambda axes: axes.update(grid=False),
    "legend": lambda axes: axes.update(legend=None),
    "colours": lambda axes: axes["series"][0].update(colour="#00ff00"),
    "kinds": lambda axes: axes["series"][0].update(kind="barh"),
    "series_count": lambda axes: axes["series"].pop(),
    "texts": lambda axes: axes["texts"].clear(),
    "values": lambda axes: axes["series"][0].update(y=[3.0, 9.0, 5.0]),
}


@pytest.mark.parametrize("aspect", sorted({*ASPECTS, "values"}))
def test_what_must_stay(aspect: str) -> None:
    before, after = picture(), picture()
    claim = {"kind": "unchanged", "args": {"aspect": aspect}}
    assert check(claim, after, before)[0]
    assert not check(claim, after, None)[0]
    figure = after["figures"][0]
    if aspect in MUTATIONS:
        MUTATIONS[aspect](figure["axes"][0])
    else:
        figure.update({"suptitle": "Bazaar", "size": [3.0, 3.0], "axes": figure["axes"][:1]})
    assert not check(claim, after, before)[0]


def test_data_may_move_to_another_kind_and_gain_company() -> None:
    before, after = picture(), picture()
    bars = after["figures"][0]["axes"][0]["series"][0]
    bars.update(kind="barh", x=bars["y"], y=bars["x"])
    after["figures"][0]["axes"][0]["series"].append({"kind": "line", "n": 1, "x": [1.0], "y": [1.0]})
    assert check({"kind": "unchanged", "args": {"aspect": "values"}}, after, before)[0]


def test_scaled_values() -> None:
    before, after = picture(), copy.deepcopy(picture())
    for evidence in (before, after):
        del evidence["figures"][0]["axes"][1:]
        evidence["figures"][0]["axes"][0]["series"] = evidence["figures"][0]["axes"][0]["series"][:1]
    after["figures"][0]["axes"][0]["series"][0]["y"] = [6.0, 14.0, 10.0]
    claim = {"kind": "scaled_values", "args": {"factor": 2}}
    assert check(claim, after, before)[0] and not check(claim, before, before)[0]
