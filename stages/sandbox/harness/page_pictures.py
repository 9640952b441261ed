"""Pictures and facts of a page that has settled."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from stages.sandbox.harness import pixels
from stages.sandbox.harness.browser import HEIGHT, MOST, WIDTH, Browser
from stages.sandbox.harness.rounding import number

TALLEST = 4096
"""Pixels; a taller page is clipped, and its evidence says so."""
EVIDENCE = (Path(__file__).parent / "page_evidence.js").read_text()
OVERFLOW = (Path(__file__).parent / "page_overflow.js").read_text()
PLOTS = (Path(__file__).parent / "plots.js").read_text()
BOXES = 200
CHARACTERS = 200
NARROW = 640
"""Pixels: a second width of the window, that of a small tablet or of half a screen."""


def pictures(browser: Browser, height: float) -> dict[str, np.ndarray]:
    """(h, w, 3) uint8 by name: the viewport where the page is taller, and last the page."""
    shots = {"viewport": pixels.decode(browser.screenshot())}
    if height <= HEIGHT:
        return {"page": shots["viewport"]}
    return shots | {"page": pixels.decode(browser.screenshot(min(int(height), TALLEST)))}


def facts(browser: Browser, asked: dict[str, Any]) -> tuple[dict[str, Any], str | None]:
    """What is on the page and what it asked for, and the text of its interaction script.

    Boxes in pixels from the page's upper left corner.
    """
    seen = browser.read(f"({EVIDENCE})({BOXES}, {CHARACTERS})")
    for box in seen["boxes"]:
        box["box"] = [number(round(v, 1)) for v in box["box"]]
    (width, height), beyond, script = seen["size"], seen.pop("beyond"), seen.pop("script")
    plots = {"plots": browser.read(f"({PLOTS})()", own=False)} if seen.pop("plots") else {}
    evidence = {
        **seen,
        **plots,
        "viewport": [WIDTH, HEIGHT],
        "overflow": {"right": width > WIDTH, "below": height > HEIGHT, "elements": beyond},
        "clipped": height > TALLEST,
        **asked_for(browser, asked),
    }
    return evidence, script


def asked_for(browser: Browser, asked: dict[str, Any]) -> dict[str, Any]:
    """What went wrong and what was asked of the world; `asked` as `Browser.settle` gives it."""
    return {
        "errors": {"n": browser.errors_count, "first": list(browser.errors)},
        "served": sorted(browser.served),
        "refused": {"n": browser.refused_count, "first": sorted(browser.refused)[:MOST]},
        "windows": asked["opened"],
        "left_for": asked["left"],
        "dialogs": asked["said"],
        "workers": asked["workers"],
    }


def narrow(browser: Browser) -> dict[str, Any]:
    """{"viewport", "size", "elements"}: the page in a narrow window, and tags of what stands over its edge.

    The last look at a page: the window stays narrow until it is left.
    """
    browser.resize(NARROW)
    browser.settle(0, touched=True)
    return {"viewport": [NARROW, HEIGHT], **browser.read(f"({OVERFLOW})()")}
