"""The full specification: every shape that is seen, back to front, with its geometry and paint."""

from __future__ import annotations

from random import Random
from typing import Any

from stages.synthesize.domain import Claim
from stages.synthesize.domains.svg.facts import round_crop, shape_claim
from stages.synthesize.domains.svg.sight import Seen, seen
from stages.synthesize.domains.svg.subject import Telling
from stages.synthesize.domains.svg.tree import number
from stages.synthesize.domains.svg.words import article, colour_words, count, geometry, noun

MOST = 10
"""Shapes that a specification lists."""


def specification(evidence: dict[str, Any], rng: Random) -> Telling | None:
    """The sentence that opens and one item a shape; None where no shape can be claimed."""
    shapes = seen(evidence)
    if not shapes:
        return None
    complete = len(shapes) == len(evidence["shapes"]) and len(shapes) <= MOST
    listed_shapes = (
        shapes
        if len(shapes) <= MOST
        else sorted(sorted(shapes, key=lambda shape: -shape.size)[:MOST], key=lambda shape: shape.index)
    )
    telling = Telling()
    x, y, w, h = (number(value) for value in evidence["viewbox"])
    view = rng.choice((f'viewBox "{x} {y} {w} {h}"', f"a viewBox of {x} {y} {w} {h}"))
    telling.say(view, Claim("viewbox", {"box": evidence["viewbox"]}))
    shared = _shared_stroke(shapes) if complete else None
    for shape in listed_shapes:
        phrase, claim = item(shape, rng, plain=shared is not None)
        telling.say(phrase, claim)
    if shared:
        colour, width = shared
        words, args = colour_words(colour, True, rng)
        telling.say(
            rng.choice(
                (
                    f"Every shape is unfilled, with a {words} stroke {number(width)} wide",
                    f"Fill none, stroke {words}, stroke width {number(width)} throughout",
                    f"Only outlines: {words}, {number(width)} wide, no fill",
                )
            ),
            Claim("stroke", {**args, "width": width}),
            Claim("outline_only", {}, 1.5),
        )
    if complete:
        things = count(len(shapes), "shape")
        telling.say(
            rng.choice((f"That makes {things}", f"{things.capitalize()} in all")),
            Claim("shape_count", {"n": len(shapes)}),
        )
    if round_crop(evidence) and all(shape.get("clip") for shape in evidence["shapes"]):
        telling.say(
            rng.choice(
                ("Crop everything to the full circle", "Clip all of it to a circle as large as the canvas")
            ),
            Claim("round_crop", {}),
        )
    return telling


def item(shape: Seen, rng: Random, *, plain: bool) -> tuple[str, Claim]:
    """ "a red (#d02) circle of radius 10 at (32, 32)"; `plain` leaves paint to a common sentence."""
    words, args = colour_words(shape.colour, True, rng)
    if shape.covers and not plain and shape.shape["stroke"] == "none":
        whole = rng.choice(
            (
                f"{article(noun(shape.tag))} over the whole canvas in {words}",
                f"{article(noun(shape.tag))} filling everything with {words}",
            )
        )
        return whole, shape_claim(shape, args, box=True)
    if plain:
        return f"{article(noun(shape.tag))} {geometry(shape, rng)}", shape_claim(shape, {}, box=True)
    form = "outlined " if shape.outlined else ""
    phrase = f"{article(f'{words} {form}{noun(shape.tag)}')} {geometry(shape, rng)}"
    claim = shape_claim(shape, args, box=True)
    width = shape.shape["stroke_width"]
    stroke = shape.shape["stroke"]
    if width > 0 and stroke.startswith("#"):
        if shape.outlined:
            phrase += f", stroke width {number(width)}"
            claim = Claim(claim.kind, {**claim.args, "stroke_width": width}, claim.weight)
        else:
            outline, _ = colour_words(stroke, True, rng)
            phrase += f" with a {outline} outline {number(width)} wide"
            claim = Claim(claim.kind, {**claim.args, "stroke": stroke, "stroke_width": width}, claim.weight)
    return phrase, claim


def _shared_stroke(shapes: list[Seen]) -> tuple[str, float] | None:
    """Colour and width where all shapes are outlines of one look."""
    looks = {(shape.colour, shape.shape["stroke_width"]) for shape in shapes}
    return (
        looks.pop()
        if len(shapes) > 1 and len(looks) == 1 and all(shape.outlined for shape in shapes)
        else None
    )
