"""Instructions for scenes of a chart's data, and the claims that the scene's evidence can decide."""

from __future__ import annotations

from random import Random
from typing import Any

from stages.synthesize.crossings.bars_scene import names_of
from stages.synthesize.crossings.crossing import Told
from stages.synthesize.domain import Claim
from stages.synthesize.domains.animation.scene import scene_of
from stages.synthesize.domains.animation.words import colour_name, listed
from stages.synthesize.domains.chart.numbers import literal
from stages.synthesize.translate.picture import Picture, Series

_ALONE = {
    "terse": ("Manim: {what}, {deed}.", "Manim animation of {what}; {deed}.", "{what} in ManimCE, {deed}."),
    "plain": (
        "Animate {what} with Manim: {deed}.",
        "Write a Manim scene that builds {what}: {deed}.",
        "Create a Manim animation of {what} in which {deed}.",
        "Show {what} being built in Manim; {deed}.",
    ),
    "detailed": (
        "Write a complete ManimCE program that builds {what} as an animation. In it {deed}.",
        "Program a Manim Community scene of {what}. Step by step {deed}.",
        "Give the Python code of a Manim animation, {what} in which {deed}. Set all texts with `Text`.",
    ),
    "casual": (
        "Can you make {what} move with Manim? I'd like it so that {deed}.",
        "For a video I need {what} in Manim where {deed}.",
        "Hey, could you animate {what} in Manim? The idea is that {deed}.",
    ),
}
_GIVEN = {
    "terse": ("As a Manim animation: {deed}.", "Animate this chart in Manim; {deed}.", "To Manim: {deed}."),
    "plain": (
        "Turn this chart into a Manim animation in which {deed}.",
        "Animate the data of this matplotlib chart with Manim: {deed}.",
        "Make a Manim scene out of this chart; {deed}.",
        "Take the data from the matplotlib program and animate them in Manim so that {deed}.",
    ),
    "detailed": (
        "Here is a matplotlib program. Write a Manim Community scene of the same data, title and labels, in "
        "which {deed}.",
        "Rewrite the chart below as a ManimCE animation: {deed}. Keep data, texts and colours, and set the "
        "texts with `Text`.",
    ),
    "casual": (
        "I have this chart, can it come to life in Manim? I mean that {deed}.",
        "Could you animate this plot with Manim, so that {deed}?",
        "This chart goes into a video now. Redo it in Manim, please, so that {deed}.",
    ),
}
_DATA = {
    "terse": ("Data: {d}.", "{d}."),
    "plain": ("The data are {d}.", "Use these data: {d}.", "Data: {d}."),
    "detailed": ("The data, in this order, are {d}.", "Its data are, one after the other, {d}."),
    "casual": ("Here are the numbers: {d}.", "The data are {d}."),
}
_APPEARING = ("the points appear one after another", "one point after the other grows from its centre")
_DRAWING = (
    "the line is drawn from point to point",
    "the line is created segment by segment",
    "one straight segment after the other draws the line",
)
_PART = ("Of its points take these alone: {d}.", "Show only these points of it: {d}.", "Points to keep: {d}.")
_TITLE = (
    "The title “{t}” stands at the top.",
    "At the top it says “{t}”.",
    "Put the title “{t}” at the top.",
)
_BELOW = ("Below stands the label “{t}”.", "Label the horizontal axis “{t}”, at the bottom.")
_BESIDE = ("At the left stands the label “{t}”.", "Label the vertical axis “{t}”, at the left.")


def told(picture: Picture, evidence: dict[str, Any], part: bool, register: str, rng: Random) -> Told:
    """`part`: the scene shows not all points of the chart that it came from.

    Raises NotApplicable where the scene's frames hold more than the evidence lists."""
    scene = scene_of(evidence)
    bars = picture.series[0].kind in ("bar", "barh")
    what, deed, claims = (_bars if bars else _curves)(picture, register, rng)
    data, shown = (_bar_data if bars else _curve_data)(picture)
    sentences = [rng.choice(_DATA[register]).format(d=data)]
    texts = (
        (picture.title, "top", _TITLE),
        (picture.xlabel, "bottom", _BELOW),
        (picture.ylabel, "left", _BESIDE),
    )
    for said, side, forms in texts:
        if said:
            sentences.append(rng.choice(forms).format(t=said))
            claims.append(Claim("edge", {"text": said, "side": side}, 1.5))
    for label in (s.label for s in picture.series if picture.legend and s.label):
        claims.append(Claim("has", {"type": "Text", "text": label, "n": 1}))
    if scene.background != "#000000":
        sentences.append("The background is white.")
        claims.append(Claim("background", {"colour": "#ffffff"}))
    alone, given = (rng.choice(forms[register]).format(what=what, deed=deed) for forms in (_ALONE, _GIVEN))
    opening = alone[0].upper() + alone[1:]
    if part:
        given += " " + rng.choice(_PART).format(d=data)
    return Told(" ".join([opening, *sentences]), given, (*claims, *shown))


