"""Pictures: the same after another encoding or size, another drawing never."""

from __future__ import annotations

from io import BytesIO

import pytest

from stages.likeness.picture import alike_pictures, make_pictures
from tests.likeness.drawings import picture


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("JANUS_CACHE", str(tmp_path))


@pytest.mark.parametrize("change", [{"quality": 75}, {"quality": 90}, {"scale": 0.75}, {"scale": 1.5}])
def test_encoded_again(change):
    count = 60
    drawn = [picture(n) for n in range(count)] + [picture(n, **change) for n in range(count)]
    assert len(set(drawn)) == 2 * count
    found = set(alike_pictures(make_pictures(drawn)))
    wanted = {(n, n + count) for n in range(count)}
    assert len(wanted & found) >= 0.98 * count
    assert not found - wanted


def test_even_pictures_differ_by_colour():
    from PIL import Image

    def even(colour: str, size: int = 40) -> bytes:
        data = BytesIO()
        Image.new("RGBA", (size, size), colour).save(data, "PNG")
        return data.getvalue()

    hashes = make_pictures([even("white"), even("red"), even("#fefefe", 80), even("#ffffff00")])
    assert alike_pictures(hashes) == [(0, 2), (0, 3), (2, 3)]
    assert alike_pictures([]) == []


def test_hashes_are_stored(monkeypatch):
    first = make_pictures([picture(1)])
    monkeypatch.setattr("stages.likeness.picture._hash", None)
    assert make_pictures([picture(1)]) == first
