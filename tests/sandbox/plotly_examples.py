"""Self-contained programs that draw with plotly, each with what its evidence has to say.

A claim is a path below the last figure's evidence, and the value there.
"""

from __future__ import annotations

from typing import Any

from stages.sandbox import Execution

_GO = "import plotly.graph_objects as go\n"
_PX = "import pandas as pd\nimport plotly.express as px\n"
_SERIES = "axes.0.series.0."

Examples = dict[str, tuple[str, dict[str, Any]]]

PLAIN = _GO + "go.Figure(go.Bar(x=['a'], y=[1]), dict(title=dict(text='plain'))).show()"

LINES: Examples = {
    "scatter": (
        _GO
        + """
fig = go.Figure(go.Scatter(x=[1, 2, 3], y=[10, 100, 1000], mode="lines+markers", name="growth",
                           line=dict(color="#aa3377", width=4, dash="dot"),
                           error_x=dict(array=[0.1, 0.2, 0.1])))
fig.update_layout(title="Growth <i>by year</i>", xaxis_title="year", yaxis_title="mass")
fig.update_yaxes(type="log")
fig.show()
""",
        {
            "title": "Growth by year",
            "axes.0.xlabel": "year",
            "axes.0.yscale": "log",
            _SERIES + "y": [10, 100, 1000],
            _SERIES + "colour": "#aa3377",
            _SERIES + "dash": "dot",
            _SERIES + "xerr": [0.1, 0.2, 0.1],
            _SERIES + "in_legend": False,
        },
    ),
    "bars side by side": (
        _GO
        + """
fig = go.Figure([go.Bar(name="2023", x=["north", "south"], y=[4, 7], marker_color="royalblue"),
                 go.Bar(name="2024", x=["north", "south"], y=[5, 6], marker_color="orange")])
fig.update_layout(barmode="group", legend_title="Year")
fig.write_html("bars.html", include_plotlyjs="cdn")
""",
        {
            "legend": {"title": "Year", "labels": ["2023", "2024"]},
            "axes.0.xticklabels": ["north", "south"],
            "axes.0.series.1.colour": "#ffa500",
            _SERIES + "in_legend": True,
            _SERIES + "x": ["north", "south"],
        },
    ),
    "bars that lie": (
        _GO
        + """
fig = go.Figure(go.Bar(x=[3, 1, 2], y=["oak", "ash", "elm"], orientation="h", text=["c", "a", "b"]))
fig.write_image("bars.png", width=400, scale=2)
""",
        {
            _SERIES + "orientation": "h",
            _SERIES + "text": ["c", "a", "b"],
            "axes.0.yticklabels": ["oak", "ash", "elm"],
        },
    ),
    "funnel": (
        _GO
        + """
go.Figure(go.Funnel(y=["seen", "read", "bought"], x=[90, 40, 5], marker_color="purple")).show()
""",
        {_SERIES + "x": [90, 40, 5], _SERIES + "colour": "#800080"},
    ),
    "subplots": (
        """
import plotly.graph_objects as go
from plotly.subplots import make_subplots
fig = make_subplots(rows=1, cols=2, subplot_titles=("left", "right"))
fig.add_trace(go.Scatter(x=[1, 2], y=[3, 4], showlegend=False), row=1, col=1)
fig.add_trace(go.Bar(x=["u", "v"], y=[5, 2], showlegend=False), row=1, col=2)
fig.update_xaxes(title_text="second", row=1, col=2)
fig.update_layout(width=900, height=400)
fig.show()
""",
        {
            "size": [900, 400],
            "texts.1.text": "right",
            "axes.1.xlabel": "second",
            "axes.1.xticklabels": ["u", "v"],
            "axes.1.series.0.kind": "bar",
            "legend": None,
        },
    ),
    "categories in colours": (
        _PX
        + """
frame = pd.DataFrame({"x": [1, 2, 3, 4], "y": [4, 2, 3, 1], "kind": ["cat", "dog", "cat", "dog"]})
px.scatter(frame, x="x", y="y", color="kind", color_discrete_map={"cat": "red", "dog": "blue"},
           template="plotly_white").show()
""",
        {
            "legend": {"title": "kind", "labels": ["cat", "dog"]},
            _SERIES + "colour": "#ff0000",
            "axes.0.series.1.x": [2, 4],
        },
    ),
    "lines over dates": (
        _PX
        + """
frame = pd.DataFrame({"day": pd.date_range("2024-01-01", periods=100), "value": range(100)})
px.line(frame, x="day", y="value").write_json("line.json")
""",
        {
            _SERIES + "n": 100,
            "axes.0.xscale": "date",
            "axes.0.xticklabels.0": "Jan 14\n2024",
            _SERIES + "y.63": 99,
            _SERIES + "y.0": 0,
        },
    ),
    "areas stacked": (
        _PX
        + """
frame = pd.DataFrame({"t": [0, 1, 0, 1], "v": [1, 2, 3, 1], "who": ["a", "a", "b", "b"]})
px.area(frame, x="t", y="v", color="who").show()
""",
        {_SERIES + "stackgroup": "1", "axes.0.series.1.label": "b"},
    ),
    "animated": (
        _PX
        + """
frame = pd.DataFrame({"x": [1, 2, 1, 2], "y": [1, 3, 2, 5], "year": [1, 1, 2, 2]})
px.scatter(frame, x="x", y="y", animation_frame="year", range_y=[0, 6]).show()
""",
        {_SERIES + "y": [1, 3], "axes.0.ylim": [0, 6]},
    ),
    "notes and shapes": (
        _GO
        + """
fig = go.Figure()
fig.add_shape(type="rect", x0=1, x1=2, y0=1, y1=3, fillcolor="gold", line_width=0)
fig.add_annotation(x=1.5, y=2, text="here", showarrow=False, font_color="navy")
fig.show()
""",
        {
            "texts": [{"text": "here", "x": 1.5, "y": 2, "colour": "#000080"}],
            "shapes.0.colour": "#ffd700",
            "axes": [],
        },
    ),
}
"""Lines, points, bars and what is written between them."""
FIELDS: Examples = {
    "histogram": (
        _GO
        + """
fig = go.Figure(go.Histogram(x=[0.5, 1.5, 1.6, 2.5, 2.6, 2.7], xbins=dict(start=0, end=3, size=1)))
fig.show()
""",
        {_SERIES + "x": [0.5, 1.5, 2.5], _SERIES + "y": [1, 2, 3], _SERIES + "samples": 6, _SERIES + "n": 3},
    ),
    "box": (
        _GO
        + """
fig = go.Figure()
for name, values in {"first": [1, 2, 3, 4, 5], "second": [2, 4, 6, 8, 30]}.items():
    fig.add_trace(go.Box(y=values, name=name))
fig.show()
""",
        {
            _SERIES + "boxes.0.median": 3,
            "axes.0.series.1.boxes.0.at": "second",
            "axes.0.series.1.boxes.0.q3": 13.5,
        },
    ),
    "violin": (
        _PX
        + """
frame = pd.DataFrame({"kind": ["a"] * 5 + ["b"] * 5, "size": [1, 2, 2, 3, 4, 5, 6, 6, 7, 9]})
px.violin(frame, x="kind", y="size", color="kind").show()
""",
        {_SERIES + "kind": "violin", _SERIES + "boxes.0.median": 2, "legend.labels": ["a", "b"]},
    ),
    "heatmap": (
        _GO
        + """
fig = go.Figure(go.Heatmap(z=[[1, 2, 3], [4, 5, 6]], x=["a", "b", "c"], colorbar=dict(title="depth")))
fig.show()
""",
        {
            _SERIES + "values": [[1, 2, 3], [4, 5, 6]],
            _SERIES + "shape": [2, 3],
            _SERIES + "clim": [1, 6],
            "colourbars.0.title": "depth",
        },
    ),
    "image": (
        """
import numpy as np
import plotly.express as px
px.imshow(np.arange(64 * 64).reshape(64, 64)).show()
""",
        {_SERIES + "shape": [64, 64], _SERIES + "n": 4096, _SERIES + "clim": [0, 4095]},
    ),
    "contour": (
        """
import numpy as np
import plotly.graph_objects as go
x = np.linspace(-2, 2, 21)
go.Figure(go.Contour(z=np.outer(x, x), x=x, y=x)).show()
""",
        {_SERIES + "kind": "contour", _SERIES + "shape": [21, 21], "axes.0.xlim": [-2, 2]},
    ),
    "candlestick": (
        _GO
        + """
go.Figure(go.Candlestick(x=["2024-01-01", "2024-01-02"], open=[1, 2], high=[3, 4], low=[0.5, 1],
                         close=[2, 1.5])).show()
""",
        {_SERIES + "close": [2, 1.5], "axes.0.xscale": "date", _SERIES + "kind": "candlestick"},
    ),
    "numbers in colours": (
        _PX
        + """
fig = px.scatter(x=[1, 2, 3], y=[1, 2, 3], color=[0, 5, 10], color_continuous_scale=["black", "yellow"])
fig.update_traces(marker_size=20)
fig.show()
""",
        {_SERIES + "colours": ["#000000", "#808000", "#ffff00"], "colourbars.0.title": "color"},
    ),
    "points of WebGL": (
        _GO
        + """
go.Figure(go.Scattergl(x=[1, 2, 3], y=[2, 1, 3], mode="markers", marker=dict(size=30, color="lime"))).show()
""",
        {_SERIES + "kind": "scattergl", _SERIES + "colour": "#00ff00"},
    ),
}
"""What is counted, measured or coloured by value."""
SHARES: Examples = {
    "pie": (
        _GO
        + """
chart = go.Figure(data=[go.Pie(labels=["rye", "wheat", "oats"], values=[1, 3, 2], hole=0.4,
                               marker=dict(colors=["#111199", "#119911", "#991111"]))])
""",
        {
            _SERIES + "labels": ["wheat", "oats", "rye"],
            _SERIES + "values": [3, 2, 1],
            _SERIES + "colours": ["#119911", "#991111", "#111199"],
            "axes.0.projection": "domain",
        },
    ),
    "sunburst": (
        _GO
        + """
go.Figure(go.Sunburst(labels=["all", "left", "right"], parents=["", "all", "all"], values=[10, 4, 6],
                      branchvalues="total")).show()
""",
        {_SERIES + "labels": ["all", "left", "right"], _SERIES + "values": [10, 4, 6]},
    ),
    "treemap": (
        _PX
        + """
frame = pd.DataFrame({"land": ["A", "A", "B"], "town": ["p", "q", "r"], "people": [5, 3, 8]})
px.treemap(frame, path=["land", "town"], values="people", title="People").show()
""",
        {"title": "People", _SERIES + "labels": ["p", "q", "r", "A", "B"], _SERIES + "kind": "treemap"},
    ),
    "sankey": (
        _GO
        + """
go.Figure(go.Sankey(node=dict(label=["coal", "power", "light"], color="teal"),
                    link=dict(source=[0, 1], target=[1, 2], value=[8, 3]))).show()
""",
        {
            _SERIES + "labels": ["coal", "power", "light"],
            _SERIES + "target": [1, 2],
            _SERIES + "values": [8, 3],
            _SERIES + "colour": "#008080",
        },
    ),
    "map of countries": (
        _PX
        + """
frame = pd.DataFrame({"land": ["FRA", "BRA", "IND"], "share": [1.5, 4.0, 2.5]})
px.choropleth(frame, locations="land", color="share", title="Shares").show()
""",
        {
            "title": "Shares",
            "axes.0.projection": "geo",
            "axes.0.scope": "world",
            _SERIES + "locations": ["FRA", "BRA", "IND"],
            _SERIES + "z": [1.5, 4, 2.5],
            _SERIES + "clim": [1.5, 4],
        },
    ),
    "map of places": (
        _GO
        + """
fig = go.Figure(go.Scattergeo(lat=[40.7, 34.1], lon=[-74.0, -118.2], mode="lines+markers",
                               line_color="#aa3377"))
fig.update_geos(scope="usa", showrivers=True)
fig.show()
""",
        {
            "axes.0.scope": "usa",
            "axes.0.map": "albers usa",
            _SERIES + "lat": [40.7, 34.1],
            _SERIES + "colour": "#aa3377",
        },
    ),
    "polar": (
        _GO
        + """
go.Figure(go.Scatterpolar(r=[1, 5, 2], theta=["speed", "cost", "weight"], fill="toself")).show()
""",
        {
            "axes.0.projection": "polar",
            _SERIES + "theta": ["speed", "cost", "weight"],
            _SERIES + "fill": "toself",
        },
    ),
    "ternary": (
        _GO
        + """
fig = go.Figure(go.Scatterternary(a=[1, 2], b=[3, 1], c=[2, 2], mode="markers", marker_size=20))
fig.update_layout(ternary=dict(aaxis_title="clay", baxis_title="silt", caxis_title="sand"))
fig.show()
""",
        {"axes.0.projection": "ternary", "axes.0.parts.1.label": "silt", _SERIES + "b": [3, 1]},
    ),
    "table": (
        _GO
        + """
go.Figure(go.Table(header=dict(values=["name", "age"]), cells=dict(values=[["Ada", "Bo"], [36, 7]]))).show()
""",
        {_SERIES + "header": ["name", "age"], _SERIES + "cells": [["Ada", "Bo"], [36, 7]]},
    ),
    "indicator": (
        _GO
        + """
go.Figure(go.Indicator(mode="gauge+number", value=42, title={"text": "load"})).show()
""",
        {_SERIES + "value": 42, _SERIES + "title": "load"},
    ),
    "surface": (
        """
import numpy as np
import plotly.graph_objects as go
x = np.linspace(-1, 1, 16)
go.Figure(go.Surface(z=np.add.outer(x**2, x**2), showscale=False)).show()
""",
        {"axes.0.projection": "3d", _SERIES + "kind": "surface", _SERIES + "shape": [16, 16]},
    ),
}
"""What has no x and y."""


def assert_claims(done: Execution, claims: dict[str, Any]) -> None:
    """It drew one figure, of which every claim holds, in colours that are in the picture."""
    assert (done.status, done.figures) == ("ok", 1), done.stderr
    figure = done.evidence["figures"][-1]
    assert {path: _at(figure, path) for path in claims} == claims
    assert "unseen" not in done.evidence
    assert done.evidence["refused"]["n"] == done.evidence["errors"]["n"] == 0


def _at(value: Any, path: str) -> Any:
    for part in path.split("."):
        value = value[int(part)] if isinstance(value, list) else value[part]
    return value
