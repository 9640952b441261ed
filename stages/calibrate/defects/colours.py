"""Colours that are not the asked ones, and texts that cannot be told from their ground."""

from __future__ import annotations

import colorsys
import random
import re

from stages.calibrate.good import Good
from stages.calibrate.planted import Planted, Skipped, with_code
from stages.reward.hues import WORDS, fits

_HEX = re.compile(r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")


def full(colour: str) -> str:
    """ "#rrggbb" of "#rgb" or "#RRGGBB"."""
    digits = colour[1:].lower()
    return "#" + (digits if len(digits) == 6 else "".join(2 * c for c in digits))


def turned(colour: str) -> str:
    """A colour that nobody takes for the given one: half way round the circle, and light for dark."""
    red, green, blue = (int(full(colour)[at : at + 2], 16) / 255 for at in (1, 3, 5))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    far = colorsys.hls_to_rgb((hue + 0.5) % 1, 0.7 if lightness < 0.5 else 0.3, max(0.7, saturation))
    return "#" + "".join(f"{round(255 * v):02x}" for v in far)


def wrong_colour(good: Good, rng: random.Random) -> Planted | Skipped:
    code = good.sample["output_code"]
    present = sorted({full(c) for c in _HEX.findall(code)})
    told = [c for c in present if _told(c, good)]
    if not told:
        return Skipped("no colour of the program is asked for")
    colour = rng.choice(told)
    other = turned(colour)
    alike = {c for c in present if _same_word(c, colour, good)}
    changed = _HEX.sub(lambda m: other if full(m.group()) in alike else m.group(), code)
    return with_code(f"{colour} became {other}", changed)


def _told(colour: str, good: Good) -> bool:
    """Whether the instruction asks for it, or a picture shows it. In an edit only what it brings is asked."""
    said = good.sample["instruction"]
    if good.sample["task"] == "image_to_code":
        return True
    return colour in {full(c) for c in _HEX.findall(said)} or bool(_words(said, colour))


def _words(said: str, colour: str) -> set[str]:
    """Colour words of an instruction that mean this colour; the longest that stand there ("dark blue")."""
    text = said.lower().replace("gray", "grey")
    there = {w for w in WORDS if re.search(rf"(?<!dark )(?<!light )\b{w}\b", text)}
    return {w for w in there if fits(w, colour)}


def _same_word(one: str, colour: str, good: Good) -> bool:
    """Colours that the same words of the instruction mean: all have to change for the words to be wrong."""
    if one == colour:
        return True
    return bool(_words(good.sample["instruction"], colour) & _words(good.sample["instruction"], one))


def low_contrast(good: Good, rng: random.Random) -> Planted | Skipped:
    """A text nearly in the colour of its ground."""
    code, runtime = good.sample["output_code"], good.sample["runtime"]
    if runtime == "python":
        figure = good.after["figures"][-1]
        if not any(axes["title"] or axes["xlabel"] or axes["ylabel"] for axes in figure["axes"]):
            return Skipped("no title or label")
        near = _near(figure["facecolor"] or "#ffffff")
        lines = (
            "for _a in plt.gcf().axes:\n    for _t in (_a.title, _a.xaxis.label, _a.yaxis.label):\n"
            f"        _t.set_color({near!r})"
        )
        return before_show(code, lines, f"title and labels in {near}")
    if runtime == "html":
        told = [
            b for b in good.after["boxes"] if b.get("text") and b["tag"] in ("p", "h1", "h2", "h3", "button")
        ]
        if not told:
            return Skipped("no text")
        tag = rng.choice(sorted({b["tag"] for b in told}))
        ground = good.after["background"] or "#ffffff"
        style = f"<style>{tag}{{color:{_near(ground)}!important;background:{ground}!important}}</style>"
        return with_code(f"<{tag}> in {_near(ground)} on {ground}", code + "\n" + style)
    if runtime == "svg":
        return _faint_text(good, rng)
    return Skipped("texts have no colour of their own")


def _faint_text(good: Good, rng: random.Random) -> Planted | Skipped:
    code = good.sample["output_code"]
    x, y, width, height = good.after["viewbox"]
    if good.sample["task"] != "image_to_code" and "<text" not in code:
        return Skipped("no text")
    size = round(height / 10, 2)
    words = (
        f'<rect x="{x}" y="{y}" width="{width}" height="{2 * size}" fill="#ffffff"/>'
        f'<text x="{x + size}" y="{y + 1.3 * size}" font-size="{size}" fill="#f2f2f2">Legend</text>'
    )
    return with_code("a text in #f2f2f2 on white", re.sub(r"</svg>\s*$", words + "</svg>", code))


def _near(ground: str) -> str:
    """16 levels away from a ground, towards the middle."""
    step = -16 if int(ground[1:3], 16) > 127 else 16
    return "#" + "".join(f"{min(255, max(0, int(ground[at : at + 2], 16) + step)):02x}" for at in (1, 3, 5))


def before_show(code: str, lines: str, what: str) -> Planted:
    """Lines of Python put before the first `plt.show()`, at the end where the program has none."""
    head, shown, tail = code.rpartition("plt.show(")
    imported = "import matplotlib.pyplot as plt\n" + lines + "\n"
    if shown and head.endswith("\n"):
        return with_code(what, head + imported + shown + tail)
    return with_code(what, code.rstrip() + "\n" + imported)


DEFECTS = {"wrong_colour": wrong_colour, "low_contrast": low_contrast}
