"""What can be put on a Manim screen: texts that its fonts have, colours that are seen on its ground."""

from __future__ import annotations

from collections.abc import Iterable

from stages.synthesize.domain import NotApplicable
from stages.synthesize.translate.picture import Picture

LONGEST = 48
INK = "#000000"
"""Of texts on a white ground."""
_DARK, _LIGHT = 60, 200
"""Of 255: levels from which a colour is lost on black, and on white."""


def on_screen(said: str) -> str:
    """The text itself. Raises NotApplicable where it is too long or in letters that would not be drawn."""
    if not 0 < len(said) <= LONGEST or not all(" " <= letter < "\u0250" for letter in said) or "\\" in said:
        raise NotApplicable(f"the text {said[:60]!r} does not fit on the screen")
    return said


def ground_for(colours: Iterable[str]) -> str:
    """ "black", or "white" where a colour would be lost on it. Raises NotApplicable where both lose one."""
    levels = [_level(colour) for colour in colours]
    if all(level >= _DARK for level in levels):
        return "black"
    if all(level <= _LIGHT for level in levels):
        return "white"
    raise NotApplicable("colours both too dark and too light for one ground")


def _level(colour: str) -> float:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return 0.3 * red + 0.59 * green + 0.11 * blue


def texts_around(picture: Picture) -> list[str]:
    """Title above, labels beside the axes that they belong to."""
    places = (
        (picture.title, "to_edge(UP)"),
        (picture.xlabel, "to_edge(DOWN)"),
        (picture.ylabel, "rotate(PI / 2).to_edge(LEFT)"),
    )
    return [f"Text({on_screen(said)!r}).{place}" for said, place in places if said]
