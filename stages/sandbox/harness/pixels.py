"""The picture itself: PNG bytes, and what can be counted in it."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
from PIL import Image

from stages.sandbox.harness.rounding import hex_colour, number

COMMON = 8
"""Colours listed."""


def on_white(rgba: np.ndarray) -> np.ndarray:
    """(h, w, 4) uint8 → (h, w, 3) uint8 on a white ground; alpha is not premultiplied."""
    alpha = rgba[..., 3]
    if (alpha == 255).all():
        return np.ascontiguousarray(rgba[..., :3])
    weight = alpha[..., None].astype(np.uint32)
    mixed = rgba[..., :3] * weight + 255 * (255 - weight)
    return ((mixed + 127) // 255).astype(np.uint8)


def png(rgb: np.ndarray) -> bytes:
    """PNG of an (h, w, 3) uint8 array; no text chunks, so the bytes are those of the pixels."""
    out = io.BytesIO()
    Image.fromarray(rgb).save(out, "PNG", compress_level=6)
    return out.getvalue()


def decode(data: bytes) -> np.ndarray:
    """(h, w, 3) uint8 of the bytes of an opaque PNG."""
    with Image.open(io.BytesIO(data)) as image:
        return np.asarray(image.convert("RGB"))


def describe(rgb: np.ndarray) -> dict[str, Any]:
    """`painted`: share of pixels that differ from the upper left corner; `colours`: the 8 most common."""
    height, width, _ = rgb.shape
    packed = (
        (rgb[..., 0].astype(np.uint32) << 16) | (rgb[..., 1].astype(np.uint32) << 8) | rgb[..., 2]
    ).ravel()
    starts = np.concatenate(([0], np.flatnonzero(packed[1:] != packed[:-1]) + 1))  # of runs of one colour
    values, which = np.unique(packed[starts], return_inverse=True)
    lengths = np.diff(np.append(starts, packed.size))
    counts = np.bincount(which, weights=lengths).astype(np.int64)
    order = np.lexsort((values, -counts))[:COMMON]
    total = packed.size
    ground = counts[np.searchsorted(values, packed[0])]
    return {
        "width": width,
        "height": height,
        "painted": number((total - int(ground)) / total),
        "colours": [
            [hex_colour(v >> 16, v >> 8 & 255, v & 255), number(int(c) / total)]
            for v, c in zip(values[order].tolist(), counts[order], strict=True)
        ],
    }


GRID = 24
"""Rows and columns of the coarse picture."""


def grid(rgb: np.ndarray) -> list[str]:
    """The coarse picture: 24 rows of 24 cells, each the pixel at its middle as three hex digits.

    A channel has 16 levels. It tells where a colour is, which counting cannot.
    """
    height, width, _ = rgb.shape
    middles = (np.arange(GRID) + 0.5) / GRID
    cells = rgb[(middles * height).astype(int)][:, (middles * width).astype(int)]
    levels = (cells.astype(np.uint16) + 8) // 17
    return ["".join(f"{level:x}" for level in row.ravel().tolist()) for row in levels]


def is_blank(description: dict[str, Any]) -> bool:
    """One colour all over."""
    return description["painted"] == 0
