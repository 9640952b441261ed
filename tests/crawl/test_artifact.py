"""Widgets, boards and sketches as pieces."""

from __future__ import annotations

import json
import re

from stages.crawl.domains.artifact import READERS, ArtifactSelection

TABS = """<html><head><style>.tab-pane { display: none } .active { display: block }</style></head><body>
<div class="card"><ul><li><a data-toggle="tab" href="#home">Home</a></li>
<li><a data-toggle="tab" href="#help">Help</a></li></ul>
<div class="tab-pane active" id="home">Welcome home</div><div class="tab-pane" id="help">Call us</div></div>
</body></html>"""
BOARD = """<title>JSXGraph Reference - Angle</title>
<div class="jxgbox" id="b-1" style="width: 200px; height: 90px"></div>
<script>(function () { var b = JXG.JSXGraph.initBoard('b-1', {}); })();</script>"""
SKETCH = """<title>Dots</title><script src="../paper.js"></script>
<script type="text/paperscript" canvas="canvas">new Path.Circle([9, 9], 5).fillColor = 'red';</script>"""


def read(text: str, form: str) -> list:
    fixed = {"domain": "artifact", "language": "html", "include": ["*"], "exclude": [], "max_bytes": 10**6}
    return list(READERS[0].read(text.encode(), "a.html", ArtifactSelection(**fixed, cap=None, form=form), {}))


def test_tabs_become_a_widget_that_works_by_itself():
    (piece,) = read(TABS, "widget")
    code = piece.prepared
    (steps,) = re.findall(r'janus-interaction\+json">(.*?)</script>', code)
    assert json.loads(steps) == [{"click": "#tab-2"}]
    assert 'id="tab-2"' in code and 'id="part-2"' in code and '["tab-2", "part-2"]' in code
    assert "data-toggle" not in code and TABS.encode()[piece.start : piece.end].startswith(
        b'<div class="card">'
    )


def test_a_page_without_declared_behaviour_holds_no_widget():
    assert read(TABS.replace("data-toggle", "data-x"), "widget") == []


def test_a_widget_whose_parts_are_all_open_is_dropped_by_name():
    (piece,) = read(TABS.replace('class="tab-pane"', 'class="tab-pane active"'), "widget")
    assert piece.prepared is None and piece.reason.startswith("widget:")


def test_a_board_is_a_page_with_the_packaged_library():
    (piece,) = read(BOARD, "board")
    assert "initBoard('board'" in piece.prepared and "width: 200px; height: 90px" in piece.prepared
    assert "<title>Angle</title>" in piece.prepared and 'src="/npm/jsxgraph@' in piece.prepared
    (far,) = read(BOARD.replace("{}", "{image: 'x.png'}"), "board")
    assert far.prepared is None and far.reason.startswith("outside")


def test_a_sketch_is_a_page_and_one_that_loads_more_is_not():
    (piece,) = read(SKETCH, "sketch")
    assert "Path.Circle" in piece.prepared and "../paper.js" not in piece.prepared
    (far,) = read(SKETCH.replace("new Path", "new Raster('x'); new Path"), "sketch")
    assert far.prepared is None and far.reason.startswith("outside")
    assert read("<title>none</title>", "sketch") == []
