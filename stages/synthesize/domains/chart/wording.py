"""The words of chart instructions: names of kinds, opening lines by register, and how slots are filled in."""

from __future__ import annotations

from random import Random

from stages.synthesize.domains.chart.numbers import literal
from stages.synthesize.domains.chart.slots import SLOTS

KIND = {
    "line": ("line chart", "line plot", "line graph"),
    "scatter": ("scatter plot", "scatter chart"),
    "bar": ("bar chart", "bar graph", "vertical bar chart"),
    "barh": ("horizontal bar chart", "horizontal bar graph"),
    "pie": ("pie chart",),
    "area": ("filled area chart", "area plot"),
    "errorbar": ("error bar plot", "error bar chart"),
    "step": ("step plot", "step chart"),
    "stem": ("stem plot",),
    "image": ("heatmap", "image plot"),
    "contour": ("contour plot",),
}
PLURAL = {
    "line": "lines",
    "scatter": "sets of points",
    "bar": "sets of bars",
    "barh": "sets of horizontal bars",
    "pie": "pies",
    "area": "filled areas",
    "errorbar": "error bar series",
    "step": "step lines",
    "stem": "stem series",
    "image": "images",
    "contour": "contour sets",
}
ELEMENTS = {"bar": "bars", "barh": "bars", "pie": "slices"}
"""What one series of the kind consists of, where people count it."""
SINGULAR = {
    "line": "line",
    "scatter": "points",
    "bar": "bars",
    "barh": "bars",
    "pie": "pie",
    "area": "area",
    "errorbar": "error bars",
    "step": "step line",
    "stem": "stems",
    "image": "image",
    "contour": "contours",
}
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
NUMBERS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
STYLE_WORDS = {"--": "dashed", ":": "dotted", "-.": "dash-dotted"}
SCALE_WORDS = {"log": "logarithmic", "symlog": "symmetric log", "logit": "logit", "linear": "linear"}

HEAD = {
    "terse": (
        "{Head}",
        "{Head}",
        "{Head} in matplotlib",
        "matplotlib: {head}",
        "Plot: {head}",
        "Draw {a_head}",
    ),
    "plain": (
        "Draw {a_head}.",
        "Draw {a_head} with matplotlib.",
        "Create {a_head} with matplotlib.",
        "Make {a_head} in Python.",
        "Write a matplotlib program that draws {a_head}.",
        "Produce {a_head} using matplotlib.",
        "Write Python code for {a_head}.",
        "Use matplotlib to draw {a_head}.",
        "Generate {a_head}.",
        "Plot {a_head}.",
    ),
    "detailed": (
        "Write a complete matplotlib script that draws {a_head}.",
        "Produce a self-contained Python program (matplotlib) that draws {a_head}.",
        "Build {a_head} with matplotlib.",
        "Write the Python code (matplotlib) for {a_head}.",
        "Using matplotlib, draw {a_head}.",
    ),
    "casual": (
        "Hey, can you make me {a_head}?",
        "I need {a_head}.",
        "Could you plot {a_head} for me?",
        "Can you whip up {a_head} in matplotlib?",
        "I'd like {a_head}, please.",
        "Quick one: {a_head} in Python.",
        "Please draw {a_head} for my slides.",
        "I'm after {a_head} for a report.",
        "Let's get {a_head} going.",
    ),
}

SPECIFIED = (
    "Create {a_head} with matplotlib, following this specification.",
    "Using matplotlib, draw {a_head} exactly as specified.",
    "Implement {a_head} in matplotlib to the following details.",
)
"""Openings for detailed requests that really go into detail."""

CLOSING = ("Thanks!", "Cheers.", "That's all.", "Ta.")
"""Ends of a casual request."""

IMAGE = {
    "terse": (
        "Chart to code.",
        "Recreate this chart.",
        "matplotlib code for this image.",
        "Reproduce the figure.",
        "Code for this plot, please.",
    ),
    "plain": (
        "Write the matplotlib code that draws this chart.",
        "Reproduce this figure with matplotlib.",
        "Which Python program draws the picture shown? Write it.",
        "Turn the chart in the image into a matplotlib script.",
        "Recreate the plot in the image using Python and matplotlib.",
        "Give the code that produces the chart shown.",
    ),
    "detailed": (
        "Look closely at the chart in the image and write a complete matplotlib script that reproduces it: "
        "chart type, data, colours, labels, legend and limits.",
        "Write a self-contained Python program with matplotlib that redraws the figure shown. "
        "Match the kind of chart, the values, the texts and the colours as exactly as you can.",
        "Reproduce the attached figure in matplotlib. Read the values off the axes, copy every text, "
        "and keep the colours.",
    ),
    "casual": (
        "Can you redraw this one in matplotlib?",
        "I lost the script for this plot, can you write it again?",
        "How would I make this chart in Python?",
        "Please turn this picture back into code.",
        "Got a screenshot of a chart here, what's the matplotlib code for it?",
    ),
}


def quote(text: str) -> str:
    """`text` in quotation marks that do not occur in it."""
    return f"'{text}'" if '"' in text else f'"{text}"'


def enumerate_texts(texts: list[str], *, quoted: bool = True) -> str:
    """a, b and c."""
    parts = [quote(t) for t in texts] if quoted else list(texts)
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]


def numbers(values: list[float]) -> str:
    """A list of numbers as in the code, so that it can be copied."""
    return "[" + ", ".join("nan" if v is None else literal(v) for v in values) + "]"


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def article(noun: str) -> str:
    """The noun with a or an."""
    return ("an " if noun[:1].lower() in "aeiou" else "a ") + noun


def say(slot: str, tone: str, rng: Random, fields: dict[str, str]) -> str:
    """One template of the slot, filled in; `{Subject}` is `{subject}` with a capital."""
    filled = {**fields, **{capital(k): capital(v) for k, v in fields.items() if k in ("subject", "head")}}
    text = rng.choice(SLOTS[slot][tone]).format_map(filled)
    return text if tone == "fragment" else capital(text)
