"""Pictures: blank ones, ones of another program, programs in another language."""

from __future__ import annotations

import random
import re

from stages.calibrate.defects.colours import before_show
from stages.calibrate.good import Good
from stages.calibrate.planted import Planted, Skipped, with_code


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


DEFECTS = {"blank_panel": blank_panel, "stale_image": stale_image, "wrong_language": wrong_language}
