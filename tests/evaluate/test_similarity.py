from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw

from stages.evaluate.similarity import colour, structure


def picture(*boxes: tuple[str, tuple[int, int, int, int]], size=(200, 150), paper="white") -> bytes:
    image = Image.new("RGBA", size, paper)
    for fill, box in boxes:
        ImageDraw.Draw(image).rectangle(box, fill=fill)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


RED = picture(("red", (20, 20, 90, 120)))


def test_a_picture_is_like_itself():
    assert structure(RED, RED) == pytest.approx(1.0)
    assert colour(RED, RED) == pytest.approx(1.0)


def test_size_alone_changes_little():
    large = picture(("red", (40, 40, 180, 240)), size=(400, 300))
    assert structure(RED, large) > 0.95
    assert colour(RED, large) == pytest.approx(1.0)


def test_structure_falls_when_shapes_move_and_colour_does_not():
    moved = picture(("red", (110, 20, 180, 120)))
    assert structure(RED, moved) < 0.7
    assert colour(RED, moved) == pytest.approx(1.0)


def test_colour_falls_when_the_fill_changes():
    blue = picture(("blue", (20, 20, 90, 120)))
    assert colour(RED, blue) == 0.0
    half = picture(("red", (20, 20, 90, 69)), ("blue", (20, 70, 90, 120)))
    assert colour(RED, half) == pytest.approx(0.5, abs=0.03)


def test_an_empty_picture_has_no_colour_in_common():
    empty = picture()
    assert colour(RED, empty) == 0.0
    assert colour(empty, empty) == 1.0


def test_transparency_is_white_paper():
    assert structure(picture(paper=(0, 0, 0, 0)), picture()) == pytest.approx(1.0)
