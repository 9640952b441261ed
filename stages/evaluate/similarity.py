"""How alike two renders look: structure (SSIM) and colour, both 0..1."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image
from skimage.color import rgb2lab
from skimage.metrics import structural_similarity

SIDE = 128
"""Pixels of the side to which both renders are resized."""
BACKGROUND_DISTANCE = 5.0
"""Pixels nearer than this to the background in CIELAB (Delta E 1976) belong to it."""
LAB_BINS = ((0, 100, 8), (-100, 100, 10), (-100, 100, 10))
"""Lower edge, upper edge and number of bins for L*, a*, b*."""


def structure(reference: bytes, render: bytes) -> float:
    """SSIM (Wang et al. 2004) of the two PNGs as 128 × 128 grey images.

    Negative values (anti-correlated pictures) count as 0, the value of an answer that does not draw.
    Two charts share much white paper: read it beside the baselines, not alone.
    """
    a, b = (np.asarray(_square(png, Image.Resampling.BOX).convert("L")) / 255 for png in (reference, render))
    return _unit(structural_similarity(a, b, data_range=1.0))


def colour(reference: bytes, render: bytes) -> float:
    """Intersection of the PNGs' colour histograms (Swain and Ballard 1991) in CIELAB, background left out.

    The background is the commonest colour of an image's border. Two images without foreground score 1, one
    without against one with scores 0.
    """
    a, b = (_histogram(png) for png in (reference, render))
    if a is None or b is None:
        return float(a is b)
    return _unit(np.minimum(a, b).sum())


def _unit(value: float) -> float:
    """A share within 0..1, without the digits that differ between machines."""
    return round(min(1.0, max(0.0, float(value))), 6)


def _square(png: bytes, resample: Image.Resampling) -> Image.Image:
    """The picture on white paper, resized to SIDE × SIDE RGB."""
    with Image.open(io.BytesIO(png)) as image:
        layer = image.convert("RGBA")
    paper = Image.new("RGBA", layer.size, "white")
    paper.alpha_composite(layer)
    return paper.convert("RGB").resize((SIDE, SIDE), resample)


def _histogram(png: bytes) -> np.ndarray | None:
    """Shares of foreground pixels per Lab bin, None where all is background."""
    pixels = np.asarray(_square(png, Image.Resampling.NEAREST))
    border = np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]])
    colours, counts = np.unique(border, axis=0, return_counts=True)
    background = rgb2lab(colours[counts.argmax()][None, None, :] / 255)[0, 0]
    lab = rgb2lab(pixels / 255).reshape(-1, 3)
    drawn = lab[np.linalg.norm(lab - background, axis=1) >= BACKGROUND_DISTANCE]
    if not len(drawn):
        return None
    ranges = [(low, high) for low, high, _ in LAB_BINS]
    inside = np.clip(drawn, [r[0] for r in ranges], [r[1] for r in ranges])
    counts, _ = np.histogramdd(inside, bins=[n for _, _, n in LAB_BINS], range=ranges)
    return counts.ravel() / len(drawn)
