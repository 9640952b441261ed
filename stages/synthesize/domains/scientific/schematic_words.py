"""Wording of instructions for schemdraw drawings."""

from __future__ import annotations

HEAD = {
    "terse": ("schemdraw drawing.", "Draw with schemdraw.", "Python, schemdraw."),
    "plain": (
        "Write a Python script that makes a drawing with schemdraw.",
        "Use schemdraw to make this drawing.",
        "Draw the following with schemdraw.",
        "Make a schematic drawing with Python's schemdraw.",
    ),
    "detailed": (
        "Write a complete Python script that makes a drawing with schemdraw as described here.",
        "Using schemdraw, write a script whose drawing meets this description.",
        "Produce a schemdraw drawing to the following specification.",
    ),
    "casual": (
        "Can you draw this for me with schemdraw?",
        "I need a schemdraw drawing for my notes.",
        "Could you put together a quick schemdraw script?",
    ),
}
LABELS = (
    "It has the labels {texts}.",
    "These texts stand in it: {texts}.",
    "Label its parts {texts}.",
    "The texts in the drawing are to include {texts}.",
)
SLOTS = {
    "label_count": ("There are {n} texts in all.", "In all it holds {n} texts.", "Count of texts: {n}."),
    "left_of": ("{a} stands left of {b}.", "Put {a} to the left of {b}.", "{b} is further right than {a}."),
    "above": ("{a} stands above {b}.", "Put {a} higher than {b}.", "{b} is below {a}."),
    "ink": ("Part of it is drawn in {colour}.", "Use the colour {colour} for some of it."),
}
IMAGE = {
    "terse": ("schemdraw code for this drawing.", "Redraw with schemdraw.", "Drawing to schemdraw."),
    "plain": (
        "Write the schemdraw script that makes this drawing.",
        "Reproduce the drawing in the image with schemdraw.",
        "Turn the picture into a Python script for schemdraw.",
    ),
    "detailed": (
        "Look closely at the drawing and write the schemdraw script for it: parts, labels, places.",
        "Reproduce the figure with schemdraw. Copy every label and keep the order of the parts.",
    ),
    "casual": (
        "Can you redo this one in schemdraw?",
        "I only have the picture of this left, can you write the schemdraw script again?",
    ),
}
EDIT = {
    "terse": ("{old} becomes {new}.", "Relabel {old} to {new}.", "{new} instead of {old}."),
    "plain": (
        "Change the label {old} to {new}.",
        "The label {old} should read {new}.",
        "Replace the text {old} by {new}.",
    ),
    "detailed": (
        "In the drawing, replace the label {old} by {new} and leave the rest of the script as it is.",
        "Change the text {old} to {new}; nothing else is to change.",
    ),
    "casual": (
        "Could you make it say {new} where it says {old} now?",
        "The {old} is wrong, it should be {new}. Can you fix it?",
    ),
}
