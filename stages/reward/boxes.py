"""Texts with their boxes and colours, read alike from the evidence of figures, pages, drawings and
diagrams.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

from stages.reward.case import Evidence

Box = tuple[float, float, float, float]
"""left, top, right, bottom, in units of the page."""


@dataclass(frozen=True)
class Said:
    """A text on a page. `colour` and `ground` ("#rrggbb") are None where evidence does not tell them."""

    text: str
    box: Box
    role: str
    colour: str | None = None
    ground: str | None = None
    turned: bool = False
    size: float | None = None
    """Font size in pixels."""


def figure_texts(evidence: Evidence) -> list[Said]:
    """Texts of the shown figure of matplotlib; the ground only for texts beside the axes."""
    figures = evidence.get("figures") or []
    if not figures or "layout" not in figures[-1]:
        return []
    figure = figures[-1]
    ground = figure.get("facecolor") or "#ffffff"
    return [
        Said(
            t["text"], tuple(t["box"]), t["role"], t["colour"], _beside(t, ground), t["turned"]
        )
        for t in figure["layout"]
        if None not in t["box"]
    ]  # fmt: skip


def _beside(text: dict, ground: str) -> str | None:
    return ground if text["role"] in ("title", "label", "tick") else None


_UNWRITTEN = ("checkbox", "radio", "slider")
"""Roles of inputs that do not write their value ("on")."""


def page_texts(evidence: Evidence) -> list[Said]:
    """Texts of a page; the ground is that of the innermost painted box around it."""
    if "boxes" not in evidence:
        return []
    found: list[Said] = []
    painted: list[tuple[Box, str]] = []
    for box in evidence["boxes"]:
        place = corners(box["box"])
        if box["background"]:
            painted.append((place, box["background"]))
        if box.get("text") and box["role"] not in _UNWRITTEN:
            around = [colour for outer, colour in painted if holds(outer, place)]
            ground = around[-1] if around else evidence.get("background") or "#ffffff"
            found.append(Said(box["text"], place, box["tag"], box.get("colour"), ground, size=box["font"][1]))
    return found


def diagram_texts(evidence: Evidence) -> list[Said]:
    """Texts of a diagram (mermaid)."""
    if "nodes" not in evidence or "texts" not in evidence:
        return []
    return [Said(text, corners(box), "text") for text, box in evidence["texts"]]


def corners(box: list[float]) -> Box:
    """(x, y, width, height) as edges."""
    x, y, width, height = box
    return x, y, x + width, y + height


def holds(outer: Box, inner: Box, slack: float = 1.0) -> bool:
    """Whether one box lies inside another."""
    return (
        outer[0] - slack <= inner[0]
        and outer[1] - slack <= inner[1]
        and inner[2] <= outer[2] + slack
        and inner[3] <= outer[3] + slack
    )


def area(box: Box) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def common(one: Box, other: Box) -> Box:
    """Where both are (of no area where they are apart)."""
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def drawing_texts(evidence: Evidence) -> list[Said]:
    """Texts of an SVG with boxes from their size (0.6 of it a character); the ground from the coarse
    picture.
    """
    if "viewbox" not in evidence:
        return []
    found = []
    for t in evidence["texts"]:
        wide = 0.6 * t["size"] * len(t["text"])
        left = t["x"] - {"middle": wide / 2, "end": wide}.get(t.get("anchor", "start"), 0.0)
        level = (left, t["y"] - 0.8 * t["size"], left + wide, t["y"] + 0.2 * t["size"])
        turn = t.get("turn", 0)
        place = _turned(level, (t["x"], t["y"]), turn)
        paint = t["fill"] if t["fill"].startswith("#") else None
        ground = _ground(evidence, place)
        found.append(Said(t["text"], place, "text", paint, ground, turn % 90 != 0, t["size"]))
    return found


def _turned(box: Box, around: tuple[float, float], turn: float) -> Box:
    """The box around a box that is turned by degrees clockwise (y runs down)."""
    sine, cosine = sin(radians(turn)), cos(radians(turn))
    corners = [(x - around[0], y - around[1]) for x in (box[0], box[2]) for y in (box[1], box[3])]
    across = [around[0] + x * cosine - y * sine for x, y in corners]
    down = [around[1] + x * sine + y * cosine for x, y in corners]
    return min(across), min(down), max(across), max(down)


def _ground(evidence: Evidence, place: Box) -> str | None:
    """Fill of the last shape that holds the box, white where none does; None where a gradient does."""
    fills = [s["fill"] for s in evidence["shapes"] if s["fill"] != "none" and holds(tuple(s["box"]), place)]
    last = fills[-1] if fills else "#ffffff"
    return last if last.startswith("#") else None


def texts(evidence: Evidence) -> list[Said]:
    """Texts of any evidence; [] where it tells no boxes."""
    for read in (figure_texts, page_texts, diagram_texts, drawing_texts):
        if found := read(evidence):
            return found
    return []
