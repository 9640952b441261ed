"""Instructions of translations; they name both languages and say nothing of the content."""

from __future__ import annotations

from random import Random

from stages.synthesize.domain import Domain

SPOKEN = {
    ("chart", "python"): "matplotlib",
    ("svg", "svg"): "SVG",
    ("scientific", "octave"): "Octave",
    ("scientific", "r"): "R",
    ("scientific", "gnuplot"): "gnuplot",
    ("scientific", "vega-lite"): "Vega-Lite",
    ("webui", "html"): "HTML and CSS",
    ("animation", "manim"): "Manim",
}
FLAVOURS = {"ggplot2": "R with ggplot2", "plotly": "plotly.js"}
WORDS = {
    "terse": (
        "{a} to {b}.",
        "Translate to {b}.",
        "Same in {b}.",
        "Port this {a} code to {b}.",
        "{b} version of this.",
    ),
    "plain": (
        "Translate this {a} program to {b}.",
        "Rewrite the {a} code in {b} so that it draws the same chart.",
        "Convert this {a} chart to {b}.",
        "Give the {b} program that draws what this {a} code draws.",
        "Port the chart from {a} to {b}.",
        "Write the same chart in {b} instead of {a}.",
    ),
    "detailed": (
        "Translate the {a} program below to {b}. Keep the data, the kind of chart, texts and colours.",
        "Rewrite this {a} code in {b}: same data, same title and axis labels, same colours and line styles.",
        "Here is a chart written with {a}. Produce an equivalent program in {b} that shows the same series, "
        "labels and colours.",
    ),
    "casual": (
        "Can you redo this {a} thing in {b}?",
        "I have this in {a} but need it in {b}.",
        "How would this look in {b}? It is {a} now.",
        "We moved from {a} to {b}, could you port this chart?",
    ),
}


DRAWING = {
    "terse": (
        "{a} to {b}.",
        "Same drawing in {b}.",
        "{b} version of this {a} drawing.",
        "Redraw with {b}.",
    ),
    "plain": (
        "Translate this {a} drawing to {b}.",
        "Draw with {b} what this {a} code draws.",
        "Rewrite the {a} code in {b} so that it shows the same shapes.",
        "Convert the drawing from {a} to {b}.",
        "Give {b} code for the picture that this {a} code makes.",
    ),
    "detailed": (
        "Translate the {a} code below to {b}. Keep every shape with its place, proportions and colours.",
        "Rewrite this {a} drawing in {b}: the same shapes in the same order, in the same colours, in the "
        "same places relative to each other.",
        "Here is a drawing written in {a}. Produce the {b} code that shows the same shapes on "
        "the same ground.",
    ),
    "casual": (
        "Can you redo this {a} drawing with {b}?",
        "I have this picture as {a} but need it in {b}.",
        "How would this look in {b}? It is {a} now.",
        "Could you port this little drawing from {a} to {b}?",
    ),
}


FRAMES = {
    "terse": ("{a} animation to {b} key frames.", "Storyboard in {b}.", "Key frames of this as {b}."),
    "plain": (
        "Draw the key frames of this {a} animation in {b}, two in a row.",
        "Turn this {a} animation into a storyboard in {b}: a framed picture of each stage it goes through.",
        "Show in one {b} drawing the stages that this {a} animation goes through.",
    ),
    "detailed": (
        "Draw in {b} a storyboard of the {a} animation below: its key frames in order, each in a frame, two "
        "in a row, with every shape in its place and colour.",
        "Produce one {b} picture with the key frames of this {a} scene, from left to right and from top to "
        "bottom, two in a row.",
    ),
    "casual": (
        "Can you sketch the key frames of this {a} clip in {b}?",
        "I need a little {b} storyboard of this {a} animation.",
    ),
}
FROM_FRAMES = {
    "terse": ("Animate this {a} storyboard with {b}.", "{b} animation of these {a} key frames."),
    "plain": (
        "This {a} drawing shows key frames. Write the {b} animation that goes through them.",
        "Write a {b} scene that shows these {a} key frames one after the other.",
    ),
    "detailed": (
        "The {a} code draws the key frames of an animation, two in a row, in reading order. Write the {b} "
        "scene that plays it, with every shape in the place and colour it has in its frame.",
    ),
    "casual": (
        "Can you bring this {a} storyboard to life with {b}?",
        "I drew the key frames as {a}. How would I animate that with {b}?",
    ),
}
SETS = {"chart": WORDS, "drawing": DRAWING, "frames": FRAMES, "from frames": FROM_FRAMES}


def spoken(domain: Domain, flavour: str = "") -> str:
    """The name of a language in instructions."""
    return FLAVOURS.get(flavour) or SPOKEN[domain.name, domain.runtime]


def instruction(a: str, b: str, drawn: str, register: str, rng: Random) -> str:
    """To turn what is `drawn` (a key of SETS) and written in `a` into `b`."""
    return rng.choice(SETS[drawn][register]).format(a=a, b=b)
