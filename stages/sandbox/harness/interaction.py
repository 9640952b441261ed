"""A page's interaction script: what a visitor does, as real input.

A page may hold `<script type="application/janus-interaction+json">` with a list of steps:
`{"click": SELECTOR}`, `{"hover": SELECTOR}`, `{"type": SELECTOR, "text": TEXT}` and
`{"wait": MILLISECONDS of page time}`.
"""

from __future__ import annotations

import json
from typing import Any

from stages.sandbox.harness.browser import Browser

MOST = 32
"""Steps."""
LONGEST_MS = 10_000
"""A wait."""
AFTER_MS = 1000
"""Page time after the last step."""
_MIDDLE = """(selector => {
  const found = document.querySelector(selector);
  found?.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
  const box = found?.getBoundingClientRect();
  return box ? [box.x + box.width / 2, box.y + box.height / 2] : null;
})"""


class Mistake(Exception):
    """The script cannot be carried out as written."""


def steps_of(text: str | None) -> list[dict[str, Any]]:
    """The steps of a page's script, none where it has none. Raises Mistake for what is no such script."""
    if text is None:
        return []
    try:
        steps = json.loads(text)
    except ValueError as error:
        raise Mistake(f"interaction script: {error}") from None
    if not isinstance(steps, list) or len(steps) > MOST or not all(map(_is_step, steps)):
        raise Mistake(f"interaction script: not a list of at most {MOST} steps click, hover, type and wait")
    return steps


def _is_step(step: Any) -> bool:
    if not isinstance(step, dict):
        return False
    kinds = {name: type(value) for name, value in step.items()}
    if kinds in ({"wait": int}, {"wait": float}):
        return 0 <= step["wait"] <= LONGEST_MS
    return kinds in ({"click": str}, {"hover": str}, {"type": str, "text": str})


def carry_out(browser: Browser, steps: list[dict[str, Any]]) -> dict[str, Any]:
    """Do the steps, then let a second pass; what `Browser.settle` returns. Raises Mistake naming a step."""
    browser.acted = True
    browser.hear(True)
    for number, step in enumerate(steps, 1):
        if "wait" in step:
            browser.settle(step["wait"], touched=True)
            continue
        kind, selector = next(iter(step.items()))
        try:
            middle = browser.read(f"{_MIDDLE}({json.dumps(selector)})")
        except ValueError as error:
            raise Mistake(f"interaction step {number}: {error}") from None
        if middle is None:
            raise Mistake(f"interaction step {number}: no element matches {selector!r}")
        mouse = browser.page.mouse
        mouse.move(*middle)
        if kind != "hover":
            mouse.down()
            mouse.up()
        if kind == "type":
            browser.page.keyboard.type(step["text"])
        browser.settle(0, touched=True)
    return browser.settle(AFTER_MS, touched=True)
