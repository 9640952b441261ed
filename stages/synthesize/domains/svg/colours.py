"""Colours as people write them: short hex, and a plain English name for every hex."""

from __future__ import annotations

import colorsys
from functools import lru_cache

PALETTE = {
    "red": "#dd2233",
    "orange": "#ff8800",
    "yellow": "#ffcc00",
    "green": "#229944",
    "teal": "#008888",
    "blue": "#2266dd",
    "purple": "#8833bb",
    "pink": "#ff66aa",
    "brown": "#885522",
    "black": "#000000",
    "white": "#ffffff",
    "grey": "#888888",
    "dark blue": "#112266",
    "light blue": "#88ccff",
    "dark green": "#115522",
    "light green": "#88dd88",
}
"""Colours that evolution paints with; every channel is a doubled hex digit, so each has a short form."""

_HUES = (
    (14, "red"),
    (40, "orange"),
    (67, "yellow"),
    (160, "green"),
    (195, "teal"),
    (256, "blue"),
    (292, "purple"),
    (342, "pink"),
    (361, "red"),
)
"""Upper hue bound in degrees of each name, for colours with enough saturation."""

_FAMILIES = (
    {"red", "pink", "brown", "orange", "purple"},
    {"orange", "yellow", "olive", "brown", "beige"},
    {"green", "olive", "yellow", "teal"},
    {"blue", "teal"},
    {"blue", "purple"},
    {"white", "grey", "black", "beige"},
)


@lru_cache(maxsize=65536)
def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue, 0 to 255, of "#rrggbb"."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def distance(first: str, second: str) -> float:
    """Distance of two "#rrggbb" in RGB, 0 (equal) to 1 (black and white)."""
    return sum((a - b) ** 2 for a, b in zip(channels(first), channels(second), strict=True)) ** 0.5 / 441.7


def short(colour: str) -> str:
    """The nearest "#rgb": 16 levels a channel, which the eye does not tell from 256 in flat shapes."""
    return "#" + "".join(format((value + 8) // 17, "x") for value in channels(colour))


@lru_cache(maxsize=65536)
def widen(colour: str) -> str:
    """ "#rgb" as "#rrggbb"."""
    return "#" + "".join(digit * 2 for digit in colour[1:])


def spelled(colour: str) -> str:
    """The hex that a text shows: "#rgb" where that says the same, else "#rrggbb"."""
    return short(colour) if widen(short(colour)) == colour else colour


@lru_cache(maxsize=65536)
def name(colour: str) -> str:
    """A plain English name: a hue, with "dark" or "light" where that is plain to see."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*(value / 255 for value in channels(colour)))
    chroma = (1 - abs(2 * lightness - 1)) * saturation
    if lightness > 0.965 or (lightness > 0.93 and chroma < 0.06):
        return "white"
    if lightness < 0.06 or (lightness < 0.12 and chroma < 0.12):
        return "black"
    if chroma < 0.12:
        return "dark grey" if lightness < 0.34 else "light grey" if lightness > 0.7 else "grey"
    degrees = hue * 360
    base = next(word for bound, word in _HUES if degrees < bound)
    if base in ("orange", "red") and 10 <= degrees < 40 and lightness < 0.4:
        return "dark brown" if lightness < 0.2 else "brown"
    if base == "red" and lightness > 0.72:
        return "light pink" if lightness > 0.85 else "pink"
    if base == "orange" and lightness > 0.8:
        return "beige"
    if lightness < 0.3:
        return f"dark {base}" if base != "yellow" else "olive"
    return f"light {base}" if lightness > 0.72 else base


def alike(first: str, second: str) -> bool:
    """Whether the names of two colours are the same or neighbours, so that words alone do not part them."""
    return any({_base(name(first)), _base(name(second))} <= family for family in _FAMILIES)


def _base(word: str) -> str:
    return word.split()[-1]


def contrasting(colours: list[str], choices: list[str]) -> list[str]:
    """The choices that none of `colours` comes near, in their order."""
    return [choice for choice in choices if all(distance(choice, other) > 0.22 for other in colours)]
