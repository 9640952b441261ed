"""Runtime html: a page as a browser shows it, offline. One browser serves many pages.

Evidence is read from the DOM in a JavaScript world that the page cannot reach; the pixels are counted beside
it. A page may still draw what its DOM does not say (a canvas, a picture), and may move the page time that it
shares its world with: what is not covered is an author who knows this module.

A page with errors that still shows something is `ok`, its errors in the evidence; one that shows nothing and
failed is an `exception`.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from stages.sandbox.harness import pixels
from stages.sandbox.harness.browser import Browser
from stages.sandbox.harness.interaction import Mistake, carry_out, steps_of
from stages.sandbox.harness.page_pictures import facts, narrow, pictures

TIME_MS = 2000
"""Page time after loading: timers and animations until then have taken place."""
_ASKED = ("errors", "served", "refused", "windows", "left_for", "dialogs")
_browser: list[Browser] = []


def prepare() -> None:
    """The browser, and one page with text."""
    _browser.append(Browser())
    answer("<h1>a</h1>", {})


def answer(code: str, limits: dict[str, Any]) -> dict[str, Any]:
    """Status, pictures and evidence of one page."""
    browser = _browser[0]
    with browser.show(code):
        evidence, script = facts(browser, browser.settle(TIME_MS))
        shots = pictures(browser, evidence["size"][1])
        try:
            shots = _interact(browser, evidence, steps_of(script)) | shots
        except Mistake as mistake:
            return {"status": "exception", "stderr": str(mistake)}
        evidence["narrow"] = narrow(browser)
    evidence["pictures"] = list(shots)
    rgb = shots["page"]
    evidence["pixels"] = {**pixels.describe(rgb), "grid": pixels.grid(rgb)}
    blank = pixels.is_blank(evidence["pixels"])
    status, cause = ("blank", "nothing is shown") if blank else ("ok", "")
    if blank and evidence["errors"]["first"]:
        status, cause = "exception", evidence["errors"]["first"][0]
    return {
        "status": status,
        "stderr": cause,
        "figures": 1,
        "pngs": [pixels.png(shot) for shot in shots.values()],
        "evidence": evidence,
    }


def _interact(
    browser: Browser, evidence: dict[str, Any], steps: list[dict[str, Any]]
) -> dict[str, np.ndarray]:
    """Carry out the steps of the page: the viewport as `after`, none where there are no steps.

    Evidence gets `after`: steps, and the boxes that were not there before.
    """
    if not steps:
        return {}
    later, _ = facts(browser, carry_out(browser, steps))
    fresh = [box for box in later["boxes"] if box not in evidence["boxes"]]
    evidence.update({name: later[name] for name in _ASKED})
    evidence["after"] = {"steps": len(steps), "title": later["title"], "boxes": fresh}
    return {"after": pixels.decode(browser.screenshot())}
