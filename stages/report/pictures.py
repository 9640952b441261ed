"""Pictures as small data URIs, so that the page needs no other file."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass

from PIL import Image

COLOURS = 96
"""Palette of a reduced picture: charts and icons need few, and the file shrinks by half."""


@dataclass(frozen=True)
class Picture:
    """A reduced PNG: its data URI and its size in pixels."""

    uri: str
    width: int
    height: int


def reduced(png: bytes, side: int) -> Picture:
    """`png` on white paper, its longer side at most `side` pixels, in a palette of its own colours."""
    with Image.open(io.BytesIO(png)) as image:
        layer = image.convert("RGBA")
    paper = Image.new("RGBA", layer.size, "white")
    paper.alpha_composite(layer)
    picture = paper.convert("RGB")
    picture.thumbnail((side, side), Image.Resampling.LANCZOS)
    palette = picture.quantize(COLOURS, dither=Image.Dither.NONE)
    out = io.BytesIO()
    palette.save(out, "PNG", optimize=True)
    uri = "data:image/png;base64," + base64.b64encode(out.getvalue()).decode("ascii")
    return Picture(uri, *picture.size)
