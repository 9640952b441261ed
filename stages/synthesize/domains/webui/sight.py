"""What a page's evidence shows, as things that people name: headings, buttons, fields, tables, texts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from stages.synthesize.domain import NotApplicable

Box = tuple[float, float, float, float]
"""x, y, width, height in pixels from the page's upper left corner."""
FIELDS = {
    "textbox": "text field", "searchbox": "search field", "combobox": "drop-down list",
    "checkbox": "checkbox", "radio": "radio button", "slider": "slider", "spinbutton": "number field",
}  # fmt: skip
_TYPED = ("textbox", "searchbox")
_MOST_BOXES = 200
"""Boxes that evidence lists: a page with as many may show more."""
LONGEST = 60
"""Characters of a text that is quoted whole."""


@dataclass(frozen=True)
class Seen:
    """A visible box. `kind`: heading, button, link, field, column, cell, image or text."""

    kind: str
    tag: str
    role: str | None
    text: str
    box: Box
    colour: str | None
    background: str | None
    size: float | None
    level: int | None
    simple: bool
    """Its text is all the text inside its box: what is quoted stands there as one piece."""


@dataclass(frozen=True)
class Table:
    """Column headings (texts), and rows of the body that are shown."""

    columns: tuple[str, ...]
    rows: int


@dataclass(frozen=True)
class View:
    """A page as its evidence shows it; things in document order."""

    things: tuple[Seen, ...]
    tables: tuple[Table, ...]
    background: str
    ground_shows: bool
    """Whether pixels show the page background: other boxes may cover it."""
    title: str
    size: tuple[float, float]
    roles: tuple[str, ...]
    containers: tuple[tuple[Box, str], ...]
    """Boxes without a text that have a background of their own, with it."""

    def of(self, *kinds: str) -> list[Seen]:
        return [thing for thing in self.things if thing.kind in kinds]

    def quotable(self, *kinds: str) -> list[Seen]:
        """Things whose text can be quoted whole and stands on the page once."""
        found = []
        for thing in self.of(*kinds):
            same = sum(other.text == thing.text for other in self.things)
            if is_plain(thing.text) and thing.simple and same == 1:
                found.append(thing)
        return found


def is_plain(text: str) -> bool:
    """Whether a text can be quoted: short, with a letter or digit, nothing that quotes break on."""
    return bool(re.search(r"[^\W_]", text)) and len(text) <= LONGEST and not re.search(r'[“”"<>\\]', text)


def view(evidence: dict[str, Any]) -> View:
    """Raises NotApplicable where the evidence may leave something out, or nothing has a text."""
    boxes = evidence["boxes"]
    if len(boxes) >= _MOST_BOXES:
        raise NotApplicable(f"the page shows {_MOST_BOXES} boxes or more")
    if evidence["refused"]["n"]:
        raise NotApplicable("the page asks for files of elsewhere")
    boxes = [_without_veil(box, evidence) for box in boxes]
    things = tuple(thing for box in boxes if (thing := _seen(box, boxes)))
    if not any(is_plain(thing.text) for thing in things):
        raise NotApplicable("the page shows no text that can be quoted")
    return View(
        things,
        tuple(_table(box, boxes) for box in boxes if box["role"] == "table"),
        evidence["background"] or "#ffffff",
        (evidence["background"] or "#ffffff") in {colour for colour, _ in evidence["pixels"]["colours"]},
        evidence["title"],
        tuple(evidence["size"]),
        tuple(box["role"] for box in boxes if box["role"]),
        tuple(
            (tuple(box["box"]), box["background"])
            for box in boxes
            if box["background"] and not box.get("text") and box["tag"] != "body" and not _is_small(box)
        ),
    )


def inside(inner: Any, outer: Any, slack: float = 1.0) -> bool:
    """Whether a box lies inside another."""
    return (
        inner[0] >= outer[0] - slack
        and inner[1] >= outer[1] - slack
        and inner[0] + inner[2] <= outer[0] + outer[2] + slack
        and inner[1] + inner[3] <= outer[1] + outer[3] + slack
    )


def _without_veil(box: dict[str, Any], evidence: dict[str, Any]) -> dict[str, Any]:
    """The box without a background that no pixel shows: evidence tells a translucent one like a full one."""
    if box["background"] is None or box["background"] in {c for c, _ in evidence["pixels"]["colours"]}:
        return box
    return {**box, "background": None}


def _is_small(box: dict[str, Any]) -> bool:
    return box["box"][2] < 48 or box["box"][3] < 24


def _kind(box: dict[str, Any]) -> str | None:
    role, tag = box["role"], box["tag"]
    if tag in ("html", "body", "option"):
        return None
    if "level" in box:
        return "heading"
    if role in FIELDS:
        return "field"
    named = {"button": "button", "link": "link", "columnheader": "column", "cell": "cell", "img": "image"}
    if role in named:
        return named[role]
    return "text" if box.get("text") else None


def _seen(box: dict[str, Any], boxes: list[dict[str, Any]]) -> Seen | None:
    kind = _kind(box)
    if kind is None:
        return None
    text = box.get("text", "")
    if kind == "field" and box["role"] not in _TYPED:
        text = ""  # a value that is not written out as it stands
    if kind == "image":
        text = ""
    others = [
        other for other in boxes if other is not box and other.get("text") and other["box"] != box["box"]
    ]
    simple = not any(inside(other["box"], box["box"]) for other in others)
    font = box.get("font") or [None, None, None]
    return Seen(
        kind, box["tag"], box["role"], text, tuple(box["box"]), box.get("colour"), box["background"],
        font[1], box.get("level"), simple,
    )  # fmt: skip


def _table(table: dict[str, Any], boxes: list[dict[str, Any]]) -> Table:
    within = [box for box in boxes if box is not table and inside(box["box"], table["box"])]
    heads = [box for box in within if box["role"] == "columnheader"]
    first = min((box["box"][1] for box in heads), default=0.0)
    columns = tuple(box.get("text", "") for box in heads if abs(box["box"][1] - first) < 1)
    tops = {round(box["box"][1]) for box in within if box["role"] == "cell"}
    return Table(columns, len(tops))
