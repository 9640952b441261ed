"""What is told of edits that change what is there: colours, sizes, times, another animation."""

from __future__ import annotations

from collections import Counter
from random import Random

from stages.synthesize.domain import Claim, NotApplicable
from stages.synthesize.domains.animation.scene import Scene, Thing
from stages.synthesize.domains.animation.words import colour_name, noun, seconds_of

Told = tuple[str, list[Claim]]
"""An order, and what it claims."""


def background(old: Scene, new: Scene, rng: Random) -> Told:
    if new.background == old.background:
        raise NotApplicable("the background is as before")
    said = rng.choice(
        ("make the background {x}", "change the background colour to {x}", "use {x} as background")
    )
    return said.format(x=new.background), [Claim("background", {"colour": new.background}, 2.0)]


def scale(old: Scene, new: Scene, rng: Random) -> Told:
    for was in old.end:
        alike = [[t for t in scene.end if t.type == was.type] for scene in (old, new)]
        if [len(found) for found in alike] != [1, 1] or max(was.size) < 0.05:
            continue
        factor = max(alike[1][0].size) / max(was.size)
        if abs(factor - 1) > 0.1:
            break
    else:
        raise NotApplicable("nothing that can be named has another size at the end")
    factor = round(factor, 1)
    said = rng.choice(
        ("scale the {x} to {f:g} times its size at the end", "let the {x} end {f:g} times as large, animated")
    )
    claims = [Claim("grown", {"type": was.type, "factor": factor}, 2.0)]
    return said.format(x=noun(was.type), f=factor), claims


def recolour(old: Scene, new: Scene, rng: Random) -> Told:
    counts = [
        Counter(t.colour for frame in _frames(scene) for t in frame if t.colour) for scene in (old, new)
    ]
    gone = [colour for colour in counts[0] if colour not in counts[1]]
    come = [colour for colour in counts[1] if counts[1][colour] > counts[0][colour]]
    if len(gone) != 1 or len(come) != 1:
        raise NotApplicable("the colours differ in more than one way")
    said = rng.choice(
        (
            "make what is {a} {b} ({h})",
            "change the colour {a} to {b} ({h}) throughout",
            "use {b} ({h}) in place of {a}",
        )
    )
    return said.format(a=colour_name(gone[0]), b=colour_name(come[0]), h=come[0]), [
        Claim("recoloured", {"old": gone[0], "new": come[0]}, 2.0)
    ]


def run_time(old: Scene, new: Scene, rng: Random) -> Told:
    if len(old.steps) != len(new.steps):
        raise NotApplicable("other steps than before")
    changed = [n for o, n in zip(old.steps, new.steps, strict=True) if abs(o.duration - n.duration) > 0.2]
    if len(changed) != 1:
        raise NotApplicable(f"{len(changed)} steps take another time")
    step = changed[0]
    kind = step.moves[0].kind
    what = "the `.animate` step" if kind == "MoveToTarget" else f"the `{kind}` step"
    if sum(any(m.kind == kind for m in s.moves) for s in new.steps) > 1:
        order = new.steps.index(step) + 1
        what = f"step {order} (`{'.animate' if kind == 'MoveToTarget' else kind}`)"
    said = rng.choice(
        (
            "let {x} take {n}",
            "set the run time of {x} to {n}",
            "make {x} {n} long",
        )
    )
    return said.format(x=what, n=seconds_of(step.duration)), [
        Claim("slower", {"kind": kind, "seconds": step.duration}, 2.0)
    ]


def introduction(old: Scene, new: Scene, rng: Random) -> Told:
    kinds = [Counter(m.kind for step in scene.steps for m in step.moves) for scene in (old, new)]
    gone = [kind for kind in kinds[0] if kind not in kinds[1]]
    come = [kind for kind in kinds[1] if kinds[1][kind] > kinds[0][kind]]
    if len(gone) != 1 or len(come) != 1:
        raise NotApplicable("the animations differ in more than one way")
    moves = [{"kind": m.kind, "type": m.type} for step in new.steps for m in step.moves if m.kind == come[0]]
    said = rng.choice(
        ("use `{b}` instead of `{a}`", "replace `{a}` by `{b}`", "swap the `{a}` animation for `{b}`")
    )
    return said.format(a=gone[0], b=come[0]), [
        Claim("no_step", {"kind": gone[0]}, 2.0),
        Claim("steps", {"moves": moves}, 2.0),
    ]


def _frames(scene: Scene) -> list[tuple[Thing, ...]]:
    return [*(step.after for step in scene.steps), scene.end]
