"""Runtime vega-lite: verdicts, refusals, and what the evidence says."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from stages.sandbox import Execution, Executor
from tests.sandbox.conftest import requires
from tests.sandbox.vega_lite_examples import CARS, EXAMPLES, LETTERS, MILES, ORIGIN, POWER, A, B, chart

pytestmark = requires("vega-lite")
Run = Callable[[Any], Execution]


@pytest.fixture(scope="module")
def run(executor: Executor) -> Run:
    return lambda spec: executor.execute(spec if isinstance(spec, str) else json.dumps(spec), "vega-lite")


@pytest.mark.parametrize("name", EXAMPLES)
def test_it_draws(name: str, run: Run) -> None:
    done = run(EXAMPLES[name])
    assert (done.status, done.figures) == ("ok", 1), done.stderr
    marks = done.evidence["figures"][0]["marks"]
    assert marks and sum(mark["n"] for mark in marks) > 0


NOT = {
    "no_json": ('{"mark": "bar"', "exception", "JSONDecodeError"),
    "no_object": ("[1]", "exception", "JSON object"),
    "empty": ("{}", "exception", "Invalid specification"),
    "no_such_type": (chart("point", x={"field": "a", "type": "nosuch"}), "exception", "Invalid field type"),
    "bad_expression": (
        chart("point", x=A) | {"transform": [{"calculate": "datum.a +", "as": "c"}]},
        "exception",
        "Unexpected end of input",
    ),
    "data_by_url": (chart("point", {"url": "data/cars.json"}, x=A), "forbidden", "data/cars.json"),
    "data_from_a_host": (chart("point", {"url": "http://192.0.2.1/a.csv"}, x=A), "forbidden", "192.0.2.1"),
    "data_from_a_file": (chart("point", {"url": "file:///etc/passwd"}, x=A), "forbidden", "/etc/passwd"),
    "lookup_by_url": (
        chart("point", x=A)
        | {"transform": [{"lookup": "a", "from": {"data": {"url": "b.csv"}, "key": "a"}}]},
        "forbidden",
        "b.csv",
    ),
    "image": (chart({"type": "image", "url": "http://192.0.2.1/a.png"}, x=A), "forbidden", "192.0.2.1"),
    "image_value": (chart("image", x=A, url={"value": "//192.0.2.1/a.png"}), "forbidden", "192.0.2.1"),
    "image_field": (
        chart("image", {"values": [{"img": "http://192.0.2.1/a.png"}]}, url={"field": "img"}),
        "forbidden",
        "192.0.2.1",
    ),
    "endless_data": (
        chart("point", {"sequence": {"start": 0, "stop": 1e9}}, x={"field": "data", "type": "quantitative"}),
        "cpu_timeout oom",
        "more than",
    ),
}


@pytest.mark.parametrize("name", NOT)
def test_it_does_not(name: str, run: Run) -> None:
    spec, statuses, said = NOT[name]
    done = run(spec)
    assert done.status in statuses.split() and said in done.stderr, (done.status, done.stderr)
    assert done.png is None
    assert run(EXAMPLES["bar"]).status == "ok"


def test_chance_is_noticed_and_the_clock_stands(run: Run) -> None:
    def calculated(expression: str) -> Execution:
        view = chart("text", text={"field": "c", "type": "nominal"}, y=B)
        return run(view | {"transform": [{"calculate": expression, "as": "c"}]})

    chance = calculated("random()")
    assert (chance.status, chance.png) == ("nondeterministic", None)
    for clock in ("+now()", "+datetime()"):
        (mark,) = calculated(clock).evidence["figures"][0]["marks"]
        assert float(mark["texts"][0]) == 1704110400000


def test_a_sequence_of_the_same_gives_the_same_bytes(run: Run) -> None:
    first = [run(EXAMPLES[name]) for name in ("scatter", "pie", "scatter")]
    assert (first[0].png, first[0].evidence) == (first[2].png, first[2].evidence)
    assert first[0].png != first[1].png


def test_specification_and_scene_are_read(run: Run) -> None:
    view = chart("bar", x=A | {"title": "letter"}, y=B | {"aggregate": "sum"}, color={"value": "#ff0000"})
    done = run(view | {"title": "Bars", "transform": [{"filter": "datum.b > 50"}]})
    (said,) = done.evidence["views"]
    assert (said["mark"], said["rows"], said["transforms"]) == ("bar", 9, ["filter"])
    assert said["encoding"]["x"] == {"field": "a", "type": "nominal", "title": "letter"}
    assert said["encoding"]["y"]["aggregate"] == "sum"
    (scene,) = done.evidence["figures"]
    assert scene["title"] == ["Bars"]
    axes = {axis["orient"]: axis for axis in scene["axes"]}
    assert (axes["bottom"]["title"], axes["bottom"]["labels"]) == ("letter", list("BDEFHI"))
    assert axes["left"]["title"] == "Sum of b"
    (bars,) = scene["marks"]
    assert (bars["type"], bars["n"], bars["colours"]) == ("rect", 6, ["#ff0000"])


def test_views_inherit_and_facets_have_headers(run: Run) -> None:
    layered = run(EXAMPLES["layered"]).evidence
    assert [view["mark"] for view in layered["views"]] == ["bar", "text"]
    assert all(set(view["encoding"]) >= {"x", "y"} and view["rows"] == 9 for view in layered["views"])
    texts = layered["figures"][0]["marks"][1]
    assert texts["texts"] == [str(row["b"]) for row in LETTERS["values"]]
    facets = run(chart("point", CARS, x=POWER, y=MILES, column=ORIGIN, color=ORIGIN)).evidence["figures"][0]
    assert {"Europe", "Japan", "USA", "origin"} <= set(facets["headers"])
    assert facets["legends"] == [{"title": "origin", "labels": ["Europe", "Japan", "USA"]}]
    assert sum(mark["n"] for mark in facets["marks"]) == 24


def test_rows_looks_and_grids_are_read(run: Run) -> None:
    data = {"values": "a,b,c\nx,1,9\ny,2.5,9", "format": {"type": "csv"}}
    mark = {"type": "bar", "color": "#ff0000"}
    view = chart(mark, data, x={"field": "a", "type": "nominal"}, y={"field": "b", "type": "quantitative"})
    said = run(view).evidence
    assert said["views"][0]["values"] == {"a": ["x", "y"], "b": [1, 2.5]}
    assert (said["views"][0]["rows"], said["views"][0]["look"]) == (2, {"color": "#ff0000"})
    assert said["figures"][0]["grids"] == 1
    bare = run(view | {"config": {"axis": {"grid": False}}}).evidence
    assert bare["figures"][0]["grids"] == 0
