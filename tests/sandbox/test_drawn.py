"""From pictures and facts to a result."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from stages.sandbox.harness import drawn


def png(colour: tuple[int, ...], mark: bool) -> bytes:
    image = Image.new("RGBA", (20, 10), colour)
    if mark:
        image.putpixel((3, 4), (255, 0, 0, 255))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


BLANK, MARKED = png((255, 255, 255, 255), False), png((255, 255, 255, 255), True)
CLEAR = png((0, 0, 0, 0), True)


def test_blank_pictures_are_left_out_beside_others() -> None:
    result = drawn.result([(MARKED, {"n": 1}), (BLANK, {"n": 2}), (MARKED, {"n": 3})], {"more": 1})
    assert (result["status"], result["figures"], len(result["pngs"])) == ("ok", 2, 2)
    assert result["evidence"]["figures"] == [{"n": 1}, {"n": 3}] and result["evidence"]["more"] == 1
    assert drawn.result([(BLANK, {}), (BLANK, {})], {})["status"] == "blank"
    assert drawn.result([], {})["status"] == "no_output"


def test_what_is_transparent_stands_on_white() -> None:
    result = drawn.result([(CLEAR, {})], {})
    with Image.open(io.BytesIO(result["pngs"][0])) as image:
        pixels = np.asarray(image)
    assert pixels.shape == (10, 20, 3)
    assert (
        pixels[4, 3].tolist() == [255, 0, 0] and (np.delete(pixels.reshape(-1, 3), 83, axis=0) == 255).all()
    )


def test_many_pictures_are_counted_and_the_last_kept() -> None:
    result = drawn.result([(MARKED, {"n": n}) for n in range(20)], {})
    assert (result["figures"], len(result["pngs"])) == (20, drawn.MOST_FIGURES)
    assert result["evidence"]["figures"][-1] == {"n": 19}


def test_what_is_damaged_is_lost(tmp_path: Path) -> None:
    (tmp_path / "facts.json").write_text('{"a": ')
    for read in (
        lambda: drawn.read_facts(tmp_path / "facts.json"),
        lambda: drawn.read_facts(tmp_path / "nowhere.json"),
        lambda: drawn.read_picture(tmp_path / "nowhere.png"),
        lambda: drawn.result([(b"no picture", {})], {}),
        lambda: drawn.result([(MARKED[:60], {})], {}),
    ):
        with pytest.raises(drawn.Lost):
            read()


def test_numbers_are_rounded_wherever_they_stand() -> None:
    assert drawn.rounded({"a": [1.234567, {"b": float("nan")}], "c": True, "d": None}) == {
        "a": [1.235, {"b": None}], "c": True, "d": None,
    }  # fmt: skip
