"""Words of animations: what things are called, and what is done to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from random import Random

from stages.synthesize.domain import Claim
from stages.synthesize.domains.animation.scene import Move, Scene, Thing
from stages.synthesize.domains.svg.colours import name as hue_name

NOUNS = {
    "Circle": "circle", "Square": "square", "Rectangle": "rectangle", "Triangle": "triangle", "Dot": "dot",
    "Line": "line", "Arrow": "arrow", "Star": "star", "Axes": "set of axes", "NumberPlane": "number plane",
    "Text": "text", "MarkupText": "markup text", "Paragraph": "paragraph", "Ellipse": "ellipse", "Arc": "arc",
    "Polygon": "polygon", "RegularPolygon": "regular polygon", "DashedLine": "dashed line", "Graph": "graph",
    "DiGraph": "directed graph", "SurroundingRectangle": "surrounding rectangle", "Annulus": "annulus",
    "RoundedRectangle": "rounded rectangle", "Sector": "sector", "NumberLine": "number line",
    "DoubleArrow": "double arrow", "CurvedArrow": "curved arrow", "Brace": "brace", "Vector": "vector",
    "ManimBanner": "Manim banner", "Table": "table", "Cross": "cross", "Elbow": "elbow",
    "ComplexPlane": "complex plane", "PolarPlane": "polar plane", "ScreenRectangle": "screen rectangle",
}  # fmt: skip
VERBS = {
    "Create": ("draw {x}", "create {x}"), "Write": ("write {x}",), "FadeIn": ("fade {x} in", "fade in {x}"),
    "FadeOut": ("fade {x} out", "fade out {x}"), "Uncreate": ("undraw {x}",), "Unwrite": ("unwrite {x}",),
    "DrawBorderThenFill": ("draw the border of {x} and then fill it",),
    "GrowFromCenter": ("grow {x} from its centre",), "Rotate": ("rotate {x}",), "Rotating": ("turn {x}",),
    "Indicate": ("indicate {x}",), "Wiggle": ("wiggle {x}",), "MoveToTarget": ("animate {x}",),
    "MoveAlongPath": ("move {x} along a path",), "Wait": ("wait",), "Restore": ("restore {x}",),
    "ApplyWave": ("send a wave through {x}",), "Circumscribe": ("circumscribe {x}",),
    "ShrinkToCenter": ("shrink {x} to its centre",), "SpinInFromNothing": ("spin {x} in from nothing",),
    "GrowArrow": ("grow {x} from its start",), "FadeToColor": ("change the colour of {x}",),
    "ScaleInPlace": ("scale {x} in place",), "Add": ("add {x}",), "Blink": ("blink {x}",),
}  # fmt: skip
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_LONGEST = 48
"""Characters of a text that is quoted."""

_BLUES = frozenset({"#58c4dd", "#29abca", "#1c758a", "#236b8e"})
"""Manim's own blues, which everybody calls blue."""


def colour_name(colour: str) -> str:
    """A plain word for "#rrggbb"."""
    return "blue" if colour in _BLUES else hue_name(colour)


def noun(kind: str) -> str:
    """ "number plane"; a class without a word of its own by its name."""
    return NOUNS.get(kind, f"`{kind}`")


def article(phrase: str) -> str:
    return f"{'an' if phrase[0].lower() in 'aeio' else 'a'} {phrase}"


def listed(items: Sequence[str]) -> str:
    """ "a, b and c"."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def quoted(text: str) -> str:
    return f'"{" ".join(text.split())}"'


def tellable(thing: Thing) -> bool:
    """Whether it is seen and can be named: nothing of no size, of no ink, or of a long text."""
    return thing.opacity >= 0.1 and max(thing.size) > 0.02 and (thing.text is None or _readable(thing.text))


def _readable(text: str) -> bool:
    """Whether it is short, and in letters that the fonts of the sandbox have."""
    return 0 < len(text.strip()) <= _LONGEST and all(ord(letter) < 0x250 for letter in text)


def counted(shown: Iterable[Thing]) -> list[tuple[tuple[str, str | None, str | None], int]]:
    """(type, text, colour word) with its count, in the order of appearance."""
    found = Counter(
        (t.type, t.text, colour_name(t.colour) if t.colour else None) for t in shown if tellable(t)
    )
    return list(found.items())


def seconds_of(value: float) -> str:
    """ "1 second", "2.5 seconds"."""
    return f"{value:.3g} second{'' if value == 1 else 's'}"


def named(entry: tuple[str, str | None, str | None], n: int) -> str:
    """ "two blue circles", "the white text "Hi"", "a star"."""
    kind, text, colour = entry
    phrase = f"{colour} {noun(kind)}" if colour else noun(kind)
    if text is not None:
        times = "" if n == 1 else " twice" if n == 2 else f" {_number(n)} times"
        return f"the {phrase} {quoted(text)}{times}"
    if n == 1:
        return article(phrase)
    return f"{_number(n)} {_plural(phrase)}"


def _number(n: int) -> str:
    return _NUMBERS[n] if n < len(_NUMBERS) else str(n)


def _plural(phrase: str) -> str:
    return phrase.replace("set of", "sets of", 1) if "set of" in phrase else f"{phrase}s".replace("xs", "xes")


def has(entry: tuple[str, str | None, str | None], n: int) -> Claim:
    """That some frame has so many of it."""
    kind, text, colour = entry
    args = {"type": kind, "text": text, "colour": colour, "n": n}
    return Claim("has", {key: value for key, value in args.items() if value is not None}, 1.5)


def move_words(move: Move, scene: Scene, rng: Random, exact: bool) -> str:
    """ "draw the blue square", with the class of the animation in brackets where `exact`."""
    if move.kind == "Wait":
        return "wait"
    target = _target(move, scene)
    if move.kind not in VERBS:
        return f"play `{move.kind}` on {target}"
    if move.kind in ("Transform", "ReplacementTransform") and move.into:
        return f"transform {target} into {article(noun(move.into))}"
    said = rng.choice(VERBS[move.kind]).format(x=target)
    return f"{said} (`{'.animate' if move.kind == 'MoveToTarget' else move.kind}`)" if exact else said


def _target(move: Move, scene: Scene) -> str:
    if move.text is not None and len(move.text) <= _LONGEST:
        return f"the text {quoted(move.text)}"
    if move.type in (None, "Mobject", "Group", "VGroup"):
        return "a group of mobjects" if move.type != "Mobject" else "the scene's mobjects"
    frames = [*(step.after for step in scene.steps), scene.end]
    colours = {thing.colour for frame in frames for thing in frame if thing.type == move.type}
    only = next(iter(colours)) if len(colours) == 1 else None
    return f"the {colour_name(only)} {noun(move.type)}" if only else f"the {noun(move.type)}"
