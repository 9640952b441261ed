"""Layout: texts that cover each other or leave the page, elements outside it, a page too wide for its
window or for a small one.
"""

from __future__ import annotations

import random
import re
from itertools import pairwise
from typing import Any

from stages.calibrate.defects.colours import before_show
from stages.calibrate.good import Good
from stages.calibrate.planted import Planted, Skipped, with_code

_TEXT = re.compile(r"<text\b[^>]*>[^<]+</text>")
_SHAPE = re.compile(r"<(?:path|rect|circle|polygon|ellipse)\b(?![^>]*transform)[^>]*/>")


def clipped_legend(good: Good, rng: random.Random) -> Planted | Skipped:
    """A legend (or a text that names a thing) half outside the picture."""
    code, runtime = good.sample["output_code"], good.sample["runtime"]
    if runtime == "python":
        if not any(axes["legend"] for axes in good.after["figures"][-1]["axes"]):
            return Skipped("no legend")
        lines = (
            "for _a in plt.gcf().axes:\n    _l = _a.get_legend()\n    if _l:\n"
            "        _l.set_in_layout(False)\n        _l.set_loc('center right')\n"
            "        _l.set_bbox_to_anchor((1.4, 0.5))"
        )
        return before_show(code, lines, "legend half outside the figure")
    if runtime == "svg" and (found := list(_TEXT.finditer(code))):
        text = rng.choice(found)
        x, _, width, _ = good.after["viewbox"]
        moved = re.sub(r'\s(?:x|text-anchor)="[^"]*"', "", text.group())
        moved = moved.replace("<text", f'<text x="{x + width - 2:g}"', 1)
        return with_code("a text runs out of the picture", code.replace(text.group(), moved, 1))
    if runtime == "html" and (tags := _tags(good)):
        tag = rng.choice(tags)
        style = f"<style>{tag}{{margin-left:-60px!important;text-align:left!important}}</style>"
        return with_code(f"<{tag}> cut by the left edge", code + "\n" + style)
    return Skipped("no legend or text to clip")


def _tags(good: Good) -> list[str]:
    """Tags of texts near the left edge."""
    return sorted(
        {
            b["tag"]
            for b in good.after["boxes"]
            if b.get("text") and b["tag"] in ("h1", "h2", "h3", "h4", "p") and 0 <= b["box"][0] < 50
        }
    )


def overlapping_labels(good: Good, rng: random.Random) -> Planted | Skipped:
    """Labels written over each other."""
    code, runtime = good.sample["output_code"], good.sample["runtime"]
    if runtime == "python":
        axes = good.after["figures"][-1]["axes"]
        if not any(len(a["xticklabels"]) > 4 and a["projection"] == "rectilinear" for a in axes):
            return Skipped("too few labels at the ticks")
        lines = (
            "for _a in plt.gcf().axes:\n"
            "    _a.set_xlabel(_a.get_xlabel() or 'Values measured in all of the runs')\n"
            "    _a.xaxis.set_label_coords(0.5, -0.02)"
        )
        return before_show(code, lines, "the label of the axis on those of its ticks")
    if runtime == "html":
        if not _stacked([b for b in good.after["boxes"] if b["tag"] == "p" and b.get("text")]):
            return Skipped("no paragraph right below another")
        return with_code(
            "paragraphs over each other",
            code + "\n<style>p{line-height:4px!important;margin:0!important}</style>",
        )
    if runtime == "svg" and (found := list(_TEXT.finditer(code))):
        text = rng.choice(found).group()
        other = re.sub(r">[^<]+<", ">Total<", text)
        return with_code("a second text on a text", code.replace(text, text + other, 1))
    return Skipped("no labels")


def _stacked(paragraphs: list[dict[str, Any]]) -> bool:
    """Whether one stands right below another: more than lines and margins hold others apart."""
    for upper, lower in pairwise(paragraphs):
        (x, y, _, height), (left, top, _, _) = upper["box"], lower["box"]
        if abs(left - x) <= 1 and 0 <= top - (y + height) <= 1.2 * upper["font"][1]:
            return True
    return False


def outside_page(good: Good, rng: random.Random) -> Planted | Skipped:
    """A shape that is drawn beside the picture."""
    if good.sample["runtime"] != "svg":
        return Skipped("no shapes")
    code = good.sample["output_code"]
    found = list(_SHAPE.finditer(code))
    if len(found) < 2:
        return Skipped("fewer than two shapes")
    shape = rng.choice(found)
    far = 3 * max(good.after["viewbox"][2:]) + abs(good.after["viewbox"][0])
    moved = shape.group().replace("/>", f' transform="translate({far:g} 0)"/>')
    return with_code("a shape stands beside the picture", code[: shape.start()] + moved + code[shape.end() :])


def broken_width(good: Good, rng: random.Random) -> Planted | Skipped:
    """A page made for a wider window: it has to be scrolled sideways."""
    if good.sample["runtime"] != "html":
        return Skipped("no page")
    wide = rng.choice((1280, 1440, 1920))
    style = f"<style>body{{min-width:{wide}px!important}}</style>"
    return with_code(f"a page {wide} pixels wide", good.sample["output_code"] + "\n" + style)


def broken_narrow(good: Good, rng: random.Random) -> Planted | Skipped:
    """An edit makes a page too wide for a small window; in the usual one nothing shows."""
    if good.sample["task"] != "editing" or good.sample["runtime"] != "html":
        return Skipped("no edit of a page")
    if good.before is None or good.before["narrow"]["size"][0] > good.before["narrow"]["viewport"][0]:
        return Skipped("too wide for it before")
    wide = rng.choice((900, 960, 1000))
    style = f"<style>body{{min-width:{wide}px!important}}</style>"
    return with_code(f"never less than {wide} pixels wide", good.sample["output_code"] + "\n" + style)


DEFECTS = {
    "clipped_legend": clipped_legend,
    "overlapping_labels": overlapping_labels,
    "outside_page": outside_page,
    "broken_width": broken_width,
    "broken_narrow": broken_narrow,
}
