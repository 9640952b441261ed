"""What changes of a drawing call its shapes and colours."""

from __future__ import annotations

from random import Random
from typing import Any

from stages.synthesize.domain import NotApplicable
from stages.synthesize.domains.svg.colours import alike, name
from stages.synthesize.domains.svg.diff import Difference, Shape
from stages.synthesize.domains.svg.sight import Seen
from stages.synthesize.domains.svg.words import colour_words, geometry, noun, place

Evidence = dict[str, Any]


def confusable(colour: str, before: Evidence) -> bool:
    """Whether the picture has a colour already that the same word may be said of."""
    return any(alike(colour, there) for there, _ in before["pixels"]["colours"])


def kept_paint(found: Difference) -> set[str]:
    return {shape[key] for shape in found.kept for key in ("fill", "stroke")}


def must_show(colour: str, evidence: Evidence) -> None:
    """Anti-aliased and covered paint is not among the common colours."""
    if all(colour != there for there, _ in evidence["pixels"]["colours"]):
        raise NotApplicable("the render does not show the new colour")


def paint_of(shape: Shape) -> str:
    for key in ("fill", "stroke"):
        if shape[key].startswith("#"):
            return shape[key]
    raise NotApplicable("the shape has no plain colour")


def as_seen(shape: Shape, view: list[float]) -> Seen:
    x, y, w, h = view
    x0, y0, x1, y1 = shape["box"]
    return Seen(
        0, shape["tag"], paint_of(shape), ((x0 - x) / w, (y0 - y) / h, (x1 - x) / w, (y1 - y) / h), shape
    )


def thing_of(shape: Shape, evidence: Evidence, exact: bool, rng: Random) -> str:
    """Words that single out a shape among all: its colour and tag, then its place, then its geometry."""
    seen = as_seen(shape, evidence["viewbox"])
    words, _ = colour_words(seen.colour, exact, rng)
    thing = f"{words} {noun(shape['tag'])}"
    rivals = [
        other
        for other in evidence["shapes"]
        if other is not shape and other["tag"] == shape["tag"] and name(seen.colour) in names_of(other)
    ]
    if not rivals:
        return thing
    where, board = place(seen.box)
    if all(place(boxed(other, evidence))[1] != board for other in rivals):
        return f"{thing} {where}"
    if all(other["box"] != shape["box"] for other in rivals):
        return f"{thing} {geometry(seen, rng)}"
    raise NotApplicable("words do not tell the changed shape from another")


def boxed(shape: Shape, evidence: Evidence) -> tuple[float, float, float, float]:
    x, y, w, h = evidence["viewbox"]
    x0, y0, x1, y1 = shape["box"]
    return (x0 - x) / w, (y0 - y) / h, (x1 - x) / w, (y1 - y) / h


def names_of(shape: Shape) -> set[str]:
    return {name(shape[key]) for key in ("fill", "stroke") if shape[key].startswith("#")}
