"""The benchmark's bound: drawing in processes that stay warm."""

from __future__ import annotations

from tests.benchmarks import warm

DRAWS = "import matplotlib.pyplot as plt\nplt.plot([1, 3, 2])\nplt.show()\n"


def test_what_raises_is_not_counted_as_drawn() -> None:
    codes = [DRAWS, "raise ValueError", "plt.plot([1, 2])\nprint('said')\n", "raise SystemExit(1)"]
    cost, drawn = warm.measured("chart", codes)
    assert drawn == 2
    assert cost.count == len(codes)
    assert 0 < cost.wall_s < 60
