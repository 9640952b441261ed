"""Programs that the translator did not write are read only where they drew one of its charts."""

from __future__ import annotations

import pytest

from stages.synthesize.domain import NotApplicable
from stages.synthesize.translate import octave
from stages.synthesize.translate.r import read

POINTS = {
    "kind": "points",
    "type": "p",
    "x": [1.0, 2.0],
    "y": [3.0, 4.0],
    "colours": ["#000000"],
    "mark": "1",
}
UPRIGHT = {"kind": "straight line", "a": None, "b": None, "h": None, "v": [1.0, 1.5]}
LEVEL = UPRIGHT | {"h": [3.0, 3.5], "v": None}
BARS = {"kind": "rectangles", "x1": [1.0, 2.0], "y": [3.0, 4.0], "y0": [0.0, 0.0], "colours": ["#0000ff"]}
AREA = {"kind": "polygon", "x": [1.0, 2.0, 2.0, 1.0], "y": [3.0, 4.0, 0.0, 0.0], "colours": ["#0000ff"]}


def panel(*series: dict, **changes) -> dict:
    found = {"title": "", "xlab": "", "ylab": "", "log": "", "xlim": [1.0, 2.0], "ylim": [3.0, 4.0]}
    axes = [{"side": 1, "labels": ["a", "b"]}]
    whole = found | {"series": list(series), "axes": axes} | changes
    return {"figures": [{"panels": [whole]}]}


def test_a_grid_is_lines_of_both_directions():
    assert read(panel(POINTS, UPRIGHT, LEVEL)).grid and not read(panel(POINTS)).grid
    assert read(panel(BARS)).categories == ("a", "b") and read(panel(AREA)).series[0].kind == "area"


@pytest.mark.parametrize(
    ("evidence", "says"),
    [
        (panel(POINTS, LEVEL), "no grid"),
        (panel(POINTS, UPRIGHT, LEVEL, LEVEL), "no grid"),
        (panel(POINTS, UPRIGHT, LEVEL | {"h": [3.0]}), "no grid"),
        (panel(AREA | {"x": [1.0, 2.0, 3.0, 1.0]}), "no area"),
        (panel(AREA | {"y": [3.0, 4.0, 1.0, 0.0]}), "no area"),
        (panel(BARS | {"colours": ["#0000ff", "#ff0000"]}), "several colours"),
        (panel(BARS | {"y0": []}), "not all known"),
        (panel(BARS, axes=[]), "without a name"),
        (panel(POINTS, xlim=None), "without limits"),
        (panel({"kind": "raster"}), "raster are not read"),
    ],
)
def test_other_pictures_are_refused(evidence, says):
    with pytest.raises(NotApplicable, match=says):
        read(evidence)


def octave_axes(*series: dict) -> dict:
    off = dict.fromkeys(("xgrid", "ygrid"), "off") | dict.fromkeys(("xlimmode", "ylimmode"), "auto")
    words = dict.fromkeys(("title", "xlabel", "ylabel"), "") | dict.fromkeys(("xscale", "yscale"), "linear")
    return {"figures": [{"axes": [off | words | {"series": list(series), "xticklabel": ["0", "1"]}]}]}


def test_a_line_in_space_is_no_chart():
    line = {"kind": "line", "n": 2.0, "x": [0.0, 1.0], "y": [0.0, 1.0], "color": "#0072bd"}
    line |= {"linestyle": "-", "marker": "none", "displayname": ""}
    assert octave.read(octave_axes(line | {"z": []})).series[0].kind == "line"
    with pytest.raises(NotApplicable, match="three dimensions"):
        octave.read(octave_axes(line | {"z": [0.0, 1.0]}))
