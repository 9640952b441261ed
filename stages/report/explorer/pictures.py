"""Pictures of records, small enough to keep one of every render."""

from __future__ import annotations

import base64
import io

from PIL import Image

QUALITY, METHOD = 60, 2
"""Of WebP: legible titles and ticks at 200 pixels in about 1.5 kB; a higher method saves little."""


def thumbnail(png: bytes, side: int) -> str:
    """`png` on white paper as a WebP data URI, its longer side at most `side` pixels."""
    with Image.open(io.BytesIO(png)) as image:
        if image.mode != "RGB":
            layer = image.convert("RGBA")
            paper = Image.new("RGBA", layer.size, "white")
            paper.alpha_composite(layer)
            picture = paper.convert("RGB")
        else:
            picture = image.copy()
    halved = max(picture.size) // (2 * side)
    if halved > 1:
        picture = picture.reduce(halved)
    picture.thumbnail((side, side), Image.Resampling.BILINEAR)
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=QUALITY, method=METHOD)
    return "data:image/webp;base64," + base64.b64encode(out.getvalue()).decode("ascii")
