"""Runtime octave: what counts as drawn, and what the evidence says of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from stages.sandbox import Execution, Executor
from tests.sandbox.conftest import assert_refused, requires

pytestmark = requires("octave")
Run = Callable[[str], Execution]


@pytest.fixture(scope="module")
def run(executor: Executor) -> Run:
    return lambda code: executor.execute(code, "octave")


DRAW = {
    # name: (program, pictures)
    "left_open": ("plot([1 2 3])", 1),
    "printed_and_open": ("plot([1 2 3]);\nprint -dpng a.png", 1),
    "printed_and_closed": ("plot([1 2 3]);\nprint('-dpdf', 'a.pdf');\nclose all", 1),
    "saveas": ("f = figure;\nplot([1 2 3]);\nsaveas(f, 'a.png');\nclose(f)", 1),
    "changed_after_printing": ("plot([1 2 3]);\nprint -dpng a.png\ntitle('more')", 2),
    "two_figures": ("figure; plot([1 2]);\nfigure; bar([1 2]);", 2),
    "exit_after": ("plot([1 2 3]);\nexit\nerror('not reached')", 1),
    "clears_all": ("clear all; close all; clc\nx = 1:3;\nplot(x)", 1),
    "function_first": ("function r = f(x)\n  r = 2 * x;\nend\nplot(f(1:3))", 1),
    "error_caught": ("try\n  error('no');\ncatch e\n  disp(e.message);\nend\nplot([1 2 3])", 1),
}


@pytest.mark.parametrize("name", DRAW)
def test_it_draws(name: str, run: Run) -> None:
    code, pictures = DRAW[name]
    done = run(code)
    assert (done.status, done.figures) == ("ok", pictures), done.stderr
    assert len(done.evidence["figures"]) == pictures


NOT = {
    "nothing": ("x = 1;", "no_output", "nothing was drawn"),
    "exit_before": ("exit(0)\nplot(1)", "no_output", ""),
    "exit_with_code": ("plot(1)\nexit(3)", "exception", "exit with code 3"),
    "closed_unprinted": ("plot([1 2 3]);\nclose all", "no_output", ""),
    "blank": ("figure;", "blank", "nothing is drawn"),
    "syntax": ("x = 1;\ny = (1;\n", "exception", "parse error near line 2"),
    "name": (
        "x = 1;\nplot(nosuch)",
        "exception",
        "error: 'nosuch' undefined near line 2, column 6\n  line 2: plot",
    ),
    "inner_line": (
        "1;\nfunction f(x)\n  error('bad %d', x);\nend\nf(3)",
        "exception",
        "error: bad 3\n  line 5: f(3)\n  line 3: error('bad %d', x);",
    ),
    "missing_package": ("pkg load nosuchpackage", "exception", "nosuchpackage"),
}


@pytest.mark.parametrize("name", NOT)
def test_it_does_not(name: str, run: Run) -> None:
    code, status, said = NOT[name]
    assert_refused(run(code), status, said)


def test_the_tree_of_graphics_objects_is_read(run: Run) -> None:
    done = run(
        "x = 0:3;\nplot(x, x .^ 2, 'r-', x, x, 'bo');\ntitle('Squares'); xlabel('n'); ylabel('value');\n"
        "legend('square', 'line');\ntext(1, 4, 'here');\nxlim([0 5]);\nset(gca, 'ygrid', 'on');\n"
        "figure;\nsubplot(1, 2, 1); bar([3 1 2]);\nsubplot(1, 2, 2); surf(peaks(9)); colorbar"
    )
    first, second = done.evidence["figures"]
    (axes,) = first["axes"]
    assert [axes[k] for k in ("title", "xlabel", "ylabel", "xgrid", "ygrid")] == [
        "Squares", "n", "value", "off", "on",
    ]  # fmt: skip
    square, line = axes["series"]
    assert (square["kind"], square["y"], square["color"]) == ("line", [0, 1, 4, 9], "#ff0000")
    assert (line["marker"], line["linestyle"], line["displayname"]) == ("o", "none", "line")
    assert axes["texts"] == [{"text": "here", "x": 1, "y": 4}]
    assert axes["xlim"] == [0, 5] and first["legends"] == [["square", "line"]]
    bars, surface = second["axes"]
    assert (bars["series"][0]["kind"], bars["series"][0]["y"]) == ("bar", [3, 1, 2])
    assert (surface["series"][0]["kind"], surface["series"][0]["n"]) == ("surface", 81)
    assert second["colorbars"] == 1


def test_limits_that_were_set_and_bars_that_lie(run: Run) -> None:
    done = run("barh([1 2]);\nxlim([0 5]);")
    (axes,) = done.evidence["figures"][0]["axes"]
    assert (axes["xlimmode"], axes["xlim"]) == ("manual", [0, 5])
    assert axes["series"][0]["horizontal"] == "on"