def _named(series: Series, picture: Picture, register: str) -> str:
    """The colour: by a word where neither another series nor the axes might be meant by it."""
    exact = register == "detailed" or len(picture.series) > 1 or "grey" in colour_name(series.colour or "")
    return str(series.colour) if exact else colour_name(series.colour or "")


def _bars(picture: Picture, register: str, rng: Random) -> tuple[str, str, list[Claim]]:
    series = picture.series[0]
    n, colour = len(series.y), _named(series, picture, register)
    kind = "horizontal bar chart" if picture.lying else "bar chart"
    way = "from the bottom up" if picture.lying else "from left to right"
    deed = rng.choice(
        (
            f"the {colour} bars grow one after another, {way}",
            f"one {colour} bar after the other grows, {way}",
            f"each bar, {colour}, grows from its base when the one before it stands, {way}",
        )
    )
    along = "up" if picture.lying else "right"
    steps = [{"kind": "GrowFromEdge", "type": "Rectangle"}] * n
    claims = [
        Claim("bars", {"values": list(series.y), "lying": picture.lying}, 3.0),
        Claim("one_by_one", {"type": "Rectangle", "colours": [colour], "n": n, "along": along}, 2.0),
        Claim("steps", {"moves": steps}, 2.0),
        _all_in("Rectangle", colour, n),
    ]
    return f"a {kind} of {n} bars", deed, claims


def _all_in(kind: str, colour: str, n: int) -> Claim:
    if colour.startswith("#"):
        return Claim("painted", {"type": kind, "colour": colour, "n": n})
    return Claim("has", {"type": kind, "colour": colour, "n": n})


def _bar_data(picture: Picture) -> tuple[str, list[Claim]]:
    series, names = picture.series[0], names_of(picture)
    pairs = [f"{name}: {literal(y)}" for name, y in zip(names, series.y, strict=True)]
    claims = [
        Claim("has", {"type": "Text", "text": name, "n": names.count(name)}) for name in dict.fromkeys(names)
    ]
    return f"{', '.join(pairs)}, each written at its bar", claims


def _curves(picture: Picture, register: str, rng: Random) -> tuple[str, str, list[Claim]]:
    points = picture.series[0].kind == "scatter"
    colours = [_named(s, picture, register) for s in picture.series]
    several = len(picture.series) > 1
    n = sum(len(s.x) for s in picture.series)
    if points:
        what = f"a scatter plot in {listed(colours)}" if several else f"a scatter plot of {colours[0]} points"
        deed = rng.choice(
            ("the points appear one after another", "one point after the other grows from its centre")
        )
        steps = [{"kind": "GrowFromCenter", "type": "Dot"}] * n
    else:
        what = f"a line chart of {listed(colours)} lines" if several else f"a line chart in {colours[0]}"
        deed = rng.choice(_DRAWING)
        n -= len(picture.series)
        steps = [{"kind": "Create", "type": "Line"}] * n
        deed = deed.replace("the line", "each line") if several else deed
    if several:
        deed += rng.choice((", series by series", ", and one series follows the other"))
    claims = [
        Claim("one_by_one", {"type": steps[0]["type"], "colours": colours, "n": n, "along": None}, 2.0),
        Claim("steps", {"moves": steps}, 2.0),
    ]
    for series, colour in zip(picture.series, colours, strict=True):
        claims.append(
            Claim(
                "points" if points else "path",
                {"x": list(series.x), "y": list(series.y), "colour": colour},
                3.0,
            )
        )
    return what, deed, claims


def _curve_data(picture: Picture) -> tuple[str, list[Claim]]:
    lists = []
    for series in picture.series:
        named = f"“{series.label}”: " if picture.legend and series.label else ""
        pairs = (f"({literal(x)}, {literal(y)})" for x, y in zip(series.x, series.y, strict=True))
        lists.append(named + " ".join(pairs))
    return "; ".join(lists), []
