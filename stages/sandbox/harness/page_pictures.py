"""Pictures and facts of a page that has settled."""

from __future__ import annotations

from typing import Any

from stages.sandbox.harness import pixels
from stages.sandbox.harness.browser import HEIGHT, WIDTH, Browser
from stages.sandbox.harness.rounding import number

TALLEST = 4096
"""Pixels; a taller page is clipped, and its evidence says so."""
BOXES = 200
CHARACTERS = 200


def pictures(browser: Browser, height: float) -> tuple[list[str], list[bytes]]:
    """Names and PNGs: the viewport where the page is taller, and last the page."""
    shots = {"viewport": browser.screenshot()}
    if height > HEIGHT:
        shots["page"] = browser.screenshot(min(int(height), TALLEST))
    return list(shots), [pixels.png(pixels.decode(shot)) for shot in shots.values()]


def facts(browser: Browser) -> dict[str, Any]:
    """What is on the page and what it asked for. Boxes in pixels from the page's upper left corner."""
    seen = browser.evidence(BOXES, CHARACTERS)
    for box in seen["boxes"]:
        box["box"] = [number(round(v, 1)) for v in box["box"]]
    (width, height), beyond = seen["size"], seen.pop("beyond")
    asked = browser.report()
    return {
        **seen,
        "viewport": [WIDTH, HEIGHT],
        "overflow": {"right": width > WIDTH, "below": height > HEIGHT, "elements": beyond},
        "clipped": height > TALLEST,
        "errors": {"n": browser.errors_count, "first": browser.errors},
        "requests": {
            "served": browser.served,
            "refused": browser.refused,
            "n_refused": browser.refused_count,
        },
        "windows": asked["opened"][:16],
        "dialogs": asked["said"][:16],
        "workers": asked["workers"],
    }
