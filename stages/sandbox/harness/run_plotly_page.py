"""Where the figures of runtime plotly are drawn: by the plotly.js that plotly.py carries, in Chromium.

A figure comes as JSON that hostile code may have written. It reaches the page as a string that the page
parses, never as markup or code; plotly.js keeps all but a few tags out of texts, and the page's policy
refuses every script, style sheet and picture from elsewhere. Each document gets a fresh page, so that what a
figure does to plotly.js (its keys can name prototypes) ends with it. Evidence is read from plotly.js after it
drew.
Not covered: maps of tiles, which plotly.js would fetch, and formulas, which need MathJax.
"""

from __future__ import annotations

import json
import os
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from stages.sandbox.harness import drawn, pixels
from stages.sandbox.harness.browser import WIDTH, Browser
from stages.sandbox.harness.page_pictures import asked_for

SIZE = (700, 500)
"""Pixels of a figure that says no size of its own."""
TALLEST = 2048
"""Pixels; a figure that asks for more is drawn in as many, and at most `WIDTH` wide."""
LEAST = 10
TIME_MS = 1000
"""Page time in which plotly.js draws."""
_LIBRARY = "plotly.js-dist-min"
_MAPS = "plotly-geo-assets.js"
"""The outlines of all maps: 5 MB, for documents with one."""
_ON_MAPS = ("choropleth", "scattergeo")
_READ = (Path(__file__).parent / "plotly_page.js").read_text()
_HEAD = """<!doctype html><meta charset="utf-8"><title>figures</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' 'unsafe-eval';
style-src 'unsafe-inline'; img-src data: blob:; font-src data:">
<style>body{margin:0;background:#fff}</style>"""
_OUTLINES = f'<script src="/npm/{_LIBRARY}/{_MAPS}"></script>'
_LAST = f'<script src="/npm/{_LIBRARY}/plotly.min.js"></script><body>'
_PROBE = {"data": [{"type": "bar", "x": ["a"], "y": [1]}], "layout": {"title": {"text": "a"}}}
_browser: list[Browser] = []


def prepare() -> None:
    """The browser with plotly.js on its shelf, and one figure."""
    os.environ["JANUS_LIBRARIES"] = str(_shelved())
    _browser.append(Browser())
    answer(json.dumps({"n": 1, "figures": [_PROBE]}), {})


def _shelved() -> Path:
    """A folder like that of an unpacked library: the plotly.js of the installed plotly.py, and outlines."""
    outlines = (Path(os.environ["JANUS_LIBRARIES"]) / "dist" / _MAPS).read_text()
    package = Path(find_spec("plotly").submodule_search_locations[0])
    folder = Path(tempfile.mkdtemp(prefix="plotly-"))
    (folder / "package.json").write_text(json.dumps({"name": _LIBRARY, "version": "0"}))
    (folder / "plotly.min.js").symlink_to(package / "package_data" / "plotly.min.js")
    # Their bundle calls itself Plotly; the real one looks for the other name.
    (folder / _MAPS).write_text(f"{outlines}\nwindow.PlotlyGeoAssets = window.Plotly;\n")
    return folder


def answer(code: str, limits: dict[str, Any]) -> dict[str, Any]:
    """Status, pictures and evidence of a document of `run_plotly`; nothing where it is none."""
    try:
        document = json.loads(code)
        figures, number = document["figures"], int(document["n"])
        sizes = [_size(figure["layout"]) for figure in figures]
        maps = any(trace.get("type") in _ON_MAPS for figure in figures for trace in figure["data"])
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError):
        return {}  # no result of the right shape: the verdict is that the sample damaged it
    browser = _browser[0]
    shots: list[drawn.Shot] = []
    with browser.show(_HEAD + _OUTLINES * maps + _LAST):
        browser.settle(0)
        browser.read(_READ, own=False)
        for figure, (width, height) in zip(figures, sizes, strict=True):
            text = json.dumps(json.dumps(figure))
            browser.read(f"__figure.draw({text}, {width}, {height})", own=False)
            asked = browser.settle(TIME_MS, touched=True)
            try:
                facts = browser.read("__figure.read()", own=False)
            except ValueError as broken:  # a figure that plotly.js took and its records do not fit
                facts = {"error": str(broken)}
            if error := facts.pop("error"):
                return {"status": "exception", "stderr": f"plotly.js: {error}"}
            rgb = pixels.decode(browser.screenshot(height))[:height, :width]
            shots.append((pixels.png(rgb), drawn.rounded(facts)))
        evidence = {"plotlyjs": browser.read("__figure.version", own=False), **asked_for(browser, asked)}
    return _result(shots, evidence, number)


def _result(shots: list[drawn.Shot], evidence: dict[str, Any], number: int) -> dict[str, Any]:
    """As `drawn.result`, where a figure with axes alone is blank too."""
    said = drawn.result(shots, evidence)
    if said["status"] == "ok" and not any(facts["drawn"] for _, facts in shots):
        said |= {"status": "blank", "stderr": "nothing is drawn on the figure"}
    return said | {"figures": said.get("figures", 0) + number - len(shots)}


def _size(layout: dict[str, Any]) -> tuple[int, int]:
    """(width, height) in whole pixels."""
    asked = (layout.get("width"), layout.get("height"))
    return tuple(
        min(max(int(told), LEAST), most) if isinstance(told, (int, float)) and told == told else default
        for told, most, default in zip(asked, (WIDTH, TALLEST), SIZE, strict=True)
    )
