"""Instructions for scenes of a function's examples, and claims that the scene's evidence can decide."""

from __future__ import annotations

from random import Random

from stages.synthesize.crossings.algorithm_scene import Show
from stages.synthesize.crossings.crossing import Told
from stages.synthesize.domain import Claim

_ALONE = {
    "terse": ("Manim: {what}; {deed}.", "{what} as a Manim animation: {deed}."),
    "plain": (
        "Write a Manim scene that shows {what}: {deed}.",
        "Explain {what} with a Manim animation in which {deed}.",
        "Make a Manim animation of {what}. In it {deed}.",
    ),
    "detailed": (
        "Write a complete ManimCE program that presents {what}. Step by step {deed}. Set texts with `Text`.",
        "Program a Manim Community scene for a lesson about {what}, in which {deed}.",
    ),
    "casual": (
        "Can you show my students {what} in Manim? I mean that {deed}.",
        "I'd like to see {what} in a little Manim clip where {deed}.",
    ),
}
_GIVEN = {
    "terse": ("As a Manim scene: {deed}.", "Animate an example of `{name}`: {deed}."),
    "plain": (
        "Show with a Manim scene what this function does: {deed}.",
        "Turn the doctest of `{name}` into a Manim animation in which {deed}.",
        "Make a Manim animation that explains `{name}` by its examples; {deed}.",
    ),
    "detailed": (
        "Here is a Python function. Write a Manim Community scene that explains it by what its doctest says: "
        "{deed}.",
        "Present the function below in a complete ManimCE program. In the scene {deed}.",
    ),
    "casual": (
        "How would `{name}` look as an animation? Make it in Manim, so that {deed}.",
        "Could you make a Manim clip of this function, so that {deed}?",
    ),
}
_BOXES = (
    "the elements {a} come in as a row of blue boxes at the top, then `{call}` is written in the middle, and "
    "then the result {b} comes in as green boxes at the bottom",
    "first a row of blue boxes with {a} fades in above, then the call `{call}` is written, then green boxes "
    "with {b} fade in below",
    "blue boxes hold {a}, then `{call}` is written under them, and last green boxes with {b} fade in",
)
_TEXTS = (
    "for {each} the input is written at the top, the name `{name}` in the middle is indicated, and the "
    "output fades in at the bottom: {pairs}",
    "the name `{name}` stands in the middle; the input is written above it, the name is indicated and the "
    "output fades in below, for {each}: {pairs}",
)


def told(show: Show, register: str, rng: Random) -> Told:
    """What the scene shows of the function's examples."""
    what, deed, claims = (_boxes if show.rows else _texts)(show, rng)
    said = {"what": what, "deed": deed, "name": show.subject.name}
    alone, given = (rng.choice(forms[register]).format(**said) for forms in (_ALONE, _GIVEN))
    purpose = show.subject.purpose
    if purpose and rng.random() < 0.5:
        alone += f" The function is documented so: {purpose}."
    return Told(alone[0].upper() + alone[1:], given, claims)


def _boxes(show: Show, rng: Random) -> tuple[str, str, tuple[Claim, ...]]:
    before, after = show.rows or ((), ())
    deed = rng.choice(_BOXES).format(a=", ".join(before), b=", ".join(after), call=show.call)
    steps = [("FadeIn", "VGroup"), ("Write", "Text"), ("FadeIn", "VGroup")]
    claims = (
        Claim("rows", {"rows": [list(before), [show.call], list(after)]}, 3.0),
        Claim("has", {"type": "Square", "colour": "blue", "n": len(before)}),
        Claim("has", {"type": "Square", "colour": "green", "n": len(after)}),
        _steps(steps),
    )
    return f"how `{show.subject.name}` works on {', '.join(before)}", deed, claims


def _texts(show: Show, rng: Random) -> tuple[str, str, tuple[Claim, ...]]:
    several = len(show.steps) > 1
    pairs = ", ".join(f"`{given}` gives `{result}`" for given, result in show.steps)
    each = "each example" if several else "the example"
    deed = rng.choice(_TEXTS).format(each=each, name=show.call, pairs=pairs)
    rows = [[text] for step in show.steps for text in step]
    claims = [Claim("rows", {"rows": rows}, 3.0), Claim("has", {"type": "Text", "text": show.call, "n": 1})]
    steps = [("Write", "Text"), ("Indicate", "Text"), ("FadeIn", "Text")] * len(show.steps)
    word = "examples" if several else "an example"
    return f"{word} of `{show.subject.name}`", deed, (*claims, _steps(steps))


def _steps(steps: list[tuple[str, str]]) -> Claim:
    return Claim("steps", {"moves": [{"kind": kind, "type": what} for kind, what in steps]}, 2.0)
