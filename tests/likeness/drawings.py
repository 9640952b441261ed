"""Small pictures to compare: drawn from a key, encoded again with loss or in another size."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from stages.records.identity import stream


def picture(*key: Any, quality: int | None = None, scale: float = 1.0) -> bytes:
    """A drawing of bars, a line and a disc on white, 240×180, that depends on the key.

    `quality`: through JPEG and back to PNG; `scale`: of its size. PNG bytes.
    """
    from PIL import Image, ImageDraw

    numbers = stream("picture", *key)
    image = Image.new("RGB", (240, 180), "white")
    draw = ImageDraw.Draw(image)
    for n in range(6):
        colour = tuple(numbers.randrange(220) for _ in range(3))
        draw.rectangle((20 + 35 * n, 170 - numbers.randint(20, 140), 42 + 35 * n, 170), fill=colour)
    points = [(10 + 22 * n, numbers.randint(10, 170)) for n in range(11)]
    draw.line(points, fill=tuple(numbers.randrange(160) for _ in range(3)), width=3)
    x, y = numbers.randint(20, 220), numbers.randint(20, 160)
    draw.ellipse((x - 12, y - 12, x + 12, y + 12), fill=tuple(numbers.randrange(255) for _ in range(3)))
    if scale != 1:
        image = image.resize((round(240 * scale), round(180 * scale)), Image.Resampling.LANCZOS)
    if quality is not None:
        lossy = BytesIO()
        image.save(lossy, "JPEG", quality=quality)
        image = Image.open(lossy)
    found = BytesIO()
    image.save(found, "PNG")
    return found.getvalue()
