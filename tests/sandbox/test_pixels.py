"""The PNG that is written, and what is counted in a picture."""

from __future__ import annotations

import io
from collections import Counter

import numpy as np
import pytest
from PIL import Image

from stages.sandbox.harness import pixels

RANDOM = np.random.default_rng(0)
PICTURES = {
    "noise": RANDOM.integers(0, 256, (37, 53, 3), np.uint8),
    "flat": np.full((20, 30, 3), 200, np.uint8),
    "few": RANDOM.integers(0, 2, (64, 48, 3), np.uint8) * 255,
    "one pixel": np.array([[[1, 2, 3]]], np.uint8),
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_png_holds_the_pixels_and_nothing_else(name: str) -> None:
    rgb = PICTURES[name]
    with Image.open(io.BytesIO(pixels.png(rgb))) as image:
        assert (image.format, image.mode, image.info) == ("PNG", "RGB", {})
        assert (np.asarray(image) == rgb).all()
    assert (pixels.decode(pixels.png(rgb)) == rgb).all()


@pytest.mark.parametrize("name", PICTURES)
def test_colours_are_counted_by_pixel(name: str) -> None:
    rgb = PICTURES[name]
    counts = Counter(map(tuple, rgb.reshape(-1, 3).tolist()))
    total = len(rgb) * len(rgb[0])
    said = pixels.describe(rgb)
    common = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[: pixels.COMMON]
    assert [c for c, _ in said["colours"]] == ["#{:02x}{:02x}{:02x}".format(*colour) for colour, _ in common]
    assert [share for _, share in said["colours"]] == [pytest.approx(n / total, rel=1e-3) for _, n in common]
    assert said["painted"] == pytest.approx(1 - counts[tuple(rgb[0, 0].tolist())] / total, rel=1e-3)
    assert pixels.is_blank(said) == (len(counts) == 1)


def test_the_coarse_picture_has_the_middle_of_each_cell() -> None:
    rgb = np.zeros((48, 48, 3), np.uint8)
    rgb[:, 24:] = (255, 128, 17)
    assert pixels.grid(rgb) == ["000" * 12 + "f81" * 12] * 24
