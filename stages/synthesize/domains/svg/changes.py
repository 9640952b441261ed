"""The change itself: an imperative clause read from the difference of two runs, and what it claims."""

from __future__ import annotations

from collections import Counter
from random import Random

from stages.synthesize.domain import Claim, NotApplicable
from stages.synthesize.domains.svg.change_words import (
    Evidence,
    as_seen,
    confusable,
    paint_of,
    thing_of,
)
from stages.synthesize.domains.svg.diff import Difference, Shape, motion
from stages.synthesize.domains.svg.facts import texts
from stages.synthesize.domains.svg.paint_changes import (
    Change,
    faded,
    grounded,
    recoloured,
    see_through,
    stroked,
)
from stages.synthesize.domains.svg.sight import changed_cells, seen
from stages.synthesize.domains.svg.tree import number
from stages.synthesize.domains.svg.words import article, colour_words, count, geometry, noun, place

_TURNED = 12
"""Cells of the grid that must differ before a motion of everything is worth asking for."""


def change(
    concept: str, found: Difference, before: Evidence, after: Evidence, exact: bool, rng: Random
) -> Change:
    """The clause for one concept. Raises NotApplicable where the evidence does not show that change."""
    return _CHANGES[concept](found, before, after, exact, rng)


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
            old_thing = thing_of(old, before, exact, rng)
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
    words, args = colour_words(paint_of(new), exact, rng)
    thing = article(f"{words} {noun(new['tag'])}")
    shape = as_seen(new, after["viewbox"])
    where, board = place(shape.box)
    args = {"tag": new["tag"], **args}
    if exact:
        where, args = geometry(shape, rng), {**args, "box": new["box"]}
    else:
        args["where"] = board
    forms = (f"add {thing} {where}", f"draw {thing} {where} on top", f"put {thing} {where}")
    return rng.choice(forms), Claim("added_shape", args, 3.0)


def _removal(old: Shape, before: Evidence, exact: bool, rng: Random) -> tuple[str, Claim]:
    thing = thing_of(old, before, exact, rng)
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
        else f"the {thing_of(found.changed[0][0], before, exact, rng)}"
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
    opacity = faded(found)
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


def _label(found: Difference, before: Evidence, after: Evidence, exact: bool, rng: Random) -> Change:
    fresh = Counter(texts(after)) - Counter(text["text"] for text in before["texts"])
    if sum(fresh.values()) != 1 or found.changed or found.added or found.removed:
        raise NotApplicable("no text that the render shows came to it")
    text = next(iter(fresh))
    entry = next(entry for entry in after["texts"] if entry["text"] == text)
    words, args = colour_words(entry["fill"], exact or confusable(entry["fill"], before), rng)
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
    "colour": recoloured,
    "shape": _shape,
    "transform": _transform,
    "grouping": _grouping,
    "stroke": stroked,
    "background": grounded,
    "opacity": see_through,
    "label": _label,
}
