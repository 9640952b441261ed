"""Evidence held against the picture that came with it, outside the sandbox.

A sample shares its process with the code that reads its evidence, so what it hands over is a claim. Every
picture is decoded here, and what the evidence says of the pixels of the main one (size, share painted,
shares of colours, coarse grid) is counted again. The colours it gives to opaque series are looked for in the
picture: one that is nowhere is listed under `unseen` (it can be covered, out of view, or made up). Where one
confined process of ours serves all samples, none of their code ran in it, and nothing is checked.

Not covered: texts, labels, data and places, which pixels do not tell cheaply; a colour that something else in
the picture has too; pictures of a sample that renders one thing and describes another in the same colours.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import numpy as np
from PIL import Image

from stages.sandbox.harness import pixels
from stages.sandbox.harness.rounding import number

MOST_PIXELS = 1 << 25
"""Of a picture that is decoded here."""
_THIN = 1.5
"""Points. A thinner line mixes with what is behind it everywhere."""


class TooLarge(Exception):
    """A picture has more than MOST_PIXELS pixels."""


def decode(png: bytes) -> np.ndarray:
    """(h, w) uint32, a pixel as 0xAABBGGRR. Raises TooLarge, and ValueError for what is no whole PNG."""
    try:
        with Image.open(io.BytesIO(png), formats=["PNG"]) as image:
            if image.width * image.height > MOST_PIXELS:
                raise TooLarge
            return np.asarray(image.convert("RGBA")).view("<u4")[..., 0]
    except (TooLarge, Image.DecompressionBombError) as large:
        raise TooLarge(f"the picture has more than {MOST_PIXELS} pixels") from large
    except Exception as broken:  # decoders raise many kinds on bytes that were made to break them
        raise ValueError("not a whole PNG") from broken


def is_one_colour(picture: np.ndarray) -> bool:
    """True where all pixels are alike."""
    return bool((picture == picture[0, 0]).all())


def check_pixels(claimed: dict[str, Any], picture: np.ndarray) -> None:
    """Raises ValueError where `claimed` (of `pixels.describe`, maybe with `grid`) is not what is there."""
    height, width = picture.shape
    painted = number(np.count_nonzero(picture != picture[0, 0]) / picture.size)
    if (claimed["width"], claimed["height"], claimed["painted"]) != (width, height, painted):
        raise ValueError("size or painted share are not those of the picture")
    for colour, share in claimed["colours"]:
        if number(np.count_nonzero(picture == _value(colour)) / picture.size) != share:
            raise ValueError(f"the share of {colour} is not that of the picture")
    if "grid" in claimed and claimed["grid"] != pixels.grid(_channels(picture)):
        raise ValueError("the grid is not that of the picture")


def unseen(evidence: dict[str, Any], picture: np.ndarray) -> list[str]:
    """Colours of opaque series of the last figure that are nowhere in the picture, sorted."""
    missing = {c for c in _claimed(evidence) if not (picture == _value(c)).any()}
    if not missing:
        return []
    cells = picture >> 3 & 31 | (picture >> 11 & 31) << 5 | (picture >> 19 & 31) << 10
    levels = np.bincount(cells.ravel(), minlength=1 << 15).reshape(32, 32, 32)
    return sorted(c for c in missing if not _near(c, levels))


def _near(colour: str, levels: np.ndarray) -> bool:
    """True where a pixel is within 8 levels a channel or a few more."""
    value = _value(colour)
    blue, green, red = (slice(max(0, (value >> s & 31) - 1), (value >> s & 31) + 2) for s in (19, 11, 3))
    return bool(levels[blue, green, red].any())


def _claimed(evidence: dict[str, Any]) -> Iterator[str]:
    for axes in (evidence.get("figures") or [{}])[-1].get("axes", []):
        for series in axes.get("series", []):
            opaque = series.get("alpha") in (None, 1)
            thick = series.get("linewidth") is None or series["linewidth"] >= _THIN
            if opaque and thick and series.get("n"):
                yield from [c for c in (series.get("colour"), *series.get("colours", ())) if c]


def _value(colour: str) -> int:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return 0xFF << 24 | blue << 16 | green << 8 | red


def _channels(picture: np.ndarray) -> np.ndarray:
    """(h, w, 3) uint8."""
    return np.ascontiguousarray(picture).view(np.uint8).reshape(*picture.shape, 4)[..., :3]
