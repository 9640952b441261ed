"""Small charts of the kinds that Vega-Lite's documentation shows, with their data in them.

Written for these tests: no package brings the documentation's own, and theirs fetch their data.
"""

from __future__ import annotations

import json
from typing import Any

LETTERS = {
    "values": [
        {"a": a, "b": b} for a, b in zip("ABCDEFGHI", (28, 55, 43, 91, 81, 53, 19, 87, 52), strict=True)
    ]
}
ORIGINS = ("USA", "Europe", "Japan")
CARS = {
    "values": [
        {
            "power": 60 + 7 * i % 90,
            "miles": 40 - i,
            "origin": ("USA", "Europe", "Japan")[i % 3],
            "year": f"197{i % 9}",
        }
        for i in range(24)
    ]
}
A, B = {"field": "a", "type": "nominal"}, {"field": "b", "type": "quantitative"}
POWER, MILES = {"field": "power", "type": "quantitative"}, {"field": "miles", "type": "quantitative"}
ORIGIN, YEAR = {"field": "origin", "type": "nominal"}, {"field": "year", "type": "temporal"}
MEAN = MILES | {"aggregate": "mean"}
COUNT = {"aggregate": "count"}


def chart(mark: Any, data: Any = LETTERS, **encoding: Any) -> dict[str, Any]:
    """One view."""
    return {"data": data, "mark": mark, "encoding": encoding}


CHARTS: dict[str, dict[str, Any]] = {
    "bar": chart("bar", x=A, y=B),
    "bar_horizontal": chart("bar", x=B, y=A),
    "bar_stacked": chart("bar", CARS, x=YEAR | {"timeUnit": "year"}, y=COUNT, color=ORIGIN),
    "bar_grouped": chart("bar", CARS, x=ORIGIN, xOffset={"field": "year"}, y=COUNT, color={"field": "year"}),
    "histogram": chart("bar", CARS, x=POWER | {"bin": True}, y=COUNT),
    "scatter": chart("point", CARS, x=POWER, y=MILES, color=ORIGIN, shape=ORIGIN),
    "bubble": chart("circle", CARS, x=POWER, y=MILES, size=MILES),
    "line": chart("line", CARS, x=YEAR, y=MILES | {"aggregate": "mean"}, color=ORIGIN),
    "line_with_points": chart({"type": "line", "point": True}, x=A, y=B),
    "area_stacked": chart("area", CARS, x=YEAR, y=MILES | {"aggregate": "sum"}, color=ORIGIN),
    "pie": chart("arc", theta=B, color=A),
    "donut": chart({"type": "arc", "innerRadius": 50}, theta=B, color=A),
    "heatmap": chart("rect", CARS, x=POWER | {"bin": True}, y=MILES | {"bin": True}, color=COUNT),
    "boxplot": chart("boxplot", CARS, x=ORIGIN, y=MILES),
    "errorbar": chart({"type": "errorbar", "extent": "stdev"}, CARS, x=ORIGIN, y=MILES),
    "strip": chart("tick", CARS, x=POWER, y=ORIGIN),
    "text": chart("text", x=A, y=B, text=B),
    "rule": chart("rule", y=B | {"aggregate": "mean"}),
    "trail": chart(
        "trail", CARS, x=YEAR, y=MILES | {"aggregate": "mean"}, size=MILES | {"aggregate": "mean"}
    ),
    "layered": {
        "data": LETTERS,
        "encoding": {"x": A, "y": B},
        "layer": [{"mark": "bar"}, {"mark": {"type": "text", "dy": -5}, "encoding": {"text": B}}],
    },
    "facets": chart("point", CARS, x=POWER, y=MILES, column=ORIGIN),
    "side_by_side": {
        "data": LETTERS,
        "hconcat": [chart("bar", LETTERS, x=A, y=B), chart("line", LETTERS, x=A, y=B)],
    },
    "repeated": {
        "data": CARS,
        "repeat": ["power", "miles"],
        "spec": {"mark": "bar", "encoding": {"x": {"field": {"repeat": "repeat"}, "bin": True}, "y": COUNT}},
    },
    "regression": {
        "data": CARS,
        "layer": [
            {"mark": "point", "encoding": {"x": POWER, "y": MILES}},
            {
                "mark": "line",
                "transform": [{"regression": "miles", "on": "power"}],
                "encoding": {"x": POWER, "y": MILES},
            },
        ],
    },
    "geographic": {
        "data": {"values": {"type": "Polygon", "coordinates": [[[0, 0], [0, 5], [5, 5], [0, 0]]]}},
        "mark": "geoshape",
    },
    "interactive": chart("point", CARS, x=POWER, y=MILES)
    | {"params": [{"name": "brush", "select": "interval"}]},
}
EXAMPLES = {
    name: json.dumps({"$schema": f"https://vega.github.io/schema/vega-lite/v{5 + n % 2}.json", **spec})
    for n, (name, spec) in enumerate(CHARTS.items())
}
