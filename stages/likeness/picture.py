"""Perceptual hashes of pictures: equal enough after another encoding or size, unequal for another drawing.

Grey and colours are averaged over cells. Two pictures look the same where the cells correlate almost fully
and the colours of larger patches agree: correlation leaves out how much of the page is empty, so that fine
drawings on much white are told apart as well as full ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np

from stages.engine.local import map_ordered
from stages.records.cache import RecordCache
from stages.records.identity import sha256

if TYPE_CHECKING:
    from PIL.Image import Image

VERSION = 1
CELLS, PATCHES = 32, 8
CORRELATION = 0.98
COLOUR, BRIGHTNESS = 10, 3.0
"""Most that the mean of a patch and of the picture may differ, in levels."""
RATIO = 0.04
"""Most that the ratio of width to height may differ, as a share."""
BLOCK = 1024


@dataclass(frozen=True)
class Picture:
    grey: bytes
    """32×32 cells."""
    colours: bytes
    """8×8 patches of red, green, blue."""
    ratio: float
    """Width over height."""


def make_picture(image: bytes, cache: RecordCache) -> Picture:
    """The hash of an encoded image (PNG or what else Pillow reads), over white where it is transparent.

    From the cache where it was made before.
    """
    key = [VERSION, sha256(image)]
    if (entry := cache.get(key)) is None:
        entry = _hash(image)
        cache.put(key, entry)
    return Picture(entry["grey"], entry["colours"], entry["ratio"])


def make_pictures(images: Iterable[bytes]) -> list[Picture]:
    """Hashes in the order of the images, over this machine's processes."""
    work = partial(make_picture, cache=RecordCache("pictures"))
    return list(map_ordered(work, list(images), label="pictures", chunk=256))


def _hash(image: bytes) -> dict[str, bytes | float]:
    from PIL import Image

    with Image.open(BytesIO(image)) as opened:
        drawn = opened.convert("RGBA" if opened.mode in ("RGBA", "LA", "P") else "RGB")
    cells = drawn.resize((CELLS, CELLS), Image.Resampling.BOX)
    patches = drawn.resize((PATCHES, PATCHES), Image.Resampling.BOX)
    return {
        "grey": _on_white(cells).convert("L").tobytes(),
        "colours": _on_white(patches).tobytes(),
        "ratio": drawn.width / drawn.height,
    }


def _on_white(drawn: Image) -> Image:
    """Without transparency. After averaging: that weighs colours by their opacity, as compositing does."""
    from PIL import Image

    if drawn.mode == "RGBA":
        drawn = Image.alpha_composite(Image.new("RGBA", drawn.size, "white"), drawn)
    return drawn.convert("RGB")


def alike_pictures(pictures: Sequence[Picture]) -> list[tuple[int, int]]:
    """Pairs (i, j), i < j, of pictures that look the same, in order. None is missed."""
    if not pictures:
        return []
    grey = _array(pictures, "grey").astype(np.float32)
    bright = grey.mean(axis=1)
    order = np.argsort(bright, kind="stable")
    bright, vectors = bright[order], _unit(grey[order])
    colours = _array(pictures, "colours")[order].astype(np.int16)
    ratio = np.array([p.ratio for p in pictures])[order]
    found: list[tuple[int, int]] = []
    for low in range(0, len(order), BLOCK):
        high = min(low + BLOCK, len(order))
        end = int(np.searchsorted(bright, bright[high - 1] + BRIGHTNESS, side="right"))
        one, other = np.nonzero(vectors[low:high] @ vectors[low:end].T >= CORRELATION)
        one, other = one[one < other] + low, other[one < other] + low
        same = bright[other] - bright[one] <= BRIGHTNESS
        same &= np.abs(ratio[one] / ratio[other] - 1) <= RATIO
        one, other = one[same], other[same]
        same = np.abs(colours[one] - colours[other]).max(axis=1, initial=0) <= COLOUR
        for pair in zip(order[one[same]].tolist(), order[other[same]].tolist(), strict=True):
            found.append((min(pair), max(pair)))
    return sorted(found)


def _array(pictures: Sequence[Picture], name: str) -> np.ndarray:
    joined = b"".join(getattr(p, name) for p in pictures)
    return np.frombuffer(joined, np.uint8).reshape(len(pictures), -1)


def _unit(grey: np.ndarray) -> np.ndarray:
    """Rows without their mean, of length 1: products are correlations. All even pictures are one row."""
    vectors = grey - grey.mean(axis=1, keepdims=True)
    vectors[:, 0] += (np.abs(vectors).max(axis=1) < 1) * 1.0
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
