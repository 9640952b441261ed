"""Facts of a manim scene: its mobjects as a tree, and what an animation did.

Positions and sizes in scene units (the frame is 14.2 x 8), colours `#rrggbb`, times in seconds. A tree has at
most 64 mobjects and stops at texts, whose parts are glyphs. Not covered: gradients (their first colour is
stated), curves (their box is), and what a camera that moved shows of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from manim import Animation, DecimalNumber, Mobject, MoveToTarget, ValueTracker, VMobject
from manim.mobject.text.tex_mobject import SingleStringMathTex
from manim.mobject.text.text_mobject import MarkupText, Paragraph, Text

from stages.sandbox.harness.rounding import MOST, number, numbers

_TEXTS = (Text, MarkupText, Paragraph, SingleStringMathTex, DecimalNumber)


def tree(mobjects: Iterable[Mobject]) -> list[dict[str, Any]]:
    """Mobjects in drawing order; parts of one under `parts`."""
    room = [MOST]
    return [entry for mobject in mobjects if (entry := _mobject(mobject, room))]


def _mobject(mobject: Mobject, room: list[int]) -> dict[str, Any] | None:
    nothing = isinstance(mobject, ValueTracker) or not mobject.family_members_with_points()
    if room[0] <= 0 or nothing:
        return None
    room[0] -= 1
    facts: dict[str, Any] = {
        "type": type(mobject).__name__,
        "position": _clean(mobject.get_center()),
        "size": _clean((mobject.width, mobject.height)),
    }
    text = text_of(mobject)
    if text is not None:
        facts["text"] = text
    facts |= _paint(mobject)
    if text is None and (parts := tree_within(mobject.submobjects, room)):
        facts["parts"] = parts
    return facts


def _clean(values: Iterable[float]) -> list[float | None]:
    """Without the dust that sums of floats leave near 0."""
    return numbers(round(float(v), 6) for v in values)


def tree_within(mobjects: Iterable[Mobject], room: list[int]) -> list[dict[str, Any]]:
    """`tree` of parts, out of the room that is left."""
    return [entry for mobject in mobjects if (entry := _mobject(mobject, room))]


def text_of(mobject: Mobject) -> str | None:
    """What a text mobject says: its characters, or the source of a formula; None for any other."""
    if not isinstance(mobject, _TEXTS):
        return None
    if isinstance(mobject, DecimalNumber):
        return mobject._get_num_string(mobject.get_value())
    if isinstance(mobject, Paragraph):
        return mobject.lines_text.original_text
    return mobject.tex_string if isinstance(mobject, SingleStringMathTex) else mobject.original_text


def _paint(mobject: Mobject) -> dict[str, Any]:
    """`colour` as it is seen first: the fill where there is one, else the stroke; `opacity` of that."""
    leaf = mobject.family_members_with_points()[0]
    if not isinstance(leaf, VMobject):
        return {}
    fill, stroke = float(leaf.get_fill_opacity()), float(leaf.get_stroke_opacity())
    width = float(leaf.get_stroke_width())
    facts: dict[str, Any] = {"colour": None, "opacity": 0.0}
    if stroke > 0 and width > 0:
        facts |= {"colour": leaf.get_stroke_color().to_hex().lower(), "opacity": number(stroke)}
        facts["stroke"] = facts["colour"]
    if fill > 0:
        facts |= {"colour": leaf.get_fill_color().to_hex().lower(), "opacity": number(fill)}
        facts["fill"] = facts["colour"]
    return facts


def animation(played: Animation) -> dict[str, Any]:
    """One animation of a play: `Create` of a `Square` of 1 second."""
    name = type(played).__name__.removeprefix("_")
    if isinstance(played, MoveToTarget):
        name = "MoveToTarget"
    target = getattr(played, "mobject", None)
    facts: dict[str, Any] = {"kind": name, "run_time": number(played.run_time)}
    if target is not None:
        facts["mobject"] = type(target).__name__
        if (text := text_of(target)) is not None:
            facts["text"] = text
    if (into := getattr(played, "target_mobject", None)) is not None:
        facts["into"] = type(into).__name__
    if within := getattr(played, "animations", None):
        facts["animations"] = [animation(part) for part in list(within)[:MOST]]
    return facts
