"""Instructions to write a scene, from the mobjects of its frames and its animations in their order."""

from __future__ import annotations

from random import Random
from typing import Any

from stages.synthesize.domain import Claim, Description, NotApplicable
from stages.synthesize.domains.animation.scene import Scene, Step, Thing, scene_of
from stages.synthesize.domains.animation.words import (
    colour_name,
    counted,
    has,
    listed,
    move_words,
    named,
    noun,
    quoted,
    seconds_of,
    tellable,
)

_MOVING = {
    "terse": ("Manim: {x}.", "Manim animation with {x}.", "ManimCE scene, {x}."),
    "plain": (
        "Animate {x} with Manim.",
        "Write a Manim scene with {x}.",
        "Make a Manim animation that shows {x}.",
        "Create an animation in ManimCE with {x}.",
    ),
    "detailed": (
        "Write a complete ManimCE program for an animation with {x}.",
        "Program a Manim Community scene in which {x} can be seen.",
        "Give the Python code of a Manim animation that has {x}.",
    ),
    "casual": (
        "Can you animate {x} in Manim for me?",
        "I'd like a little Manim clip with {x}.",
        "For a video I need {x}, done in Manim.",
        "Hey, how would I animate {x} with Manim?",
    ),
}
_STILL = {
    "terse": ("Manim still: {x}.", "Manim scene, no animation: {x}."),
    "plain": ("Draw {x} as a still Manim scene.", "Show {x} in a Manim scene without any animation."),
    "detailed": (
        "Write a complete ManimCE scene that shows {x} as a still picture.",
        "Give the Python code of a Manim scene that adds {x} and plays nothing.",
    ),
    "casual": ("Can you put {x} on the screen with Manim? No animation.", "I need a Manim still with {x}."),
}
_STEPS = {
    "terse": ("Steps: {s}.", "{s}."),
    "plain": ("It should {s}.", "In order: {s}.", "Steps: {s}."),
    "detailed": ("The animations, in this order: {s}.", "Play, one after the other: {s}."),
    "casual": ("First things first: {s}.", "So: {s}.", "It goes like this: {s}."),
}
_LENGTH = (
    "It lasts about {d}.",
    "Total length: about {d}.",
    "Let it run for about {d}.",
)
_MOST_STEPS = 10


def facts(evidence: dict[str, Any]) -> tuple[Claim, ...]:
    """Everything checkable: steps, things, length, the picture at the end."""
    scene = scene_of(evidence)
    found = [has(entry, n) for entry, n in counted(scene.richest)]
    if scene.steps:
        found.insert(0, _steps_claim(scene.steps))
        found.append(Claim("duration", {"seconds": round(scene.duration, 1)}))
    return (*found, Claim("background", {"colour": scene.background}))


def describe(evidence: dict[str, Any], register: str, rng: Random) -> Description:
    """Raises NotApplicable where nothing can be named, or there are too many steps to tell."""
    scene = scene_of(evidence)
    shown = counted(scene.richest)
    most = {"terse": 3, "casual": 4}.get(register, 6)
    if not shown:
        raise NotApplicable("nothing on the screen can be named")
    if len(shown) > 12:
        raise NotApplicable(f"{len(shown)} kinds of things are too many to tell")
    chosen = shown[:most]
    words = [named(entry, n) for entry, n in chosen]
    phrase = ", ".join([*words, "and more"]) if len(shown) > most else listed(words)
    claims = [has(entry, n) for entry, n in chosen]
    frames = _MOVING if scene.steps else _STILL
    sentences = [rng.choice(frames[register]).format(x=phrase)]
    if scene.steps:
        sentence, claim = _steps(scene, register, rng)
        sentences.append(sentence)
        claims += claim
        if register == "detailed" or rng.random() < 0.4:
            seconds = round(scene.duration, 1)
            sentences.append(rng.choice(_LENGTH).format(d=seconds_of(seconds)))
            claims.append(Claim("duration", {"seconds": seconds}))
        if not scene.end and scene.richest:
            sentences.append("At the end nothing is left on the screen.")
            claims.append(Claim("empty_end"))
    else:
        claims.append(Claim("still"))
    if register in ("plain", "detailed"):
        _add_places(sentences, claims, scene, rng, 4 if register == "detailed" else 1)
    if scene.background != "#000000" and len(claims) < 14:
        said = "white" if scene.background == "#ffffff" else scene.background
        sentences.append(f"The background is {said}.")
        claims.append(Claim("background", {"colour": scene.background}))
    if register == "detailed" or rng.random() < 0.3:
        sentences.append(f"Call the scene `{scene.name}`.")
        claims.append(Claim("scene", {"name": scene.name}))
    return Description(" ".join(sentences), tuple(claims))


def _steps(scene: Scene, register: str, rng: Random) -> tuple[str, list[Claim]]:
    if len(scene.steps) > _MOST_STEPS or sum(len(step.moves) for step in scene.steps) > 2 * _MOST_STEPS:
        raise NotApplicable(f"{len(scene.steps)} steps are too many to tell")
    told, claims = [], [_steps_claim(scene.steps)]
    for step in scene.steps:
        words = list(dict.fromkeys(move_words(m, scene, rng, register == "detailed") for m in step.moves))
        said = words[0] if len(words) == 1 else f"{listed(words)} within one play"
        if step.waits:
            said = f"wait for {seconds_of(step.duration)}"
            claims.append(Claim("wait", {"seconds": step.duration}))
        elif register == "detailed" and abs(step.duration - 1) > 0.05:
            said += f" over {seconds_of(step.duration)}"
            claims.append(Claim("play_time", {"kind": step.moves[0].kind, "seconds": step.duration}))
        told.append(said)
    return rng.choice(_STEPS[register]).format(s="; then ".join(told)), claims


def _steps_claim(steps: tuple[Step, ...]) -> Claim:
    moves = [{"kind": m.kind, "type": m.type} for step in steps for m in step.moves]
    return Claim("steps", {"moves": moves}, 3.0)


def _add_places(sentences: list[str], claims: list[Claim], scene: Scene, rng: Random, most: int) -> None:
    """Where things stand at the end, for those of which there is one alone."""
    end = [thing for thing in scene.end if tellable(thing)]
    alone = [t for t in end if sum(o.key == t.key and o.colour == t.colour for o in end) == 1]
    for thing in alone[:most]:
        if abs(thing.position[0]) > 7.1 or abs(thing.position[1]) > 4:
            continue
        x, y = (round(value, 1) + 0.0 for value in thing.position)
        when = "At the end " if scene.steps else ""
        said = f"{when}{_the(thing)} is centred at ({x:g}, {y:g})"
        args: dict[str, Any] = {"type": thing.type, "text": thing.text, "position": [x, y]}
        if thing.text is None and rng.random() < 0.6:
            said += f" and measures {thing.size[0]:.2g} by {thing.size[1]:.2g} units"
            args["size"] = [float(f"{value:.2g}") for value in thing.size]
        sentences.append(f"{said[0].upper()}{said[1:]}.")
        claims.append(Claim("stands", args))


def _the(thing: Thing) -> str:
    what = f"{colour_name(thing.colour)} {noun(thing.type)}" if thing.colour else noun(thing.type)
    return f"the text {quoted(thing.text)}" if thing.text is not None else f"the {what}"
