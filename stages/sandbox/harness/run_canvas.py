"""Runtime canvas: a script that draws on a canvas of 640 × 480 pixels, in a page of its own.

The script finds the element with the id `canvas` and the variables `canvas` and `ctx`. The 2D context is made
when `ctx` is first read, so that a script can ask for another kind instead.
Evidence: calls on 2D contexts counted by method, texts and colours drawn, and the pixels of the canvas. The
calls are counted in the script's own world, so a script that sets out to forge them can.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from stages.sandbox.harness import pixels
from stages.sandbox.harness.browser import Browser
from stages.sandbox.harness.page_pictures import asked_for

WIDTH, HEIGHT = 640, 480
TIME_MS = 2000
"""Page time after the script has run: timers and frames until then have taken place."""
PAINTS = frozenset(
    "fill stroke fillRect strokeRect clearRect fillText strokeText drawImage putImageData".split()
)
"""Calls that change pixels."""
_HOOKS = (Path(__file__).parent / "canvas.js").read_text()
_PAGE = """<!doctype html><meta charset="utf-8"><title>canvas</title>
<style>body{{margin:0;background:#fff}}canvas{{display:block}}</style>
<canvas id="canvas" width="{width}" height="{height}"></canvas><script>{hooks}
window.canvas = document.getElementById("canvas");
Object.defineProperty(window, "ctx", {{ configurable: true, get: () => canvas.getContext("2d"),
  set: (value) => Object.defineProperty(window, "ctx", {{ value, writable: true }}) }});
</script><script>{code}
</script>"""
_READ = """(() => {
  const box = document.getElementById("canvas")?.getBoundingClientRect();
  return box ? [box.x, box.y, box.width, box.height] : null;
})()"""
_browser: list[Browser] = []


def prepare() -> None:
    """The browser, and one drawing."""
    _browser.append(Browser())
    answer("ctx.fillRect(0, 0, 9, 9)", {})


def answer(code: str, limits: dict[str, Any]) -> dict[str, Any]:
    """Status, picture and evidence of one script."""
    browser = _browser[0]
    script = code.replace("</script", "<\\/script").replace("<!--", "<\\!--")
    page = _PAGE.format(width=WIDTH, height=HEIGHT, hooks=_HOOKS, code=script)
    with browser.show(page):
        asked = browser.settle(TIME_MS)
        if browser.thrown:
            return {"status": "exception", "stderr": browser.thrown[0]}
        drawn = browser.read("__drawn()", own=False)
        if browser.read(_READ) is None:
            return {"status": "no_output", "stderr": "the canvas was removed"}
        rgb = pixels.decode(browser.screenshot())[:HEIGHT, :WIDTH]
    description = pixels.describe(rgb)
    blank = pixels.is_blank(description)
    if blank and not PAINTS & drawn["calls"].keys():
        return {"status": "no_output", "stderr": "nothing was drawn on the canvas"}
    return {
        "status": "blank" if blank else "ok",
        "stderr": "every pixel has one colour" if blank else "",
        "figures": 1,
        "pngs": [pixels.png(rgb)],
        "evidence": {
            **drawn,
            "size": [WIDTH, HEIGHT],
            **asked_for(browser, asked),
            "pixels": {**description, "grid": pixels.grid(rgb)},
        },
    }
