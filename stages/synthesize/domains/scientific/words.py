"""Words of instructions for charts in any language: openings by register, sentences by slot."""

from __future__ import annotations

from stages.synthesize.domains.chart.numbers import literal

KIND = {
    "line": ("line chart", "line plot", "line graph"),
    "scatter": ("scatter plot", "scatter chart"),
    "bar": ("bar chart", "vertical bar chart", "bar graph"),
    "barh": ("horizontal bar chart",),
    "area": ("filled area chart", "area chart"),
    "step": ("step plot", "step chart"),
    "stem": ("stem plot",),
}
ONE = {
    "line": "line",
    "scatter": "points",
    "bar": "bars",
    "barh": "bars",
    "area": "area",
    "step": "step line",
    "stem": "stems",
}
MANY = {
    "line": "lines",
    "scatter": "sets of points",
    "bar": "sets of bars",
    "barh": "sets of bars",
    "area": "areas",
    "step": "step lines",
    "stem": "sets of stems",
}
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight")
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
STYLES = {"--": "dashed", ":": "dotted", "-.": "dash-dotted"}
MARKERS = {
    "o": "round",
    "s": "square",
    "^": "triangle",
    "v": "downward triangle",
    "D": "diamond",
    "x": "cross (x)",
    "+": "plus",
    "*": "star",
    ".": "small dot",
}

HEAD = {
    "terse": ("{Head} in {language}", "{language}: {head}", "{Head}, {language}", "{language} code, {head}"),
    "plain": (
        "Draw {a_head} in {language}.",
        "Write a {language} program that draws {a_head}.",
        "Use {language} to draw {a_head}.",
        "Create {a_head} with {language}.",
        "Plot {a_head} in {language}.",
        "Write {language} code for {a_head}.",
        "Make {a_head} using {language}.",
    ),
    "detailed": (
        "Write a complete {language} program that draws {a_head} as described.",
        "Using {language}, produce {a_head} to this specification.",
        "Build {a_head} in {language}, following every detail below.",
        "Implement the following in {language}: {a_head}.",
    ),
    "casual": (
        "Can you make me {a_head} in {language}?",
        "I need {a_head}, written in {language}.",
        "Could you plot {a_head} with {language}?",
        "Hey, {a_head} in {language}, please.",
        "I'd like {a_head} and I only have {language} here.",
        "Quick one: {a_head} in {language}.",
    ),
}
SLOTS = {
    "title": (
        "The title is {text}.",
        "Title it {text}.",
        "Use {text} as the title.",
        "Put {text} above it as the title.",
    ),
    "xlabel": (
        "Label the x axis {text}.",
        "The x axis is labelled {text}.",
        "Call the x axis {text}.",
        "Write {text} below the x axis.",
    ),
    "ylabel": (
        "Label the y axis {text}.",
        "The y axis is labelled {text}.",
        "Call the y axis {text}.",
        "Write {text} along the y axis.",
    ),
    "values": (
        "Data of {the}: x = {x}, y = {y}.",
        "For {the} use x = {x} and y = {y}.",
        "{The}: y = {y} at x = {x}.",
        "Take x = {x} and y = {y} for {the}.",
    ),
    "heights": (
        "The values of the bars are {y}.",
        "Bar values, in order: {y}.",
        "Use the values {y} for the bars.",
    ),
    "named_heights": (
        "The bars are {pairs}.",
        "Bars and their values: {pairs}.",
        "Show {pairs}.",
        "One bar each for {pairs}.",
    ),
    "colour": (
        "Draw {the} in {colour}.",
        "Use the colour {colour} for {the}.",
        "Colour {the} {colour}.",
        "Give {the} the colour {colour}.",
    ),
    "style": ("Make {the} {style}.", "Use a {style} stroke for {the}.", "Draw {the} with a {style} stroke."),
    "marker": (
        "Mark {the} with {marker} markers.",
        "Use {marker} markers for {the}.",
        "Put {marker} markers on {the}.",
    ),
    "legend": (
        "Add a legend with the entries {labels}.",
        "A legend names {labels}.",
        "Include a legend: {labels}.",
        "In a legend, name them {labels}.",
    ),
    "scale": (
        "Make the {axis} axis logarithmic.",
        "Use a logarithmic {axis} axis.",
        "The {axis} axis has a log scale.",
    ),
    "limits": (
        "The {axis} axis runs from {low} to {high}.",
        "Limit the {axis} axis to {low} to {high}.",
        "Show {axis} from {low} to {high}.",
    ),
    "grid": ("Turn on the grid.", "Show a grid.", "Draw grid lines.", "Add a grid behind the data."),
}
IMAGE = {
    "terse": (
        "{language} code for this chart.",
        "Redraw in {language}.",
        "Chart to {language}.",
        "Recreate this in {language}.",
    ),
    "plain": (
        "Write the {language} program that draws this chart.",
        "Reproduce the chart in the image with {language}.",
        "Turn the picture into {language} code.",
        "Which {language} program draws the chart shown? Write it.",
        "Give {language} code that produces this figure.",
    ),
    "detailed": (
        "Look closely at the chart and write a complete {language} program that draws it again: kind of "
        "chart, data, colours, labels and title.",
        "Reproduce the figure in {language}. Read the values off the axes, copy all texts and colours.",
        "Write self-contained {language} code for the chart shown: same data, texts and colours.",
    ),
    "casual": (
        "Can you redo this chart in {language}?",
        "I lost the {language} script for this one, can you write it again?",
        "How do I get this picture out of {language}?",
        "Got this chart here, what would the {language} code be?",
    ),
}


def quote(text: str) -> str:
    """`text` in quotation marks that do not occur in it."""
    return f"'{text}'" if '"' in text else f'"{text}"'


def listed(texts: list[str]) -> str:
    """a, b and c."""
    return texts[0] if len(texts) == 1 else ", ".join(texts[:-1]) + " and " + texts[-1]


def numbers(values: tuple[float, ...]) -> str:
    return "[" + ", ".join(literal(v) for v in values) + "]"


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def article(noun: str) -> str:
    return ("an " if noun[:1].lower() in "aeiou" else "a ") + noun
