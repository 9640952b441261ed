"""The criterion `direction`, on what every drawing program says of axes that run the usual way, or turned."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from stages.config import load_section
from stages.reward.axis_directions import turned
from stages.reward.case import Case
from stages.reward.general.direction import check
from stages.sandbox import Executor, RuntimeSection, SandboxSection

MATPLOTLIB = """import matplotlib.pyplot as plt
plt.plot([1, 2, 4], [3, 5, 4])
{}plt.show()
"""
GNUPLOT = """$data << EOD
1 3
2 5
4 4
EOD
{}plot $data with lines
"""
BASE = "plot(c(1, 2, 4), c(3, 5, 4), type = 'l'{})\n"
GGPLOT2 = """library(ggplot2)
d <- data.frame(x = c(1, 2, 4), y = c(3, 5, 4))
print(ggplot(d, aes(x, y)) + geom_line(){})
"""
OCTAVE = "plot ([1 2 4], [3 5 4]);\n{}"
VEGA = json.dumps(
    {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "data": {"values": [{"a": 1, "b": 3}, {"a": 2, "b": 5}, {"a": 4, "b": 4}]},
        "mark": "line",
        "encoding": {
            "x": {"field": "a", "type": "quantitative", "scale": {"reverse": "X"}},
            "y": {"field": "b", "type": "quantitative", "scale": {"reverse": "Y"}},
        },
    }
)


def vega(*axes: str) -> str:
    return VEGA.replace('"X"', str("x" in axes).lower()).replace('"Y"', str("y" in axes).lower())


PROGRAMS = [
    ("python", MATPLOTLIB.format(""), set()),
    ("python", MATPLOTLIB.format("plt.gca().invert_xaxis()\n"), {"x"}),
    ("python", MATPLOTLIB.format("plt.ylim(6, 0)\n"), {"y"}),
    ("gnuplot", GNUPLOT.format(""), set()),
    ("gnuplot", GNUPLOT.format("set xrange [5:0]\n"), {"x"}),
    ("r", BASE.format(""), set()),
    ("r", BASE.format(", ylim = c(6, 0)"), {"y"}),
    ("r", GGPLOT2.format(""), set()),
    ("r", GGPLOT2.format(" + scale_x_reverse()"), {"x"}),
    ("r", GGPLOT2.format(" + scale_x_reverse() + coord_flip()"), {"y"}),
    ("octave", OCTAVE.format(""), set()),
    ("octave", OCTAVE.format('set (gca, "xdir", "reverse");\n'), {"x"}),
    ("vega-lite", vega(), set()),
    ("vega-lite", vega("x"), {"x"}),
    ("vega-lite", vega("y"), {"y"}),
]


@pytest.fixture(scope="module")
def executor() -> Iterator[Executor]:
    section = load_section("runtime", RuntimeSection), SandboxSection(allow_unsafe=False)
    with Executor(*section, None, count=1) as executor:
        yield executor


@pytest.mark.parametrize(("runtime", "code", "ways"), PROGRAMS)
def test_every_program_says_which_way_its_axes_run(executor, runtime, code, ways):
    done = executor.execute(code, runtime)
    assert done.status == "ok", done.stderr
    assert turned(done.evidence) == ways


def limits(*axes: str) -> dict:
    panel = {f"{axis}lim": [9.0, 0.0] if axis in axes else [0.0, 9.0] for axis in ("x", "y")}
    return {"figures": [{"axes": [{**panel, "series": [{}]}]}]}


@pytest.mark.parametrize(
    ("source", "made", "verdict"),
    [
        ((), (), (True, "axes run as in the source")),
        (("x",), ("x",), (True, "axes run as in the source")),
        ((), ("x",), (False, "x runs from right to left, in the source from left to right")),
        (("y",), (), (False, "y runs upwards, in the source downwards")),
    ],
)
def test_a_translation_that_turns_an_axis_is_rejected(source, made, verdict):
    assert check(Case({"task": "translation"}, limits(*made), limits(*source))) == verdict


def test_what_evidence_does_not_say_is_not_judged():
    drawing = {"shapes": [], "viewbox": [0, 0, 9, 9]}
    assert check(Case({"task": "translation"}, limits("x"), drawing)) is None
    assert check(Case({"task": "editing"}, limits("x"), limits())) is None
