"""Whether a colour word fits a colour, judged in CIELAB.

The words of the programmatic teacher come from hue and lightness in HLS; here the same words are windows of
hue angle and lightness in a perceptual space, somewhat wider: plain cases agree, a wrong colour fails.
"""

from __future__ import annotations

from math import atan2, degrees, hypot

_SLACK = 6.0
"""Degrees of hue and units of lightness beyond each window."""
_HUES = {
    "red": (3, 44),
    "orange": (44, 88),
    "yellow": (75, 110),
    "green": (110, 171),
    "teal": (159, 243),
    "blue": (227, 308),
    "purple": (304, 323),
    "pink": (323, 39),
    "brown": (40, 85),
    "beige": (44, 81),
    "olive": (77, 107),
}
_LIGHTNESS = {
    "red": (27, 69), "orange": (41, 85), "yellow": (42, 99), "green": (39, 98), "teal": (39, 98),
    "blue": (15, 80), "purple": (20, 70), "pink": (28, 92), "brown": (20, 56), "beige": (80, 97),
    "olive": (13, 55), "black": (0, 14), "white": (93, 100), "grey": (36, 76), "dark grey": (11, 38),
    "light grey": (74, 95), "dark blue": (0, 41), "dark green": (8, 55), "dark teal": (9, 52),
    "dark red": (2, 30), "dark brown": (6, 27), "dark pink": (2, 34), "dark purple": (1, 28),
    "light blue": (55, 95), "light green": (77, 99), "light teal": (78, 99), "light yellow": (79, 100),
    "light orange": (71, 87), "light pink": (66, 94), "light purple": (59, 92),
}  # fmt: skip
_GREYS = ("black", "white", "grey", "dark grey", "light grey")
_GREY_CHROMA = 18.0
_HUE_CHROMA = 7.0

WORDS = frozenset(_LIGHTNESS)
TABLEAU = {
    "blue": "#1f77b4", "orange": "#ff7f0e", "green": "#2ca02c", "red": "#d62728", "purple": "#9467bd",
    "brown": "#8c564b", "pink": "#e377c2", "gray": "#7f7f7f", "grey": "#7f7f7f", "olive": "#bcbd22",
    "cyan": "#17becf",
}  # fmt: skip
"""What matplotlib calls "tab:blue" and so on."""


def fits(word: str, colour: str) -> bool:
    """Whether `word` may be said of "#rrggbb". False for a word that is not known here."""
    if word not in WORDS:
        return False
    lightness, a, b = lab(colour)
    low, high = _LIGHTNESS[word]
    if not low - _SLACK <= lightness <= high + _SLACK:
        return False
    chroma = hypot(a, b)
    if word in _GREYS:
        return chroma <= _GREY_CHROMA
    start, end = _HUES[word.removeprefix("dark ").removeprefix("light ")]
    angle = degrees(atan2(b, a)) % 360
    return chroma >= _HUE_CHROMA and (angle - start + _SLACK) % 360 <= (end - start) % 360 + 2 * _SLACK


def lab(colour: str) -> tuple[float, float, float]:
    """CIELAB (D65) of "#rrggbb"."""
    linear = []
    for at in (1, 3, 5):
        value = int(colour[at : at + 2], 16) / 255
        linear.append(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)
    r, g, b = linear
    x = _cube_root((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047)
    y = _cube_root(0.2126 * r + 0.7152 * g + 0.0722 * b)
    z = _cube_root((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def apart(first: str, second: str) -> float:
    """Euclidean distance in CIELAB (about 2.3 is just noticeable)."""
    return sum((p - q) ** 2 for p, q in zip(lab(first), lab(second), strict=True)) ** 0.5


def _cube_root(value: float) -> float:
    return value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116
