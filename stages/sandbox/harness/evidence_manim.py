"""Facts of a manim scene: its mobjects as a tree, and what an animation did.

Positions and sizes in scene units (the frame is 14.2 x 8), colours `#rrggbb`, times in seconds. A tree has at
most 64 mobjects and stops at texts, whose parts are glyphs. Not covered: gradients (their first colour is
stated), curves (their box is), and what a camera that moved shows of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from manim import (
    NORMAL,
    Animation,
    Camera,
    CapStyleType,
    DecimalNumber,
    Mobject,
    MoveToTarget,
    ThreeDCamera,
    ValueTracker,
    VMobject,
    config,
)
from manim.mobject.text.tex_mobject import SingleStringMathTex
from manim.mobject.text.text_mobject import MarkupText, Paragraph, Text

from stages.sandbox.harness.rounding import MOST, number, numbers

OUTLINE = 1000
"""Characters of an outline that is stated."""
_TEXTS = (Text, MarkupText, Paragraph, SingleStringMathTex, DecimalNumber)


def view(camera: Camera) -> dict[str, Any]:
    """`view`: middle and width of what a camera that moved shows, [] for one in space; nothing of another."""
    if isinstance(camera, ThreeDCamera):
        return {"view": []}
    seen = [*camera.frame_center[:2], camera.frame_width]
    moved = any(abs(a - b) > 1e-3 for a, b in zip(seen, (0.0, 0.0, config.frame_width), strict=True))
    return {"view": _clean(seen)} if moved else {}


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
        if isinstance(mobject, Text | MarkupText):
            facts |= {"font_size": number(mobject.font_size), "upright": _is_upright(mobject)}
    elif isinstance(mobject, VMobject) and 0 < len(d := _outline(mobject)) <= OUTLINE:
        facts["d"] = d
    facts |= _paint(mobject)
    if text is None and (parts := tree_within(mobject.submobjects, room)):
        facts["parts"] = parts
    return facts


def _is_upright(text: Text | MarkupText) -> bool:
    """Whether it is in one colour, weight and slant, and neither turned nor mirrored.

    Letters run to the right and the outline of a letter turns right; of one letter alone this is not known.
    """
    letters = text.family_members_with_points()
    places = [letter.get_center() for letter in letters]
    alike = len({letter.get_fill_color().to_hex() for letter in letters}) == 1
    styled = any(getattr(text, name, None) for name in ("t2c", "t2f", "t2g", "t2s", "t2w", "gradient"))
    styled = styled or (text.slant, text.weight) != (NORMAL, NORMAL)
    level = max(p[1] for p in places) - min(p[1] for p in places) < text.height
    runs = len(places) > 1 and all(a[0] < b[0] for a, b in zip(places, places[1:], strict=False))
    return bool(alike and not styled and level and runs and _turns_right(letters[0]))


def _turns_right(letter: VMobject) -> bool:
    """Whether the largest subpath of an outline runs with the clock (the shoelace formula)."""
    areas = []
    for subpath in letter.get_subpaths():
        corners = subpath[::3]
        pairs = zip(corners, [*corners[1:], corners[0]], strict=True)
        areas.append(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs))
    return max(areas, key=abs) < 0


def _outline(mobject: VMobject) -> str:
    """Its own curves as an absolute path of M, L, C and Z in scene units; "" where it has none."""
    parts = []
    for subpath in mobject.get_subpaths():
        parts.append("M" + _point(subpath[0]))
        for start, first, second, end in mobject.gen_cubic_bezier_tuples_from_points(subpath):
            straight = all(
                abs((end[0] - start[0]) * (p[1] - start[1]) - (end[1] - start[1]) * (p[0] - start[0])) < 1e-6
                for p in (first, second)
            )
            parts.append("L" + _point(end) if straight else "C" + " ".join(map(_point, (first, second, end))))
        if mobject.consider_points_equals(subpath[0], subpath[-1]):
            parts.append("Z")
    return "".join(parts)


def _point(point: Iterable[float]) -> str:
    return " ".join(f"{round(float(v), 3) + 0.0:g}" for v in tuple(point)[:2])


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
        facts |= {"stroke": facts["colour"], "stroke_width": number(width)}
        facts |= {"cap": "round"} if leaf.cap_style is CapStyleType.ROUND else {}
        facts |= {"stroke_opacity": number(stroke)} if stroke < 1 else {}
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
