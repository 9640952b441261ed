"""Evidence of figures against the calls that drew them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from stages.sandbox import Execution

Run = Callable[[str], Execution]


def axes(run: Run, code: str) -> dict[str, Any]:
    """Evidence of the last axes of a program whose `ax` is ready."""
    done = run(f"import numpy as np\nimport matplotlib.pyplot as plt\nfig, ax = plt.subplots()\n{code}\n")
    assert done.status == "ok", done.stderr
    return done.evidence["figures"][-1]["axes"][-1]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (
            "ax.plot([1, 2, 3], [4, 5, 6], 'r--o', label='a')",
            {"kind": "line", "label": "a", "n": 3, "colour": "#ff0000", "x": [1, 2, 3], "y": [4, 5, 6],
             "linestyle": "--", "marker": "o"},
        ),
        ("ax.plot([1, 2], 'o', color='k')", {"kind": "scatter", "colour": "#000000", "y": [1, 2]}),
        ("ax.step([1, 2], [3, 4])", {"kind": "step", "x": [1, 2]}),
        ("ax.scatter([1, 2], [3, 4], c='g')", {"kind": "scatter", "y": [3, 4], "colour": "#008000"}),
        ("ax.scatter([1, 2], [3, 4], c=['r', 'b'])", {"colour": None, "colours": ["#ff0000", "#0000ff"]}),
        (
            "ax.bar(['a', 'b'], [3, 5], width=0.5, label='s')",
            {"kind": "bar", "label": "s", "n": 2, "x": [0, 1], "y": [3, 5], "width": 0.5},
        ),
        ("ax.bar([1, 2], [3, 5], bottom=[1, 1])", {"kind": "bar", "base": [1, 1], "y": [3, 5]}),
        ("ax.barh(['a', 'b'], [3, 5])", {"kind": "barh", "x": [3, 5], "y": [0, 1]}),
        ("ax.hist([1, 1, 2], bins=2)", {"kind": "bar", "n": 2, "y": [2, 1]}),
        ("ax.pie([1, 3], labels=['p', 'q'])", {"kind": "pie", "y": [0.25, 0.75], "labels": ["p", "q"]}),
        ("ax.fill_between([0, 1, 2], [1, 2, 1])", {"kind": "area"}),
        ("ax.fill_between(range(9), range(9), where=[1, 1, 1, 0, 0, 1, 1, 1, 1])", {"kind": "area"}),
        ("ax.hexbin(*np.random.default_rng(0).normal(size=(2, 99)), gridsize=5)", {"kind": "collection"}),
        ("ax.tripcolor([0, 1, 0, 1], [0, 0, 1, 1], [1, 2, 3, 4])", {"kind": "collection"}),
        ("ax.broken_barh([(1, 2), (5, 1)], (0, 1))", {"kind": "collection", "n": 2}),
        ("ax.imshow(np.eye(3))", {"kind": "image", "n": 9, "shape": [3, 3]}),
        ("ax.contour(np.outer(range(4), range(4)), levels=[1, 2])", {"kind": "contour", "y": [1, 2]}),
        ("ax.errorbar([1, 2], [3, 4], yerr=1, label='e')", {"kind": "errorbar", "label": "e", "y": [3, 4]}),
        ("ax.stem([1, 2], [3, 4])", {"kind": "stem", "y": [3, 4]}),
        (
            "ax.add_patch(plt.Rectangle((0, 0), 1, 2, color='r'))",
            {"kind": "patch", "shape": "rectangle", "box": [0, 0, 1, 2]},
        ),
        ("ax.axhline(3)", {"kind": "line", "reference": "h"}),
        ("ax.plot(np.arange(1000))", {"n": 1000, "kind": "line"}),
        ("ax.plot([1, np.nan, 3])", {"y": [1, None, 3]}),
    ],
)  # fmt: skip
def test_series(code: str, expected: dict[str, Any], run: Run) -> None:
    found = axes(run, code)["series"]
    assert len(found) == 1
    assert {key: found[0].get(key) for key in expected} == expected


def test_at_most_64_values_are_listed(run: Run) -> None:
    (series,) = axes(run, "ax.plot(np.arange(1000))")["series"]
    assert (series["n"], len(series["x"]), len(series["y"])) == (1000, 64, 64)


def test_axes(run: Run) -> None:
    found = axes(
        run,
        "ax.plot([1, 100], label='one')\nax.set(title='T', xlabel='X', ylabel='Y')\n"
        "ax.set(yscale='log', xlim=(0, 2))\nax.grid()\nax.legend(title='L')\n"
        "ax.text(1, 10, 'hey', color='r')",
    )
    assert (found["title"], found["xlabel"], found["ylabel"], found["yscale"]) == ("T", "X", "Y", "log")
    assert (found["xlim"], found["grid"], found["projection"]) == ([0, 2], True, "rectilinear")
    assert found["legend"] == {"title": "L", "labels": ["one"]}
    assert [(t["text"], t["colour"]) for t in found["texts"]] == [("hey", "#ff0000")]
    assert found["xticklabels"][0] == "0.00" and found["visible_axis"]


def test_a_text_on_the_origin_stands_at_zero(run: Run) -> None:
    """Counted back from pixels it stands at 0 or at 4e-16, from one process to the next."""
    limits = [(-0.1 * n, 1.7 + n / 7) for n in range(1, 9)]
    added = (f"fig.add_axes((0.1, 0.{n}, 0.8, 0.1), xlim={x}).text(0, 1, 'a')" for n, x in enumerate(limits))
    done = run("import matplotlib.pyplot as plt\nfig = plt.figure()\n" + "\n".join(added))
    found = [axes["texts"][0]["x"] for axes in done.evidence["figures"][-1]["axes"]]
    assert found == [0.0] * len(limits)


def test_a_text_near_the_origin_of_a_small_view_keeps_its_place(run: Run) -> None:
    (text,) = axes(run, "ax.set_xlim(-1e-12, 1e-12)\nax.text(1e-13, 0.5, 'a')")["texts"]
    assert text["x"] == pytest.approx(1e-13, rel=0.01)


def test_tick_labels_are_those_in_view(run: Run) -> None:
    found = axes(run, "ax.bar(['a', 'b', 'c'], [1, 2, 3])\nax.set_xlim(-0.5, 1.5)")
    assert found["xticklabels"] == ["a", "b"]


def test_ticks_below_the_view_of_a_long_logarithmic_axis_are_left_out(run: Run) -> None:
    found = axes(run, "ax.plot([10, 1e9], [1, 2])\nax.set_xscale('log')\nax.set_xlim(10, 1e9)")
    assert found["xticklabels"][0].count("10^{1}") == 1 and len(found["xticklabels"]) > 2


def test_what_is_no_series_is_counted(run: Run) -> None:
    box = "from matplotlib.offsetbox import AnchoredText\nax.add_artist(AnchoredText('a', loc='upper left'))"
    assert (axes(run, "ax.plot([1, 2])")["others"], axes(run, box)["others"]) == (0, 1)
    assert axes(run, "ax.table([['1']])")["others"] == 1
    assert axes(run, box + "\nax.clear()\nplt.plot([1])")["others"] == 0


def test_groups_of_bars_are_series(run: Run) -> None:
    found = axes(run, "ax.bar([0, 1], [1, 2], 0.4, label='u')\nax.bar([0.4, 1.4], [3, 4], 0.4, label='v')")
    assert [(s["label"], s["y"]) for s in found["series"]] == [("u", [1, 2]), ("v", [3, 4])]


def test_figures_and_projections(run: Run) -> None:
    done = run(
        "import matplotlib.pyplot as plt\nfig = plt.figure(figsize=(4, 3), facecolor='beige')\n"
        "fig.suptitle('S')\n"
        "fig.add_subplot(121, projection='polar').plot([1, 2])\n"
        "fig.add_subplot(122, projection='3d').scatter([1], [2], [3])\n"
    )
    (figure,) = done.evidence["figures"]
    assert (figure["size"], figure["suptitle"], figure["facecolor"]) == ([4, 3], "S", "#f5f5dc")
    assert [a["projection"] for a in figure["axes"]] == ["polar", "3d"]
    assert figure["axes"][1]["series"][0]["z"] == [3]
    assert (done.evidence["pixels"]["width"], done.evidence["pixels"]["height"]) == (400, 300)


def test_numbers_are_rounded(run: Run) -> None:
    (series,) = axes(run, "ax.plot([0.123456, 123456.7, 2024, 0.00001234567])")["series"]
    assert series["y"] == [0.1235, 123500.0, 2024, 1.235e-05]


def test_an_animation_is_rendered_where_it_ends(run: Run) -> None:
    found = axes(
        run,
        "from matplotlib.animation import FuncAnimation\nl, = ax.plot([], [])\nax.set(xlim=(0, 9))\n"
        "step = lambda i: [l.set_data(range(i + 1), range(i + 1)), l][1:]\n"
        "ani = FuncAnimation(fig, step, 8, blit=True)\nplt.show()",
    )
    assert found["series"][0]["n"] == 8


def test_the_form_of_scattered_points_is_read(run: Run) -> None:
    code = "import matplotlib.pyplot as plt\n"
    code += "".join(f"plt.scatter([1], [2], marker={m!r})\n" for m in ("o", "D", "x", "$a$"))
    series = run(code).evidence["figures"][0]["axes"][0]["series"]
    assert [s["form"] for s in series] == ["o", "D", "x", None]
