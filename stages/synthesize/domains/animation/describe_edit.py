"""Instructions that lead from one scene to another, from the difference of what they played."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from random import Random

from stages.synthesize.domain import Claim, Description, NotApplicable, Program
from stages.synthesize.domains.animation.scene import Scene, Thing, scene_of
from stages.synthesize.domains.animation.words import VERBS, article, noun, quoted
from stages.synthesize.domains.svg.colours import name as colour_name

Told = tuple[str, list[Claim]]
_FRAMES = {
    "terse": ("{t}.",),
    "plain": ("{t}.", "In this scene, {l}.", "Please {l}.", "Change the animation: {l}."),
    "detailed": (
        "Take the Manim scene below and {l}. Leave everything else as it is.",
        "Edit the given scene: {l}. The other steps stay.",
        "{t}. Nothing else changes.",
    ),
    "casual": ("Could you {l}?", "Nice! Now {l}, please.", "Can you {l} too?", "One more thing: {l}."),
}


def describe_edit(concept: str, before: Program, after: Program, register: str, rng: Random) -> Description:
    """Raises NotApplicable where what the frames show is not what the concept is about."""
    old, new = scene_of(before.evidence), scene_of(after.evidence)
    task, claims = _TELL[concept](old, new, rng)
    if concept not in ("introduction", "animate") and old.steps:
        claims.append(Claim("steps_kept", {}, 0.5))
    text = rng.choice(_FRAMES[register]).format(t=task[0].upper() + task[1:], l=task[0].lower() + task[1:])
    return Description(text, tuple(claims))


def _fade_out(old: Scene, new: Scene, rng: Random) -> Told:
    if new.end:
        raise NotApplicable("something is left at the end")
    said = rng.choice(
        (
            "fade everything out at the end",
            "let all that is on the screen fade out at last",
            "end with a fade-out of everything",
        )
    )
    return said, [Claim("ends_with", {"kind": "FadeOut"}, 2.0), Claim("empty_end")]


def _title(old: Scene, new: Scene, rng: Random) -> Told:
    there = {thing.text for thing in old.richest}
    texts = [t for t in new.steps[0].after if t.text not in there] if new.steps else []
    texts = texts or [thing for thing in new.end if thing.text and thing.text not in there]
    if not texts:
        raise NotApplicable("no new text is seen")
    text = texts[0].text
    said = rng.choice(
        ("add the title {x} at the top", "put {x} as a title at the top edge", "show the heading {x} above")
    )
    return said.format(x=quoted(text)), [Claim("added_text", {"text": text}, 2.0)]


def _wait(old: Scene, new: Scene, rng: Random) -> Told:
    more = round(new.duration - old.duration, 1)
    said = rng.choice(
        (
            "wait for {n:g} seconds at the end",
            "hold the last frame for {n:g} seconds",
            "add a pause of {n:g} seconds at the end",
        )
    )
    return said.format(n=more), [
        Claim("longer", {"seconds": more}, 2.0),
        Claim("ends_with", {"kind": "Wait"}),
    ]


def _background(old: Scene, new: Scene, rng: Random) -> Told:
    if new.background == old.background:
        raise NotApplicable("the background is as before")
    said = rng.choice(
        ("make the background {x}", "change the background colour to {x}", "use {x} as background")
    )
    return said.format(x=new.background), [Claim("background", {"colour": new.background}, 2.0)]


def _indicate(old: Scene, new: Scene, rng: Random) -> Told:
    move = new.steps[-1].moves[-1] if new.steps and new.steps[-1].moves else None
    if move is None or len(new.steps) != len(old.steps) + 1:
        raise NotApplicable("no animation more than before")
    target = f"the text {quoted(move.text)}" if move.text else f"the {noun(move.type)}"
    if move.type in ("Group", "VGroup", "Mobject", "VMobject"):
        target = "what was added last"
    elif sum(t.type == move.type for t in new.end) > 1:
        target = f"the {noun(move.type)} that was added last" if not move.text else target
    verb = VERBS.get(move.kind, (f"play `{move.kind}` on {{x}}",))[0].format(x=target)
    said = rng.choice((f"{verb} at the end (`{move.kind}`)", f"finish with `{move.kind}` on {target}"))
    return said, [Claim("ends_with", {"kind": move.kind}, 2.0)]


def _scale(old: Scene, new: Scene, rng: Random) -> Told:
    for was, now in zip(old.end, new.end, strict=False):
        factor = max(now.size) / max(was.size) if was.type == now.type and max(was.size) > 0.05 else 1.0
        if abs(factor - 1) > 0.1 and sum(t.type == was.type for t in old.end) == 1:
            break
    else:
        raise NotApplicable("nothing that can be named has another size at the end")
    factor = round(factor, 1)
    said = rng.choice(
        ("scale the {x} to {f:g} times its size at the end", "let the {x} end {f:g} times as large, animated")
    )
    claims = [Claim("grown", {"type": was.type, "factor": factor}, 2.0)]
    return said.format(x=noun(was.type), f=factor), claims


def _recolour(old: Scene, new: Scene, rng: Random) -> Told:
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


def _run_time(old: Scene, new: Scene, rng: Random) -> Told:
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
            "let {x} take {n:.3g} seconds",
            "set the run time of {x} to {n:.3g} seconds",
            "make {x} {n:.3g} seconds long",
        )
    )
    return said.format(x=what, n=step.duration), [
        Claim("slower", {"kind": kind, "seconds": step.duration}, 2.0)
    ]


def _introduction(old: Scene, new: Scene, rng: Random) -> Told:
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


def _shape(old: Scene, new: Scene, rng: Random) -> Told:
    more = _more(old.end, new.end)
    if more is None:
        raise NotApplicable("not one thing more at the end")
    colour = colour_name(more.colour) if more.colour else None
    x, y = more.position
    place = f"at the {'top' if y > 0 else 'bottom'} {'left' if x < 0 else 'right'}"
    phrase = article(f"{'small '}{colour} {noun(more.type)}")
    said = rng.choice(("add {x} {p}", "put {x} {p} of the frame", "place {x} in the corner {p}"))
    where = [round(x, 1), round(y, 1)]
    return said.format(x=phrase, p=place), [
        Claim("more", {"type": more.type, "colour": colour}, 2.0),
        Claim("stands", {"type": more.type, "text": None, "position": where}),
    ]


def _animate(old: Scene, new: Scene, rng: Random) -> Told:
    if old.steps or not new.steps:
        raise NotApplicable("nothing is animated now that was still")
    kind = new.steps[-1].moves[0].kind
    moves = [{"kind": m.kind, "type": m.type} for m in new.steps[-1].moves]
    said = rng.choice(
        (
            "animate the picture: bring it in with `{k}`",
            "let what is added last come in with `{k}`",
            "turn the still into an animation that uses `{k}`",
        )
    )
    return said.format(k=kind), [Claim("animated", {}, 2.0), Claim("steps", {"moves": moves}, 2.0)]


def _frames(scene: Scene) -> list[tuple[Thing, ...]]:
    return [*(step.after for step in scene.steps), scene.end]


def _more(old: tuple[Thing, ...], new: tuple[Thing, ...]) -> Thing | None:
    """The one thing that is there more; None where it is not one."""
    left = Counter((t.key, t.colour) for t in old)
    more = []
    for thing in new:
        if left[thing.key, thing.colour] > 0:
            left[thing.key, thing.colour] -= 1
        else:
            more.append(thing)
    return more[0] if len(more) == 1 and not +left else None


_TELL: dict[str, Callable[[Scene, Scene, Random], Told]] = {
    "fade_out": _fade_out,
    "title": _title,
    "wait": _wait,
    "background": _background,
    "indicate": _indicate,
    "scale": _scale,
    "recolour": _recolour,
    "run_time": _run_time,
    "introduction": _introduction,
    "shape": _shape,
    "animate": _animate,
}
