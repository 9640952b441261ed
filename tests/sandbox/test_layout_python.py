"""Where the texts of a figure ended up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from stages.sandbox import Execution

PROGRAM = """
import matplotlib.pyplot as plt
fig, ax = plt.subplots(figsize=(4, 3))
ax.plot([1, 2, 3], [1, 2, 3], label='Rain')
ax.set_title('Weather', color='#336699')
ax.text(2, 2, 'here', rotation=30)
ax.text(9, 9, 'clipped away', clip_on=True)
ax.legend(loc='center left', bbox_to_anchor=(1.05, 0.5))
plt.show()
"""


@pytest.fixture(scope="module")
def layout(run: Callable[[str], Execution]) -> dict[str, dict[str, Any]]:
    done = run(PROGRAM)
    assert done.status == "ok" and done.evidence is not None, done.stderr
    return {text["text"]: text for text in done.evidence["figures"][0]["layout"]}


def test_texts_have_roles_colours_and_turns(layout: dict[str, dict[str, Any]]):
    assert (layout["Weather"]["role"], layout["Weather"]["colour"]) == ("title", "#336699")
    assert layout["here"]["turned"] and not layout["Weather"]["turned"]
    assert {"tick", "legend", "text", "title"} <= {text["role"] for text in layout.values()}


def test_boxes_are_fractions_from_the_upper_left_corner(layout: dict[str, dict[str, Any]]):
    left, top, right, bottom = layout["Weather"]["box"]
    assert 0.3 < left < right < 0.7 and 0 < top < bottom < 0.15
    assert layout["Rain"]["box"][2] > 1, "the legend leaves the figure"


def test_what_the_axes_clip_away_is_not_listed(layout: dict[str, dict[str, Any]]):
    assert "clipped away" not in layout


def test_texts_placed_in_depth_have_no_place_on_the_page(run: Callable[[str], Execution]):
    done = run(
        "import matplotlib.pyplot as plt\nax = plt.figure().add_subplot(projection='3d')\n"
        "ax.plot([0, 1], [0, 1], [0, 1])\nax.text(0, 5, 5, 'deep')\nax.text2D(0.5, 0.5, 'flat')"
    )
    assert done.status == "ok", done.stderr
    said = [text["text"] for text in done.evidence["figures"][0]["layout"]]
    assert "flat" in said and "deep" not in said
