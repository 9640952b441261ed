"""Runtime mermaid: the packaged mermaid draws a diagram into a page. A diagram is data: it runs no code.

Evidence: the kind of diagram, nodes and edges as mermaid understood them, and the texts that the picture
shows with their boxes.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from stages.sandbox.harness import pixels
from stages.sandbox.harness.browser import WIDTH, Browser
from stages.sandbox.harness.page_pictures import TALLEST
from stages.sandbox.harness.rounding import number

TIME_MS = 1000
"""Page time in which it draws."""
MOST = 200
"""Texts listed."""
_DRAW = (Path(__file__).parent / "mermaid.js").read_text()
_PAGE = """<!doctype html><meta charset="utf-8"><title>diagram</title>
<style>body{{margin:8px;background:#fff}}svg{{display:block}}</style>
<script src="/npm/mermaid/dist/mermaid.min.js"></script><body><script>({draw})({source})</script>"""
_READ = """(() => {
  const picture = document.querySelector("#diagram");
  if (!picture) return null;
  const leaf = (e) => !e.querySelector("text, p, span, div, tspan");
  const found = [...picture.querySelectorAll("text, tspan, p, span, div")];
  const box = (e) => {
    const b = e.getBoundingClientRect();
    return [b.x + scrollX, b.y + scrollY, b.width, b.height];
  };
  const shown = found.filter((e) => leaf(e) && e.textContent.trim());
  return { box: box(picture), texts: shown.map((e) => [e.textContent.trim().slice(0, 200), box(e)]) };
})()"""
_browser: list[Browser] = []


def prepare() -> None:
    """The browser, and one diagram."""
    _browser.append(Browser())
    answer("graph TD\n  A --> B", {})


def answer(code: str, limits: dict[str, Any]) -> dict[str, Any]:
    """Status, picture and evidence of one diagram."""
    browser = _browser[0]
    source = json.dumps(code).replace("</", "<\\/").replace("<!--", "<\\!--")
    with browser.show(_PAGE.format(draw=_DRAW, source=source)):
        browser.settle(TIME_MS)
        diagram = browser.read("__diagram", own=False)
        if diagram.pop("error"):
            return {"status": "exception", "stderr": browser.read("__diagram.error", own=False)}
        drawn = browser.read(_READ)
        if drawn is None:
            return {"status": "no_output", "stderr": "mermaid drew nothing"}
        x, y, width, height = drawn["box"]
        rgb = pixels.decode(browser.screenshot(max(1, min(int(y + height) + 8, TALLEST))))
    rgb = rgb[:, : max(1, min(int(x + width) + 8, WIDTH))]
    description = pixels.describe(rgb)
    blank = pixels.is_blank(description)
    return {
        "status": "blank" if blank else "ok",
        "stderr": "the diagram is empty" if blank else "",
        "figures": 1,
        "pngs": [pixels.png(rgb)],
        "evidence": {
            **diagram,
            "size": [number(round(width, 1)), number(round(height, 1))],
            "clipped": y + height > TALLEST,
            "texts": [[text, [number(round(v, 1)) for v in box]] for text, box in drawn["texts"][:MOST]],
            "pixels": {**description, "grid": pixels.grid(rgb)},
        },
    }
