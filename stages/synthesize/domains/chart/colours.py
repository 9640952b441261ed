"""Words for colours: exact names for exact values, a family name where nobody would argue."""

from __future__ import annotations

import colorsys

EXACT = {
    "#ff0000": "red",
    "#0000ff": "blue",
    "#008000": "green",
    "#000000": "black",
    "#ffffff": "white",
    "#ffff00": "yellow",
    "#00ffff": "cyan",
    "#ff00ff": "magenta",
    "#ffa500": "orange",
    "#800080": "purple",
    "#808080": "gray",
    "#ffc0cb": "pink",
    "#a52a2a": "brown",
    "#008080": "teal",
    "#000080": "navy",
    "#808000": "olive",
    "#4682b4": "steelblue",
    "#87ceeb": "skyblue",
    "#add8e6": "lightblue",
    "#fa8072": "salmon",
    "#ff7f50": "coral",
    "#ff6347": "tomato",
    "#ffd700": "gold",
    "#3cb371": "mediumseagreen",
    "#90ee90": "lightgreen",
    "#d3d3d3": "lightgray",
    "#ee82ee": "violet",
    "#4b0082": "indigo",
    "#dc143c": "crimson",
    "#daa520": "goldenrod",
    "#1f77b4": "tab:blue",
    "#ff7f0e": "tab:orange",
    "#2ca02c": "tab:green",
    "#d62728": "tab:red",
    "#9467bd": "tab:purple",
    "#8c564b": "tab:brown",
    "#e377c2": "tab:pink",
    "#7f7f7f": "tab:gray",
    "#bcbd22": "tab:olive",
    "#17becf": "tab:cyan",
}
"""Names that matplotlib reads back to exactly this colour."""

_CORES = (
    ("red", 0, 9),
    ("orange", 20, 38),
    ("yellow", 49, 62),
    ("green", 85, 155),
    ("cyan", 176, 190),
    ("blue", 200, 247),
    ("purple", 262, 292),
    ("pink", 315, 338),
    ("red", 350, 360),
)


def family(colour: str | None) -> str | None:
    """The everyday name of "#rrggbb", or None where people would differ."""
    if not colour:
        return None
    hue, saturation, value = colorsys.rgb_to_hsv(*(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)))
    degrees = 360 * hue
    if value <= 0.12:
        return "black"
    if saturation <= 0.03 and value >= 0.97:
        return "white"
    if saturation <= 0.06 and 0.3 <= value <= 0.85:
        return "grey"
    if 5 <= degrees <= 40 and 0.28 <= value <= 0.66 and saturation >= 0.4:
        return "brown"
    if saturation < 0.38 or value < 0.38:
        return None
    for name, low, high in _CORES:
        if low <= degrees <= high and not (name in ("orange", "yellow") and value < 0.8):
            return name
    return None


PALETTES = {
    "warm": ("#d62728", "#ff7f0e", "#bcbd22", "#8c564b", "#e377c2"),
    "cool": ("#1f77b4", "#17becf", "#2ca02c", "#9467bd", "#7f7f7f"),
    "bright": ("#ff0000", "#0000ff", "#008000", "#ffa500", "#800080"),
    "muted": ("#4682b4", "#fa8072", "#3cb371", "#daa520", "#808080"),
    "contrast": ("#000000", "#ff7f0e", "#1f77b4", "#d62728", "#2ca02c"),
}
"""Colours that the concept "palette" paints with."""
