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
}
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


def instruction(start: Domain, end: Domain, register: str, rng: Random) -> str:
    a, b = SPOKEN[start.name, start.runtime], SPOKEN[end.name, end.runtime]
    return rng.choice(WORDS[register]).format(a=a, b=b)
