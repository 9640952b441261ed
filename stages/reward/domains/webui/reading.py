"""Reading the boxes of a page's evidence, for checkers."""

from __future__ import annotations

from typing import Any

from stages.reward.hues import apart, fits

Box = dict[str, Any]
Evidence = dict[str, Any]
Verdict = tuple[bool, str]
_SAME = 3.0
"""CIELAB distance up to which two colours are one."""
FIELD_ROLES = ("textbox", "searchbox", "combobox", "checkbox", "radio", "slider", "spinbutton")


def plain(text: str | None) -> str:
    return " ".join((text or "").split())


def saying(evidence: Evidence, text: str, role: str | None = None) -> list[Box]:
    """Boxes whose own text is this, of a role where one is given (`heading` is any level)."""
    return [
        box
        for box in evidence["boxes"]
        if plain(box.get("text")) == plain(text) and (role is None or box["role"] == role)
    ]


def of_role(evidence: Evidence, role: str) -> list[Box]:
    """Boxes of a role; `field` is any role that a visitor fills in."""
    wanted = FIELD_ROLES if role == "field" else (role,)
    return [box for box in evidence["boxes"] if box["role"] in wanted]


def is_colour(found: str | None, args: dict[str, Any]) -> bool:
    """Whether a colour is the one that a claim gives as hex (`colour`) or as a word (`name`)."""
    if found is None:
        return False
    return apart(found, args["colour"]) <= _SAME if "colour" in args else fits(args["name"], found)


def covers(outer: Box, inner: Box, slack: float = 1.5) -> bool:
    """Whether one box lies within another."""
    x, y, w, h = outer["box"]
    u, v, s, t = inner["box"]
    return x - slack <= u and y - slack <= v and u + s <= x + w + slack and v + t <= y + h + slack


def identity(box: Box, colours: bool) -> tuple:
    """What makes a box the same before and after: kind, text and look, wherever it stands."""
    size = box["font"][1] if box.get("font") else None
    look = (box.get("colour"), box["background"]) if colours else ()
    return box["tag"], box["role"], plain(box.get("text")), size, *look


def described(box: Box) -> str:
    """ "<button> 'Save'"."""
    return f"<{box['tag']}> {plain(box.get('text'))!r}"
