"""A short normalised scene from the evidence: things with colour and place, then the animations in order.

A thing of one frame is that of another by its class, text and number among those alike. What an animation
did is told by the frames: things that come, go, or change.
"""

from __future__ import annotations

from typing import Any

from stages.synthesize.domain import NotApplicable
from stages.synthesize.domains.animation.scene import Scene, Step, Thing, scene_of

_INTRODUCE = frozenset(
    {"Create", "Write", "FadeIn", "DrawBorderThenFill", "GrowFromCenter", "SpinInFromNothing"}
)
_REMOVE = frozenset({"FadeOut", "Uncreate", "Unwrite", "ShrinkToCenter"})
_STRESS = frozenset({"Indicate", "Wiggle", "ApplyWave", "Circumscribe", "Rotate"})
_MOST = 8
_SQUARE = 0.03

Key = tuple[str, str | None, int]


def canonical_program(evidence: dict[str, Any]) -> str:
    """Raises NotApplicable where a thing or an animation has no short form."""
    scene = scene_of(evidence)
    frames = [_keyed(step.after) for step in scene.steps] + [_keyed(scene.end)]
    first: dict[Key, Thing] = {}
    for frame in frames:
        for key, thing in frame.items():
            first.setdefault(key, thing)
    if not 0 < len(first) <= _MOST:
        raise NotApplicable(f"{len(first)} things, at most {_MOST}")
    names = _names(first)
    lines = [f"{names[key]} = {_made(thing)}" for key, thing in first.items()]
    if scene.background != "#000000":
        lines.insert(0, f'self.camera.background_color = "{scene.background}"')
    lines += _plays(scene, frames, names)
    body = "\n".join(f"        {line}" for line in lines)
    return f"from manim import *\n\n\nclass {scene.name}(Scene):\n    def construct(self):\n{body}\n"


def resembles(seed: dict[str, Any], canonical: dict[str, Any]) -> tuple[bool, str]:
    """Whether the last frames hold the same things, and as much time passed within a second."""
    old, new = scene_of(seed), scene_of(canonical)
    wanted, there = _keyed(old.end), _keyed(new.end)
    if wanted.keys() != there.keys():
        return False, "other things at the end"
    for key, thing in wanted.items():
        other = there[key]
        apart = max(
            abs(a - b) for a, b in zip(thing.position + thing.size, other.position + other.size, strict=True)
        )
        if apart > 0.15 or thing.colour != other.colour:
            return False, f"{key[0]} differs in place, size or colour"
    if len(old.steps) != len(new.steps):
        return False, f"{len(new.steps)} steps, not {len(old.steps)}"
    if abs(old.duration - new.duration) > 0.5:
        return False, f"{new.duration} s, not {old.duration} s"
    return True, ""


def _keyed(frame: tuple[Thing, ...]) -> dict[Key, Thing]:
    found: dict[Key, Thing] = {}
    for thing in frame:
        number = sum(key[:2] == thing.key for key in found)
        found[(*thing.key, number)] = thing
    return found


def _names(things: dict[Key, Thing]) -> dict[Key, str]:
    """`square`, or `square_1` where there are several."""
    kinds = [key[0] for key in things]
    seen: dict[str, int] = {}
    names = {}
    for key in things:
        seen[key[0]] = seen.get(key[0], 0) + 1
        base = key[0].lower()
        names[key] = f"{base}_{seen[key[0]]}" if kinds.count(key[0]) > 1 else base
    return names


def _made(thing: Thing) -> str:
    """The constructor of a thing at its place. Raises NotApplicable for one of another class or turned."""
    w, h = thing.size
    square = abs(w - h) <= _SQUARE * max(w, h)
    if thing.colour is None:
        raise NotApplicable(f"{thing.type} has no colour")
    if thing.type in ("Circle", "Dot") and square:
        start = f"{thing.type}(radius={_short(w / 2)}"
    elif thing.type == "Square" and square:
        start = f"Square(side_length={_short(w)}"
    elif thing.type == "Rectangle":
        start = f"Rectangle(width={_short(w)}, height={_short(h)}"
    elif thing.type == "Triangle" and abs(h / w - 0.866) < 0.01:
        start = f"Triangle(radius={_short(w / 1.732)}"
    elif thing.type == "Ellipse":
        start = f"Ellipse(width={_short(w)}, height={_short(h)}"
    elif thing.type == "Line" and min(w, h) < 0.01:
        start = f"Line(({_short(-w / 2)}, {_short(-h / 2)}, 0), ({_short(w / 2)}, {_short(h / 2)}, 0)"
    elif thing.type in ("Text", "MarkupText") and thing.text and "\n" not in thing.text:
        text = f"{thing.type}({thing.text!r}, color={thing.colour!r}).scale_to_fit_width({_short(w)})"
        return text + _placed(thing)
    else:
        raise NotApplicable(f"no short form of {thing.type}")
    colour = f", color={thing.colour!r}"
    filled = thing.fill is not None
    if filled and thing.type != "Dot":
        colour += f", fill_opacity={_short(thing.opacity)}"
        if thing.stroke is None:
            colour += ", stroke_width=0"
        elif thing.stroke != thing.colour:
            colour += f", stroke_color={thing.stroke!r}"
    return f"{start}{colour}){_placed(thing)}"


