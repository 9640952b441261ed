"""Checkers of animations fail where the scene does not show what was said."""

from __future__ import annotations

import pytest

from stages.reward.domains import animation

BLUE, RED = "#58c4dd", "#fc6255"


def mobject(kind: str = "Square", colour: str = BLUE, at=(0.0, 0.0, 0.0), size=(2.0, 2.0), text=None) -> dict:
    facts = {"type": kind, "colour": colour, "position": list(at), "size": list(size)}
    return facts if text is None else {**facts, "text": text}


def play(kind: str = "Create", what: str = "Square", seconds: float = 1.0, tree=None) -> dict:
    shown = [mobject()] if tree is None else tree
    played = {"kind": kind, "mobject": what, "run_time": seconds}
    return {"duration": seconds, "animations": [played], "mobjects": shown, "start": 0.0, "frame": 0}


def scene(*plays: dict, end=None, name: str = "One", background: str = "#000000") -> dict:
    length = sum(p["duration"] for p in plays)
    shown = [mobject()] if end is None else end
    told = {"name": name, "duration": length, "plays": list(plays), "mobjects": shown}
    return {"scenes": [told], "pixels": {"colours": [[background, 0.9]]}}


CREATE, WAIT, FADE = play(), play("Wait", "Mobject", 2.0), play("FadeOut", tree=[])
ORDER = {"moves": [{"kind": "Create", "type": "Square"}, {"kind": "FadeOut", "type": "Square"}]}
STATES = {
    "has": ({"type": "Square", "colour": "blue", "n": 1}, scene(CREATE), scene(end=[mobject(colour=RED)])),
    "steps": (ORDER, scene(CREATE, WAIT, FADE), scene(FADE, CREATE)),
    "duration": ({"seconds": 3.0}, scene(CREATE, WAIT), scene(CREATE)),
    "wait": ({"seconds": 2.0}, scene(WAIT), scene(play("Wait", "Mobject", 1.0))),
    "play_time": ({"kind": "Create", "seconds": 3.0}, scene(play(seconds=3.0)), scene(CREATE)),
    "empty_end": ({}, scene(FADE, end=[]), scene(FADE)),
    "still": ({}, scene(), scene(CREATE)),
    "scene": ({"name": "One"}, scene(), scene(name="Two")),
    "background": ({"colour": "#102a43"}, scene(background="#102a43"), scene()),
    "stands": (
        {"type": "Square", "text": None, "position": [1.0, 0.0], "size": [2.0, 2.0]},
        scene(end=[mobject(at=(1.0, 0.0, 0.0))]),
        scene(end=[mobject(at=(1.0, 0.0, 0.0), size=(3.0, 3.0))]),
    ),
}


@pytest.mark.parametrize("kind", STATES)
def test_a_state_holds_and_fails(kind: str) -> None:
    args, good, bad = STATES[kind]
    assert animation.check({"kind": kind, "args": args}, good, None)[0]
    passed, why = animation.check({"kind": kind, "args": args}, bad, None)
    assert not passed and why


BEFORE = scene(CREATE)
CHANGES = {
    "added_text": ({"text": "Hi"}, scene(CREATE, end=[mobject(), mobject("Text", text="Hi")])),
    "ends_with": ({"kind": "FadeOut"}, scene(CREATE, FADE)),
    "longer": ({"seconds": 2.0}, scene(CREATE, WAIT)),
    "slower": ({"kind": "Create", "seconds": 3.0}, scene(play(seconds=3.0))),
    "no_step": ({"kind": "Create"}, scene(play("FadeIn"))),
    "recoloured": (
        {"old": BLUE, "new": RED},
        scene(play(tree=[mobject(colour=RED)]), end=[mobject(colour=RED)]),
    ),
    "grown": ({"type": "Square", "factor": 1.5}, scene(CREATE, end=[mobject(size=(3.0, 3.0))])),
    "more": ({"type": "Circle", "colour": "red"}, scene(CREATE, end=[mobject(), mobject("Circle", RED)])),
}


@pytest.mark.parametrize("kind", CHANGES)
def test_a_change_holds_and_fails_where_nothing_changed(kind: str) -> None:
    args, after = CHANGES[kind]
    assert animation.check({"kind": kind, "args": args}, after, BEFORE)[0]
    for against in (BEFORE, None):
        passed, why = animation.check({"kind": kind, "args": args}, BEFORE, against)
        assert not passed and why


def test_old_steps_stay_and_a_still_is_animated() -> None:
    kept, animated = {"kind": "steps_kept", "args": {}}, {"kind": "animated", "args": {}}
    assert animation.check(kept, scene(CREATE, FADE), BEFORE)[0]
    assert not animation.check(kept, scene(FADE), BEFORE)[0]
    assert animation.check(animated, BEFORE, scene())[0]
    assert not animation.check(animated, scene(CREATE, FADE), BEFORE)[0]


def test_joined_animations_count_one_by_one() -> None:
    group = play()
    group["animations"] = [
        {"kind": "Succession", "run_time": 2.0, "animations": CREATE["animations"] + FADE["animations"]}
    ]
    assert animation.check({"kind": "steps", "args": ORDER}, scene(group), None)[0]
