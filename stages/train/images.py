"""Images as the vision encoder reads them: a white square, cut into patches in Qwen's order."""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np

from stages.errors import JanusError

CHANNELS = 3


@dataclass(frozen=True)
class ImageGrid:
    """Geometry of one image. `side` patches a side; `tokens` is what it costs in the decoder's context."""

    image_size: int  # pixels
    patch_size: int
    merge: int
    temporal: int  # frames a patch spans; a still image is repeated
    mean: float
    std: float

    def __post_init__(self) -> None:
        if self.image_size % (self.patch_size * self.merge):
            raise JanusError(
                f"an image of {self.image_size} pixels does not cut into patches of {self.patch_size} merged "
                f"{self.merge} by {self.merge}",
                where="model.januscoderv.vision",
                do=f"choose an image_size that is a multiple of {self.patch_size * self.merge}",
            )

    @property
    def side(self) -> int:
        return self.image_size // self.patch_size

    @property
    def token_side(self) -> int:
        return self.side // self.merge

    @property
    def tokens(self) -> int:
        return self.token_side**2


def square(png: bytes, size: int) -> np.ndarray:
    """The image on white, centred and scaled to fit: uint8 (size, size, 3)."""
    from PIL import Image

    picture = Image.open(io.BytesIO(png)).convert("RGBA")
    scale = size / max(picture.size)
    fitted = picture.resize(
        [max(1, round(side * scale)) for side in picture.size], Image.Resampling.BOX, reducing_gap=None
    )
    canvas = Image.new("RGBA", (size, size), "white")
    canvas.alpha_composite(fitted, ((size - fitted.width) // 2, (size - fitted.height) // 2))
    return np.asarray(canvas.convert("RGB"))


def patches(pixels: np.ndarray, grid: ImageGrid) -> np.ndarray:
    """uint8 (size, size, 3) to float32 (side², 3·temporal·patch²), the members of one merge side by side."""
    scaled = (pixels.astype(np.float32) / 255 - grid.mean) / grid.std
    block, m, p = grid.token_side, grid.merge, grid.patch_size
    cut = scaled.reshape(block, m, p, block, m, p, CHANNELS)
    cut = cut.transpose(0, 3, 1, 4, 6, 2, 5)  # block row, block column, row, column in merge, channel, y, x
    cut = np.repeat(cut.reshape(grid.side**2, CHANNELS, 1, p, p), grid.temporal, axis=2)
    return np.ascontiguousarray(cut.reshape(grid.side**2, -1))
