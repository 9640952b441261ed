"""Colour as the checkers see it: nearness of hex colours, and families by hue."""

from __future__ import annotations

import colorsys

# Hue ranges in degrees, generous at the edges: a word such as "blue" covers what people would let pass.
_HUES = {
    "red": [(0, 18), (342, 360)],
    "orange": [(12, 48)],
    "yellow": [(40, 72)],
    "green": [(66, 172)],
    "cyan": [(158, 205)],
    "blue": [(188, 262)],
    "purple": [(248, 312)],
    "pink": [(290, 360), (0, 12)],
}
NEAR = 14
"""Largest difference of a channel (of 255) between two colours that count as the same."""


def channels(colour: str) -> tuple[int, int, int]:
    """(r, g, b) of "#rrggbb"."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def same_colour(found: str | None, wanted: str) -> bool:
    if not found:
        return False
    return max(abs(a - b) for a, b in zip(channels(found), channels(wanted), strict=True)) <= NEAR


def in_family(colour: str | None, family: str) -> bool:
    """Whether a person would call `colour` by the name of `family`."""
    if not colour:
        return False
    hue, saturation, value = colorsys.rgb_to_hsv(*(c / 255 for c in channels(colour)))
    degrees = 360 * hue
    if family == "black":
        return value <= 0.25
    if family == "white":
        return saturation <= 0.1 and value >= 0.92
    if family == "grey":
        return saturation <= 0.2 and 0.15 <= value <= 0.95
    if family == "brown":
        return degrees <= 45 and 0.2 <= value <= 0.78 and saturation >= 0.3
    if value < 0.15 or saturation < 0.12:
        return False
    return any(low <= degrees <= high for low, high in _HUES.get(family, ()))
