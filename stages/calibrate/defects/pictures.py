"""Pictures: blank ones, mirrored ones, ones of another program, programs in another language."""

from __future__ import annotations

import random
import re
from typing import Any

from stages.calibrate.defects.colours import before_show
from stages.calibrate.good import Good
from stages.calibrate.planted import Planted, Skipped, with_code

_UNLIKE = 3
"""Of 16 levels a channel: cells further apart are told apart by eye."""
_LEAST = 0.05
"""Share of the cells that have to differ from those of the mirrored picture, else it hardly shows."""


def blank_panel(good: Good, rng: random.Random) -> Planted | Skipped:
    """A panel (or the page) shows nothing."""
    code, runtime = good.sample["output_code"], good.sample["runtime"]
    if runtime == "python":
        panels = [a for a in good.after["figures"][-1]["axes"] if not a["colorbar"]]
        if not panels or not panels[-1]["series"]:
            return Skipped("no panel with a series")
        return before_show(
            code, "[a for a in plt.gcf().axes if a.get_label() != '<colorbar>'][-1].clear()", "cleared"
        )
    if runtime == "html":
        return with_code("everything hidden", code + "\n<style>body *{visibility:hidden!important}</style>")
    if runtime == "svg":
        x, y, width, height = good.after["viewbox"]
        cover = f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="#ffffff"/>'
        return with_code("a white cover over all", re.sub(r"</svg>\s*$", cover + "</svg>", code))
    return Skipped("no panel to empty")


def stale_image(good: Good, rng: random.Random) -> Planted | Skipped:
    """The picture in the task is that of a sibling, as where two runs write one file."""
    if good.sample["image_render"] is None:
        return Skipped("no picture in the task")
    others = sorted({s["image_render"] for s in good.siblings} - {good.sample["image_render"], None})
    if not others:
        return Skipped("no sibling with another picture")
    other = rng.choice(others)
    return Planted(f"picture {other[:8]}", {"image_render": other})


def wrong_language(good: Good, rng: random.Random) -> Planted | Skipped:
    """The program that was to be translated, or a sibling's input, in its own language."""
    if good.sample["task"] != "translation" or good.sample["input_runtime"] == good.sample["runtime"]:
        return Skipped("no second language")
    return with_code(f"in {good.sample['input_language']}", good.sample["input_code"], may_fail=True)


def mirrored(good: Good, rng: random.Random) -> Planted | Skipped:
    """Left and right have changed places, where the task shows a picture or gives a program that draws it."""
    if good.sample["task"] not in ("image_to_code", "translation"):
        return Skipped("no picture to follow")
    code, runtime = good.sample["output_code"], good.sample["runtime"]
    if runtime == "python":
        if not any(_runs_from_left(axes) for axes in good.after["figures"][-1]["axes"]):
            return Skipped("no axis whose ticks tell left from right")
        lines = (
            "_spans = [(_a, _a.get_xlim()) for _a in plt.gcf().axes if _a.name == 'rectilinear']\n"
            "for _a, (_l, _r) in _spans:\n    _a.set_xlim(_r, _l)"
        )
        return before_show(code, lines, "x runs from right to left")
    if runtime not in ("svg", "html"):
        return Skipped("nothing that can be mirrored")
    if runtime == "html" and good.sample["task"] == "translation":
        return Skipped("a drawing may stand anywhere on a page")
    if not _is_lopsided(good.after):
        return Skipped("it looks the same in a mirror")
    if runtime == "html":
        style = "<style>html{transform:scaleX(-1)!important}</style>"
        return with_code("a mirrored page", code + "\n" + style, certain=True)
    x, _, width, _ = good.after["viewbox"]
    turned = f'<g transform="translate({2 * x + width:g} 0) scale(-1 1)">'
    inside = re.sub(r"(<svg\b[^>]*[^/>]>|<svg>)", lambda m: m.group() + turned, code, count=1)
    return with_code("a mirrored drawing", re.sub(r"</svg>\s*$", "</g></svg>", inside), certain=True)


def _runs_from_left(axes: dict[str, Any]) -> bool:
    """Whether it shows data over ticks that are labelled in their order."""
    plain = axes["projection"] == "rectilinear" and axes["visible_axis"] and not axes["colorbar"]
    return bool(plain and axes["series"] and len({label for label in axes["xticklabels"] if label}) > 1)


def _is_lopsided(evidence: dict[str, Any]) -> bool:
    """Whether a picture differs visibly from itself in a mirror, by its coarse grid of colours."""
    rows = [[row[at : at + 3] for at in range(0, len(row), 3)] for row in evidence["pixels"]["grid"]]
    pairs = [(cell, other) for row in rows for cell, other in zip(row, row[::-1], strict=True)]
    unlike = sum(
        any(abs(int(a, 16) - int(b, 16)) >= _UNLIKE for a, b in zip(one, other, strict=True))
        for one, other in pairs
    )
    return unlike >= _LEAST * len(pairs)


DEFECTS = {
    "blank_panel": blank_panel,
    "mirrored": mirrored,
    "stale_image": stale_image,
    "wrong_language": wrong_language,
}
