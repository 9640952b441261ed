"""Runtime gnuplot: what counts as drawn, and what the evidence says of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from stages.sandbox import Execution, Executor
from stages.sandbox.harness.gnuplot_script import plots, rewritten
from tests.sandbox.conftest import assert_refused, requires

pytestmark = requires("gnuplot")
Run = Callable[[str], Execution]


@pytest.fixture(scope="module")
def run(executor: Executor) -> Run:
    return lambda code: executor.execute(code, "gnuplot")


DRAW = {
    # name: (program, pictures)
    "plain": ("plot sin(x)", 1),
    "png": ("set terminal png\nset output 'a.png'\nplot sin(x)", 1),
    "window": ("set term qt size 300,200\nplot sin(x)\npause -1", 1),
    "vector": ("set term postscript eps enhanced color\nset out 'a.eps'\nplot sin(x)\nset output", 1),
    "loop": ("do for [i=1:3] { set output sprintf('f%d.svg', i); plot sin(i * x) }", 3),
    "multiplot": ("set multiplot layout 1,2\nplot sin(x)\nplot cos(x)\nunset multiplot", 1),
    "multiplot_left_open": ("set multiplot layout 1,2\nplot sin(x)\nplot cos(x)", 1),
    "data_in_line": ("plot '-' with lines\n1 2\n2 3\ne", 1),
    "data_block": ("$d << EOD\n1 2\n2 3\nEOD\nplot $d with boxes", 1),
    "text_on_stdout": ("set print '-'\nprint 'hello'\nplot sin(x)\nprint 'end'", 1),
    "exit": ("plot sin(x)\nexit\nplot nosuch(x)", 1),
    "exit_gnuplot": ("plot sin(x)\nexit gnuplot", 1),
    "splot": ("set pm3d\nsplot x * y", 1),
}


@pytest.mark.parametrize("name", DRAW)
def test_it_draws(name: str, run: Run) -> None:
    code, pictures = DRAW[name]
    done = run(code)
    assert (done.status, done.figures) == ("ok", pictures), done.stderr


NOT = {
    "nothing": ("x = 1", "no_output", "nothing was drawn"),
    "exit_before": ("exit\nplot sin(x)", "no_output", ""),
    "exit_with_status": ("plot sin(x)\nexit status 3", "exception", "exit code 3"),
    "syntax": ("set title 'a'\nplot sin(x", "exception", "')' expected\n  line 2: plot sin(x"),
    "function": ("plot nosuch(x)", "exception", "undefined function: nosuch"),
    "terminal": ("set terminal nosuch\nplot x", "exception", "unknown"),
    "missing_file": ("plot 'nosuch.dat'", "exception", "No data in plot"),
    "blank": ("unset border; unset tics; unset key\nplot [0:1][0:1] 5", "blank", "nothing is drawn"),
}


@pytest.mark.parametrize("name", NOT)
def test_it_does_not(name: str, run: Run) -> None:
    code, status, said = NOT[name]
    assert_refused(run(code), status, said)


def test_settings_commands_and_points_are_read(run: Run) -> None:
    done = run(
        'set title "Squares"; set xlabel "n"; set ylabel "value"; set logscale y; set samples 5\n'
        'set label 1 "here" at 2,4\nplot [1:5] x**2 title "square" with lines, \\\n  x title "line"'
    )
    (facts,) = done.evidence["figures"]
    assert [facts[k] for k in ("title", "xlabel", "ylabel")] == ["Squares", "n", "value"]
    assert (facts["labels"], facts["logscale"], facts["xlim"]) == (["here"], ["y"], [1, 5])
    assert facts["curves"] == [
        {"title": "square", "n": 5, "x": [1, 2, 3, 4, 5], "y": [1, 4, 9, 16, 25]},
        {"title": "line", "n": 5, "x": [1, 2, 3, 4, 5], "y": [1, 2, 3, 4, 5]},
    ]
    assert done.evidence["plots"] == ['plot [1:5] x**2 title "square" with lines, x title "line"']


@pytest.mark.parametrize(
    ("code", "becomes"),
    [
        ("set term png size 300,200", "set terminal pngcairo size 300,200 "),
        ("set te pdf size 4in,3in font 'Arial,9'", "set terminal pngcairo size 384,288 font 'Arial,9'"),
        ("set t svg size 5000,2500", "set terminal pngcairo size 1200,600 "),
        ("set output 'a;b.png'; plot x", "; plot x"),
        ("if (1) set out 'x'", "if (1) "),
        ("set terminal pop", "set terminal pop"),
        ("set title 'set term png'", "set title 'set term png'"),
        ("# set term png", "# set term png"),
        ("set tics out", "set tics out"),
        ("set ter@X", "set ter@X"),
    ],
)
def test_terminals_are_rewritten(code: str, becomes: str) -> None:
    assert rewritten(code) == becomes


def test_plot_commands_are_found() -> None:
    code = "p(x) = 2\np = 3\nprint 1\npause 1\nplot p(x); splot x*y\n$d << E\nplot no\nE\n"
    code += "# plot no\nset title 'plot no'"
    assert plots(code) == ["plot p(x)", "splot x*y"]


def test_named_tics_grid_and_ranges_that_the_script_set(run: Run) -> None:
    done = run('set grid; set xtics ("one \\"a\\"" 0, "two" 1.5); set xrange [0:2]; set yrange [0:*]\nplot x')
    (facts,) = done.evidence["figures"]
    assert facts["xtics"] == [['one "a"', 0], ["two", 1.5]] and facts["ytics"] == []
    assert (facts["grid"], facts["xrange"], facts["yrange"]) == (True, [0, 2], [0, None])
    (plain,) = run("plot x").evidence["figures"]
    assert (plain["grid"], plain["xrange"], plain["xtics"]) == (False, [None, None], [])