def _placed(thing: Thing) -> str:
    x, y = thing.position
    return "" if abs(x) < 0.01 and abs(y) < 0.01 else f".move_to(({_short(x)}, {_short(y)}, 0))"


def _short(value: float) -> str:
    return f"{round(value, 2) + 0.0:g}"


def _plays(scene: Scene, frames: list[dict[Key, Thing]], names: dict[Key, str]) -> list[str]:
    """Statements of `construct` after the things are made."""
    if not scene.steps:
        return [f"self.add({', '.join(names[key] for key in frames[0])})"]
    coming = _introduced(scene.steps[0], frames[0])
    shown = {key: thing for key, thing in frames[0].items() if key not in coming}
    lines = [f"self.add({', '.join(names[key] for key in shown)})"] if shown else []
    for step, frame in zip(scene.steps, frames, strict=False):
        lines.append(_play(step, shown, frame, names))
        shown = frame
    return lines


def _introduced(step: Step, frame: dict[Key, Thing]) -> set[Key]:
    kinds = [move.type for move in step.moves if move.kind in _INTRODUCE]
    return {key for key in frame if key[0] in kinds}


def _play(step: Step, before: dict[Key, Thing], after: dict[Key, Thing], names: dict[Key, str]) -> str:
    if step.waits:
        return "self.wait()" if step.duration == 1 else f"self.wait({_short(step.duration)})"
    kinds = {move.kind for move in step.moves}
    come, go = [k for k in after if k not in before], [k for k in before if k not in after]
    done = []
    if come:
        done += [f"{_one(kinds & _INTRODUCE, 'FadeIn')}({names[key]})" for key in come]
    if go:
        done += [f"{_one(kinds & _REMOVE, 'FadeOut')}({names[key]})" for key in go]
    for key in (k for k in after if k in before and after[k] != before[k]):
        done.append(names[key] + _changes(before[key], after[key]))
    if not done and len(kinds & _STRESS) == 1 and len(step.moves) == 1:
        alike = [key for key in after if key[:2] == (step.moves[0].type, step.moves[0].text)]
        done += [f"{step.moves[0].kind}({names[alike[0]]})"] if len(alike) == 1 else []
    if not done and "MoveToTarget" in kinds and before.keys() == after.keys():
        done += _arrivals(step, after, names)
    if not done:
        raise NotApplicable(f"no short form of {', '.join(sorted(kinds))}")
    time = "" if abs(step.duration - 1) < 0.05 else f", run_time={_short(step.duration)}"
    return f"self.play({', '.join(done)}{time})"


def _arrivals(step: Step, after: dict[Key, Thing], names: dict[Key, str]) -> list[str]:
    """What is animated from a state that no frame shows: it arrives where it is seen."""
    kinds = {move.type for move in step.moves}
    moved = [key for key in after if key[0] in kinds and _placed(after[key])]
    return [f"{names[key]}.animate{_placed(after[key])}" for key in moved]


def _one(kinds: set[str] | frozenset[str], otherwise: str) -> str:
    return next(iter(kinds)) if len(kinds) == 1 else otherwise


def _changes(old: Thing, new: Thing) -> str:
    """`.animate.move_to(...)` and so on. Raises NotApplicable where it is something else."""
    said = ".animate"
    factors = [b / a for a, b in zip(old.size, new.size, strict=True) if a > 0.01]
    if factors and max(abs(f - 1) for f in factors) > 0.01:
        if max(factors) - min(factors) > 0.02 * max(factors):
            raise NotApplicable(f"{new.type} changes its shape")
        said += f".scale({_short(factors[0])})"
    if new.colour != old.colour:
        said += f".set_color({new.colour!r})"
    if new.position != old.position:
        said += f".move_to(({_short(new.position[0])}, {_short(new.position[1])}, 0))"
    if said == ".animate":
        raise NotApplicable(f"{new.type} changes in another way")
    return said
