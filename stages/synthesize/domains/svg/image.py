"""Instructions for image-to-code: they say nothing of what the image shows."""

from __future__ import annotations

from random import Random

_WORDS = {
    "terse": (
        "Image to SVG.",
        "SVG for this picture.",
        "Vectorise this.",
        "Redraw as SVG.",
        "Give the SVG code.",
        "SVG, please.",
    ),
    "plain": (
        "Write SVG code that reproduces this image.",
        "Recreate the picture as an SVG document.",
        "Turn this image into SVG markup.",
        "Write an SVG that renders to the image shown.",
        "Draw the same picture in SVG.",
        "Convert the image into a vector graphic in SVG.",
    ),
    "detailed": (
        "Look at the image and write an SVG document that draws the same picture: the same shapes, colours "
        "and positions. Return only the code.",
        "Reproduce the image as SVG. Match the shapes, their order from back to front, their colours and "
        "where they stand; short, readable markup is preferred.",
        "Study the rendered image and give the complete SVG source that produces it, viewBox included.",
        "Write a full SVG file whose rendering matches the given image as closely as possible in layout, "
        "shape and colour.",
    ),
    "casual": (
        "Could you turn this picture into SVG for me?",
        "I only have this as an image, can you write the SVG?",
        "Hey, can you redraw this as an SVG?",
        "I lost the source of this graphic. What would the SVG look like?",
        "Please make me an SVG that looks just like this one.",
    ),
}


def describe_image(register: str, rng: Random) -> str:
    """One instruction in this register."""
    return rng.choice(_WORDS[register])
