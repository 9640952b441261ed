"""The picture itself: PNG bytes, and what can be counted in it."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import numpy as np
from PIL import Image

from stages.sandbox.harness.rounding import hex_colour, number

COMMON = 8
"""Colours listed."""
LEVEL = 3
"""Of compression: beyond it a picture takes twice the time for a tenth of the size."""
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def on_white(rgba: np.ndarray) -> np.ndarray:
    """(h, w, 4) uint8 → (h, w, 3) uint8 on a white ground; alpha is not premultiplied."""
    alpha = rgba[..., 3]
    if (alpha == 255).all():
        return _channels(rgba)
    weight = alpha[..., None].astype(np.uint32)
    mixed = rgba[..., :3] * weight + 255 * (255 - weight)
    return ((mixed + 127) // 255).astype(np.uint8)


def png(rgb: np.ndarray) -> bytes:
    """PNG of an (h, w, 3) uint8 array; no text chunks, so the bytes are those of the pixels.

    Rows are not filtered: of what code draws that is the smaller file, and choosing filters takes longest.
    """
    height, width, _ = rgb.shape
    rows = np.zeros((height, 1 + 3 * width), np.uint8)
    rows[:, 1:] = rgb.reshape(height, -1)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, LEVEL)), (b"IEND", b""))
    return SIGNATURE + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


def decode(data: bytes) -> np.ndarray:
    """(h, w, 3) uint8 of the bytes of an opaque PNG."""
    with Image.open(io.BytesIO(data), formats=("PNG",)) as image:
        return _channels(np.asarray(image)) if image.mode == "RGBA" else np.asarray(image.convert("RGB"))


def _channels(rgba: np.ndarray) -> np.ndarray:
    """(h, w, 4) → (h, w, 3), contiguous; channel by channel, which takes a quarter of the time."""
    rgb = np.empty((*rgba.shape[:2], 3), np.uint8)
    for channel in range(3):
        rgb[..., channel] = rgba[..., channel]
    return rgb


def describe(rgb: np.ndarray) -> dict[str, Any]:
    """`painted`: share of pixels that differ from the upper left corner; `colours`: the 8 most common."""
    height, width, _ = rgb.shape
    packed = np.zeros((height, width), "<u4")
    octets = packed.view(np.uint8).reshape(height, width, 4)
    for channel in range(3):
        octets[..., 2 - channel] = rgb[..., channel]
    packed = packed.ravel()
    values, counts = _counted(packed)
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


def _counted(packed: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(n,) uint32 of 24 bits → its values, ascending, and how often each stands there.

    Drawn pictures are flat: their runs of equal pixels are sorted, a few thousand instead of all pixels.
    """
    starts = np.flatnonzero(np.concatenate(([True], packed[1:] != packed[:-1])))
    lengths = np.diff(starts, append=packed.size)
    runs = np.sort(packed[starts].astype(np.int64) << 32 | lengths)
    values = runs >> 32
    first = np.flatnonzero(np.concatenate(([True], values[1:] != values[:-1])))
    return values[first], np.add.reduceat(runs & 0xFFFFFFFF, first)


GRID = 24
"""Rows and columns of the coarse picture."""
_HEX = np.frombuffer(b"0123456789abcdef", np.uint8)


def grid(rgb: np.ndarray) -> list[str]:
    """The coarse picture: 24 rows of 24 cells, each the pixel at its middle as three hex digits.

    A channel has 16 levels. It tells where a colour is, which counting cannot.
    """
    height, width, _ = rgb.shape
    middles = (np.arange(GRID) + 0.5) / GRID
    cells = rgb[(middles * height).astype(int)][:, (middles * width).astype(int)]
    levels = (cells.astype(np.uint16) + 8) // 17
    return [row.tobytes().decode() for row in _HEX[levels.reshape(GRID, -1)]]


def is_blank(description: dict[str, Any]) -> bool:
    """One colour all over."""
    return description["painted"] == 0
