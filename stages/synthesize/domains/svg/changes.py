"""The change itself: an imperative clause read from the difference of two runs, and what it claims."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Any

from stages.synthesize.domain import Claim, NotApplicable
from stages.synthesize.domains.svg.colours import alike, distance, name
from stages.synthesize.domains.svg.diff import Difference, Shape, motion, repainted
from stages.synthesize.domains.svg.facts import texts
from stages.synthesize.domains.svg.sight import Seen, changed_cells, seen
from stages.synthesize.domains.svg.tree import number
from stages.synthesize.domains.svg.words import article, colour_words, count, geometry, noun, place

Evidence = dict[str, Any]
Change = tuple[str, list[Claim]]

_TURNED = 12
"""Cells of the grid that must differ before a motion of everything is worth asking for."""


def change(
    concept: str, found: Difference, before: Evidence, after: Evidence, exact: bool, rng: Random
) -> Change:
    """The clause for one concept. Raises NotApplicable where the evidence does not show that change."""
    return _CHANGES[concept](found, before, after, exact, rng)


def _colour(found: Difference, before: Evidence, after: Evidence, exact: bool, rng: Random) -> Change:
    pairs = repainted(found.changed)
    if len(pairs) != 1 or found.added or found.removed:
        raise NotApplicable("it is not one colour that became another")
    old, new = next(iter(pairs.items()))
    _must_show(new, after)
    exact = exact or alike(old, new)
    if any(colour.startswith("#") and distance(colour, old) < 0.09 for colour in _kept_paint(found)):
        raise NotApplicable("some shapes keep nearly the old colour")
    if any(colour.startswith("#") and alike(colour, old) for colour in _kept_paint(found)):
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


def _shape(found: Difference, before: Evidence, after: Evidence, exact: bool, rng: Random) -> Change:
    stay = Claim("unchanged", {"what": "shapes", "n": len(found.kept)})
    if len(found.added) == 1 and not found.changed and not found.removed:
        phrase, claim = _addition(found.added[0], after, exact, rng)
        return phrase, [claim, stay]
    if len(found.removed) == 1 and not found.changed and not found.added:
        phrase, claim = _removal(found.removed[0], before, exact, rng)
        return phrase, [claim, stay]
    if len(found.changed) == 1 and not found.added and not found.removed:
        old, new = found.changed[0]
        if old["tag"] != new["tag"]:
            old_thing = _thing(old, before, exact, rng)
            kind = noun(new["tag"])
            phrase = rng.choice(
                (
                    f"replace the {old_thing} with {article(kind)} of the same size",
                    f"turn the {old_thing} into {article(kind)} in the same place",
                    f"make the {old_thing} {article(kind)} instead",
                )
            )
            args = {"from_tag": old["tag"], "to_tag": new["tag"], "box": new["box"]}
            return phrase, [Claim("replaced_shape", args, 3.0), stay]
    raise NotApplicable("it is not one shape that came, went or became another")


def _addition(new: Shape, after: Evidence, exact: bool, rng: Random) -> tuple[str, Claim]:
    if not any(seen_shape.shape is new for seen_shape in seen(after)):
        raise NotApplicable("the render does not show the new shape")
    words, args = colour_words(_paint(new), exact, rng)
    thing = article(f"{words} {noun(new['tag'])}")
    shape = _as_seen(new, after["viewbox"])
    where, board = place(shape.box)
    args = {"tag": new["tag"], **args}
    if exact:
        where, args = geometry(shape, rng), {**args, "box": new["box"]}
    else:
        args["where"] = board
    forms = (f"add {thing} {where}", f"draw {thing} {where} on top", f"put {thing} {where}")
    return rng.choice(forms), Claim("added_shape", args, 3.0)


def _removal(old: Shape, before: Evidence, exact: bool, rng: Random) -> tuple[str, Claim]:
    thing = _thing(old, before, exact, rng)
    forms = (f"remove the {thing}", f"delete the {thing}", f"take out the {thing}", f"drop the {thing}")
    return rng.choice(forms), Claim("removed_shape", {"tag": old["tag"], "box": old["box"]}, 3.0)


def _transform(found: Difference, before: Evidence, after: Evidence, exact: bool, rng: Random) -> Change:
    view = before["viewbox"]
    move = motion(found.changed, view)
    if move is None or found.added or found.removed:
        raise NotApplicable("it is no plain motion of the same shapes")
    whole = len(found.changed) == len(before["shapes"])
    if changed_cells(before, after) < (_TURNED if whole else 2):
        raise NotApplicable("the motion hardly changes the picture")
    if not whole and len(found.changed) > 1:
        what = f"{count(len(found.changed), 'shape')} of the picture"
        raise NotApplicable(f"which {what} move cannot be said in few words")
    thing = (
        rng.choice(("the whole picture", "everything", "the drawing"))
        if whole
        else f"the {_thing(found.changed[0][0], before, exact, rng)}"
    )
    phrase = f"{_motion_words(move, thing, view, whole, rng)}"
    args = {"motion": list(move), "n": len(found.changed)}
    if not whole:
        args |= {"tag": found.changed[0][0]["tag"], "box": found.changed[0][0]["box"]}
    claims = [Claim("moved", args, 3.0), Claim("unchanged", {"what": "paint", "n": len(before["shapes"])})]
    if found.kept:
        claims.append(Claim("unchanged", {"what": "shapes", "n": len(found.kept)}))
    return phrase, claims


def _motion_words(
    move: tuple[str, float, float], thing: str, view: list[float], whole: bool, rng: Random
) -> str:
    kind, first, second = move
    about = "" if whole else " about the centre of the canvas"
    if kind == "turn":
        turn = {90.0: "90° clockwise", 180.0: "by 180°", 270.0: "90° counterclockwise"}[first]
        return f"{rng.choice(('rotate', 'turn'))} {thing} {turn}{about}"
    if kind == "mirror":
        side = "left to right" if first else "top to bottom"
        line = "vertical" if first else "horizontal"
        forms = (f"mirror {thing} {side}", f"flip {thing} {'horizontally' if first else 'vertically'}")
        return rng.choice(forms) + ("" if whole else f" across the {line} middle line of the canvas")
    if kind == "scale":
        forms = (
            f"scale {thing} to {first:.0%} about the centre",
            f"shrink {thing} to {first:.0%}, kept in the middle",
        )
        return rng.choice(forms if first < 1 else forms[:1])
    along, amount = (
        ("right" if first > 0 else "left", abs(first))
        if abs(first) > abs(second)
        else ("down" if second > 0 else "up", abs(second))
    )
    return f"{rng.choice(('move', 'shift'))} {thing} {number(amount)} units {along}"


def _grouping(found: Difference, before: Evidence, after: Evidence, exact: bool, rng: Random) -> Change:
    if after["groups"] != before["groups"] + 1:
        raise NotApplicable("no group came to it")
    opacity = _faded(found)
    n = len(found.changed)
    start = _run_start(found, before)
    last = start + n == len(before["shapes"])
    which = f"the last {count(n, 'shape')}" if last else f"shapes {start + 1} to {start + n}"
    forms = (
        f"put {which} into one group with opacity {number(opacity)}",
        f"group {which} and give the group an opacity of {number(opacity)}",
        f"wrap {which} in a <g> at {opacity:.0%} opacity",
    )
    claims = [
        Claim("grouped", {}, 1.5),
        Claim("opacity_changed", {"n": n, "opacity": opacity}, 2.0),
        Claim("unchanged", {"what": "geometry", "n": len(before["shapes"])}),
    ]
    return rng.choice(forms), claims


def _run_start(found: Difference, before: Evidence) -> int:
    """Index of the first changed shape; the changed ones must be neighbours."""
    indices = [
        at for at, shape in enumerate(before["shapes"]) if any(shape is old for old, _ in found.changed)
    ]
    if indices != list(range(indices[0], indices[0] + len(indices))):
        raise NotApplicable("the grouped shapes are no neighbours in the evidence")
    return indices[0]


def _faded(found: Difference) -> float:
    """The factor of opacity that all changed shapes share."""
    factors = {round(new["opacity"] / old["opacity"], 2) for old, new in found.changed if old["opacity"] > 0}
    if len(factors) != 1 or found.added or found.removed or factors == {1.0}:
        raise NotApplicable("it is no common change of opacity")
    return factors.pop()


def _opacity(found: Difference, before: Evidence, after: Evidence, exact: bool, rng: Random) -> Change:
    opacity = _faded(found)
    if len(found.changed) != 1:
        raise NotApplicable("more than one shape fades")
    thing = _thing(found.changed[0][0], before, exact, rng)
    forms = (
        f"make the {thing} {opacity:.0%} opaque",
        f"set the opacity of the {thing} to {number(opacity)}",
        f"let the {thing} shine through at opacity {number(opacity)}",
    )
    args = {"n": 1, "opacity": opacity, "tag": found.changed[0][0]["tag"], "box": found.changed[0][0]["box"]}
    stay = Claim("unchanged", {"what": "shapes", "n": len(found.kept)})
    return rng.choice(forms), [Claim("opacity_changed", args, 3.0), stay]


def _stroke(found: Difference, before: Evidence, after: Evidence, exact: bool, rng: Random) -> Change:
    if found.added or found.removed or not found.changed:
        raise NotApplicable("it is no change of outlines alone")
    stay = Claim("unchanged", {"what": "geometry", "n": len(before["shapes"])})
    old, new = found.changed[0]
    if len(found.changed) == 1 and old["stroke"] == "none" and new["stroke"].startswith("#"):
        _must_show(new["stroke"], after)
        exact = exact or _confusable(new["stroke"], before)
        words, args = colour_words(new["stroke"], exact, rng)
        thing, width = _thing(old, before, exact, rng), number(new["stroke_width"])
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


def _background(found: Difference, before: Evidence, after: Evidence, exact: bool, rng: Random) -> Change:
    if len(found.added) != 1 or found.changed or found.removed or after["shapes"][0] is not found.added[0]:
        raise NotApplicable("no backdrop came to it")
    _must_show(_paint(found.added[0]), after)
    exact = exact or _confusable(_paint(found.added[0]), before)
    words, args = colour_words(_paint(found.added[0]), exact, rng)
    forms = (
        f"add {article(words)} background",
        f"put {article(words)} backdrop behind everything",
        f"fill the background with {words}",
        f"place it on {words}",
    )
    stay = Claim("unchanged", {"what": "shapes", "n": len(before["shapes"])})
    return rng.choice(forms), [Claim("background_added", args, 3.0), stay]


def _label(found: Difference, before: Evidence, after: Evidence, exact: bool, rng: Random) -> Change:
    fresh = Counter(texts(after)) - Counter(text["text"] for text in before["texts"])
    if sum(fresh.values()) != 1 or found.changed or found.added or found.removed:
        raise NotApplicable("no text that the render shows came to it")
    text = next(iter(fresh))
    entry = next(entry for entry in after["texts"] if entry["text"] == text)
    words, args = colour_words(entry["fill"], exact or _confusable(entry["fill"], before), rng)
    forms = (
        f'write "{text}" on it in {words}',
        f'add the text "{text}" in {words}',
        f'put {article(words)} label "{text}" on it',
    )
    phrase = rng.choice(forms)
    args = {"text": text, **args}
    if exact:
        phrase += f", font size {number(entry['size'])}"
        args["size"] = entry["size"]
    stay = Claim("unchanged", {"what": "shapes", "n": len(before["shapes"])})
    return phrase, [Claim("text_added", args, 3.0), stay]


_CHANGES = {
    "colour": _colour,
    "shape": _shape,
    "transform": _transform,
    "grouping": _grouping,
    "stroke": _stroke,
    "background": _background,
    "opacity": _opacity,
    "label": _label,
}


def _confusable(colour: str, before: Evidence) -> bool:
    """Whether the picture has a colour already that the same word may be said of."""
    return any(alike(colour, there) for there, _ in before["pixels"]["colours"])


def _kept_paint(found: Difference) -> set[str]:
    return {shape[key] for shape in found.kept for key in ("fill", "stroke")}


def _must_show(colour: str, evidence: Evidence) -> None:
    """Anti-aliased and covered paint is not among the common colours."""
    if all(colour != there for there, _ in evidence["pixels"]["colours"]):
        raise NotApplicable("the render does not show the new colour")


def _paint(shape: Shape) -> str:
    for key in ("fill", "stroke"):
        if shape[key].startswith("#"):
            return shape[key]
    raise NotApplicable("the shape has no plain colour")


def _as_seen(shape: Shape, view: list[float]) -> Seen:
    x, y, w, h = view
    x0, y0, x1, y1 = shape["box"]
    return Seen(
        0, shape["tag"], _paint(shape), ((x0 - x) / w, (y0 - y) / h, (x1 - x) / w, (y1 - y) / h), shape
    )


def _thing(shape: Shape, evidence: Evidence, exact: bool, rng: Random) -> str:
    """Words that single out a shape among all: its colour and tag, then its place, then its geometry."""
    seen = _as_seen(shape, evidence["viewbox"])
    words, _ = colour_words(seen.colour, exact, rng)
    thing = f"{words} {noun(shape['tag'])}"
    rivals = [
        other
        for other in evidence["shapes"]
        if other is not shape and other["tag"] == shape["tag"] and name(seen.colour) in _names(other)
    ]
    if not rivals:
        return thing
    where, board = place(seen.box)
    if all(place(_boxed(other, evidence))[1] != board for other in rivals):
        return f"{thing} {where}"
    if all(other["box"] != shape["box"] for other in rivals):
        return f"{thing} {geometry(seen, rng)}"
    raise NotApplicable("words do not tell the changed shape from another")


def _boxed(shape: Shape, evidence: Evidence) -> tuple[float, float, float, float]:
    x, y, w, h = evidence["viewbox"]
    x0, y0, x1, y1 = shape["box"]
    return (x0 - x) / w, (y0 - y) / h, (x1 - x) / w, (y1 - y) / h


def _names(shape: Shape) -> set[str]:
    return {name(shape[key]) for key in ("fill", "stroke") if shape[key].startswith("#")}
