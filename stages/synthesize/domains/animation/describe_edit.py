"""Instructions that lead from one scene to another, from the difference of what they played."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from random import Random

from stages.synthesize.domain import Claim, Description, NotApplicable, Program
from stages.synthesize.domains.animation import edit_changes
from stages.synthesize.domains.animation.edit_changes import Told
from stages.synthesize.domains.animation.scene import Scene, Thing, scene_of
from stages.synthesize.domains.animation.words import VERBS, article, colour_name, noun, quoted, seconds_of

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
            "wait for {n} at the end",
            "hold the last frame for {n}",
            "add a pause of {n} at the end",
        )
    )
    return said.format(n=seconds_of(more)), [
        Claim("longer", {"seconds": more}, 2.0),
        Claim("ends_with", {"kind": "Wait"}),
    ]


def _indicate(old: Scene, new: Scene, rng: Random) -> Told:
    move = new.steps[-1].moves[-1] if new.steps and new.steps[-1].moves else None
    if move is None or len(new.steps) != len(old.steps) + 1:
        raise NotApplicable("no animation more than before")
    target = f"the text {quoted(move.text)}" if move.text else f"the {noun(move.type)}"
    if move.type in ("Group", "VGroup", "Mobject", "VMobject"):
        target = "the last of the scene's mobjects"
    elif sum(t.type == move.type for t in new.end) > 1:
        target = f"the last {noun(move.type)} of the scene" if not move.text else target
    verb = VERBS.get(move.kind, (f"play `{move.kind}` on {{x}}",))[0].format(x=target)
    said = rng.choice((f"{verb} at the end (`{move.kind}`)", f"finish with `{move.kind}` on {target}"))
    return said, [Claim("ends_with", {"kind": move.kind}, 2.0)]


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
    "background": edit_changes.background,
    "indicate": _indicate,
    "scale": edit_changes.scale,
    "recolour": edit_changes.recolour,
    "run_time": edit_changes.run_time,
    "introduction": edit_changes.introduction,
    "shape": _shape,
    "animate": _animate,
}
