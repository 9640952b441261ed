"""Changes of how a drawing is painted: fill, opacity, stroke, ground."""

from __future__ import annotations

from random import Random

from stages.synthesize.domain import Claim, NotApplicable
from stages.synthesize.domains.svg.change_words import (
    Evidence,
    confusable,
    kept_paint,
    must_show,
    paint_of,
    thing_of,
)
from stages.synthesize.domains.svg.colours import alike, distance
from stages.synthesize.domains.svg.diff import Difference, repainted
from stages.synthesize.domains.svg.tree import number
from stages.synthesize.domains.svg.words import article, colour_words

Change = tuple[str, list[Claim]]


def recoloured(found: Difference, before: Evidence, after: Evidence, exact: bool, rng: Random) -> Change:
    pairs = repainted(found.changed)
    if len(pairs) != 1 or found.added or found.removed:
        raise NotApplicable("it is not one colour that became another")
    old, new = next(iter(pairs.items()))
    must_show(new, after)
    exact = exact or alike(old, new)
    if any(colour.startswith("#") and distance(colour, old) < 0.09 for colour in kept_paint(found)):
        raise NotApplicable("some shapes keep nearly the old colour")
    if any(colour.startswith("#") and alike(colour, old) for colour in kept_paint(found)):
        exact = True
    old_words, old_args = colour_words(old, exact, rng)
    new_words, new_args = colour_words(new, exact, rng)
    phrase = rng.choice(
        (
            f"change {old_words} to {new_words}",
            f"make everything {old_words} {new_words}",
            f"recolour the {old_words} parts {new_words}",
            f"replace the colour {old_words} with {new_words}",
            f"turn the {old_words} into {new_words}",
        )
    )
    args = {f"from_{key}": value for key, value in old_args.items()}
    args |= {f"to_{key}": value for key, value in new_args.items()}
    return phrase, [
        Claim("recoloured", args, 3.0),
        Claim("unchanged", {"what": "geometry", "n": len(before["shapes"])}),
    ]


def faded(found: Difference) -> float:
    """The factor of opacity that all changed shapes share."""
    factors = {round(new["opacity"] / old["opacity"], 2) for old, new in found.changed if old["opacity"] > 0}
    if len(factors) != 1 or found.added or found.removed or factors == {1.0}:
        raise NotApplicable("it is no common change of opacity")
    return factors.pop()


def see_through(found: Difference, before: Evidence, after: Evidence, exact: bool, rng: Random) -> Change:
    opacity = faded(found)
    if len(found.changed) != 1:
        raise NotApplicable("more than one shape fades")
    thing = thing_of(found.changed[0][0], before, exact, rng)
    forms = (
        f"make the {thing} {opacity:.0%} opaque",
        f"set the opacity of the {thing} to {number(opacity)}",
        f"let the {thing} shine through at opacity {number(opacity)}",
    )
    args = {"n": 1, "opacity": opacity, "tag": found.changed[0][0]["tag"], "box": found.changed[0][0]["box"]}
    stay = Claim("unchanged", {"what": "shapes", "n": len(found.kept)})
    return rng.choice(forms), [Claim("opacity_changed", args, 3.0), stay]


def stroked(found: Difference, before: Evidence, after: Evidence, exact: bool, rng: Random) -> Change:
    if found.added or found.removed or not found.changed:
        raise NotApplicable("it is no change of outlines alone")
    stay = Claim("unchanged", {"what": "geometry", "n": len(before["shapes"])})
    old, new = found.changed[0]
    if len(found.changed) == 1 and old["stroke"] == "none" and new["stroke"].startswith("#"):
        must_show(new["stroke"], after)
        exact = exact or confusable(new["stroke"], before)
        words, args = colour_words(new["stroke"], exact, rng)
        thing, width = thing_of(old, before, exact, rng), number(new["stroke_width"])
        forms = (
            f"give the {thing} {article(words)} outline, {width} wide",
            f"outline the {thing} in {words} with stroke width {width}",
            f"add {article(words)} stroke of width {width} to the {thing}",
        )
        args = {**args, "width": new["stroke_width"], "tag": old["tag"], "box": old["box"]}
        return rng.choice(forms), [Claim("stroke_added", args, 3.0), stay]
    widths = {(a["stroke_width"], b["stroke_width"]) for a, b in found.changed}
    if len(widths) == 1 and len(found.changed) == len(before["shapes"]):
        was, now = widths.pop()
        if was != now:
            more = "thicker" if now > was else "thinner"
            forms = (
                f"make the lines {more}: stroke width {number(now)} instead of {number(was)}",
                f"change the stroke width from {number(was)} to {number(now)}",
                f"set the stroke width to {number(now)}",
            )
            return rng.choice(forms), [Claim("stroke_width_changed", {"from": was, "to": now}, 3.0), stay]
    raise NotApplicable("it is no plain change of outlines")


def grounded(found: Difference, before: Evidence, after: Evidence, exact: bool, rng: Random) -> Change:
    if len(found.added) != 1 or found.changed or found.removed or after["shapes"][0] is not found.added[0]:
        raise NotApplicable("no backdrop came to it")
    must_show(paint_of(found.added[0]), after)
    exact = exact or confusable(paint_of(found.added[0]), before)
    words, args = colour_words(paint_of(found.added[0]), exact, rng)
    forms = (
        f"add {article(words)} background",
        f"put {article(words)} backdrop behind everything",
        f"fill the background with {words}",
        f"place it on {words}",
    )
    stay = Claim("unchanged", {"what": "shapes", "n": len(before["shapes"])})
    return rng.choice(forms), [Claim("background_added", args, 3.0), stay]
