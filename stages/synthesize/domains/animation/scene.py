"""What the evidence tells of a scene: things in a frame, and the steps in their order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from stages.synthesize.domain import NotApplicable

GROUPS = frozenset({"VGroup", "Group", "VDict", "Mobject", "VMobject"})

JOINED = frozenset({"AnimationGroup", "Succession", "LaggedStart", "LaggedStartMap"})
"""Animations that are nothing but others together."""
_CUT = 64
"""Mobjects at which the evidence cuts a tree: how many there are is not known then."""


@dataclass(frozen=True)
class Thing:
    """A mobject of a frame, in scene units (the frame is 14.2 x 8); groups are taken apart."""

    type: str
    text: str | None
    colour: str | None
    fill: str | None
    stroke: str | None
    opacity: float
    position: tuple[float, float]
    size: tuple[float, float]

    @property
    def key(self) -> tuple[str, str | None]:
        """What an animation says of it."""
        return self.type, self.text


@dataclass(frozen=True)
class Move:
    """One animation: its class, what it plays on, and how long."""

    kind: str
    type: str | None
    text: str | None
    into: str | None
    run_time: float


@dataclass(frozen=True)
class Step:
    """One call of `play` (or `wait`): animations, and the frame after it."""

    moves: tuple[Move, ...]
    duration: float
    after: tuple[Thing, ...]

    @property
    def waits(self) -> bool:
        return [move.kind for move in self.moves] == ["Wait"]


@dataclass(frozen=True)
class Scene:
    name: str
    duration: float
    steps: tuple[Step, ...]
    end: tuple[Thing, ...]
    background: str

    @property
    def richest(self) -> tuple[Thing, ...]:
        """The frame with the most things, the first of several."""
        return max([*(step.after for step in self.steps), self.end], key=len)


def scene_of(evidence: dict[str, Any]) -> Scene:
    """The scene. Raises NotApplicable where there is more than one or a frame holds too much to tell."""
    scenes = evidence["scenes"]
    if len(scenes) != 1:
        raise NotApplicable(f"{len(scenes)} scenes")
    told = scenes[0]
    steps = tuple(
        Step(
            tuple(move for played in play["animations"] for move in _moves(played)),
            play["duration"],
            tuple(things(play["mobjects"])),
        )
        for play in told["plays"]
    )
    trees = [told["mobjects"], *(play["mobjects"] for play in told["plays"])]
    if max(map(_size, trees)) >= _CUT:
        raise NotApplicable("a frame holds more than the evidence lists")
    colours = evidence["pixels"]["colours"]
    end = tuple(things(told["mobjects"]))
    return Scene(told["name"], told["duration"], steps, end, colours[0][0] if colours else "#000000")


def _size(tree: list[dict[str, Any]]) -> int:
    return sum(1 + _size(entry.get("parts", [])) for entry in tree)


def _colour(entry: dict[str, Any]) -> str | None:
    """Its colour; None for one whose parts differ."""
    parts = {_colour(part) for part in entry.get("parts", [])}
    return entry.get("colour") if len(parts) < 2 else None


def things(tree: list[dict[str, Any]]) -> list[Thing]:
    """Mobjects of a tree, groups replaced by their parts."""
    found: list[Thing] = []
    for entry in tree:
        if entry["type"] in GROUPS and entry.get("parts"):
            found += things(entry["parts"])
            continue
        found.append(
            Thing(
                entry["type"],
                entry.get("text"),
                _colour(entry),
                entry.get("fill"),
                entry.get("stroke"),
                entry.get("opacity", 1.0) or 0.0,
                (entry["position"][0], entry["position"][1]),
                (entry["size"][0], entry["size"][1]),
            )
        )
    return found


def _moves(played: dict[str, Any]) -> list[Move]:
    """An animation, or those that it only joins."""
    if played["kind"] in JOINED:
        return [move for part in played.get("animations", ()) for move in _moves(part)]
    kind, run_time = played["kind"], played["run_time"] or 0.0
    return [Move(kind, played.get("mobject"), played.get("text"), played.get("into"), run_time)]
