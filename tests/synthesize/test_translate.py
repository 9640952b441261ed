"""Pictures written in a language, drawn, and read back from what was drawn."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stages.reward.unseen import unseen_lines
from stages.sandbox import Executor
from stages.synthesize.domain import NotApplicable
from stages.synthesize.tokens import CANONICAL_TOKENS, count_tokens
from stages.synthesize.translate import flavours, languages
from stages.synthesize.translate.compare import differs
from stages.synthesize.translate.picture import Series, free_corner
from tests.sandbox.conftest import SAFE, requires, runtimes
from tests.synthesize.pictures import LINES, PICTURES

REFUSED = {
    ("octave", "step"), ("r", "stem"), ("gnuplot", "lying"), ("gnuplot", "stem"), ("vega-lite", "stem"),
    ("plotly", "stem"), ("ggplot2", "stem"), ("ggplot2", "step"), ("ggplot2", "log"),
    *(("svg", name) for name in set(PICTURES) - {"bars", "plain"}),
}  # fmt: skip
WORDY = ("vega-lite", "svg", "plotly")
LANGUAGES = [pytest.param(*key, marks=requires(key[1]), id=key[2] or key[1]) for key in flavours("chart")]


@pytest.fixture(scope="module")
def executor():
    with Executor(runtimes(memory_mb=1024, cpu_s=20.0), SAFE, None, count=1) as running:
        yield running


@pytest.mark.parametrize(("domain", "runtime", "flavour"), LANGUAGES)
def test_what_is_written_is_drawn_and_read_back(domain, runtime, flavour, executor):
    language, read, spoken = flavours("chart")[domain, runtime, flavour], 0, flavour or runtime
    for name, picture in PICTURES.items():
        if (spoken, name) in REFUSED:
            with pytest.raises(NotApplicable):
                language.write(picture)
            continue
        code = language.write(picture)
        done = executor.execute(code, runtime)
        assert done.status == "ok", (name, done.stderr)
        found = language.read(done.evidence)
        if runtime == "python" and name == "limits":  # whether limits were set is not known for sure
            found = replace(found, xlim=picture.xlim, ylim=picture.ylim)
        if runtime == "python" and name == "stem":  # matplotlib's own colour
            found = replace(found, series=picture.series)
        assert differs(picture, found) is None, name
        if runtime != "svg":  # places in pixels hold fewer digits than the data
            assert language.write(found) == code, name
        if len(picture.series) == 1 and spoken not in WORDY:
            assert count_tokens(code) <= CANONICAL_TOKENS, name
        read += 1
    assert read == len(PICTURES) - sum(spoken == refused for refused, _ in REFUSED) > 1


CHANGES = {
    "title": {"title": "Two summers"},
    "xlabel": {"xlabel": "day"},
    "grid": {"grid": False},
    "legend": {"legend": False},
    "scale": {"yscale": "log"},
    "limits": {"ylim": (0.0, 9.0)},
    "series": {"series": LINES.series[:1]},
    "order": {"series": LINES.series[::-1]},
    **{
        name: {"series": (replace(LINES.series[0], **change), LINES.series[1])}
        for name, change in {
            "value": {"y": (1.0, 3.0, 2.1, 5.0)},
            "place": {"x": (0.0, 1.0, 2.4, 4.0)},
            "colour": {"colour": "#2f77b4"},
            "stroke": {"style": "-"},
            "marker": {"marker": "o"},
            "label": {"label": "hail"},
            "kind": {"kind": "step"},
        }.items()
    },
}


@pytest.mark.parametrize("name", CHANGES)
def test_every_difference_is_found(name):
    assert differs(LINES, LINES) is None
    assert differs(LINES, replace(LINES, **CHANGES[name])) is not None


def test_bars_at_numbers_are_bars_named_so():
    numbered = replace(PICTURES["bars"], categories=(), series=(Series("bar", (2, 3, 4), (1, 2, 3)),))
    named = replace(numbered, categories=("2", "3", "4"), series=(Series("bar", (0, 1, 2), (1, 2, 3)),))
    assert differs(numbered, named) is None
    assert differs(numbered, replace(named, categories=("2", "3", "5"))) is not None


def test_unknown_data_make_no_series():
    for y in ((1.0, None), (1.0,), (1.0, "a")):
        with pytest.raises(NotApplicable):
            Series("line", (0.0, 1.0), y)


POINT = Series("line", (2.0,), (3.0,), "hail", "#2ca02c", "-")


@pytest.mark.parametrize("kind", ["line", "step"])
def test_lines_of_which_nothing_is_seen_are_left_out_of_a_picture(kind):
    unseen = replace(POINT, kind=kind)
    plain = replace(LINES, legend=False)
    assert replace(plain, series=(*LINES.series, unseen)) == plain
    with pytest.raises(NotApplicable, match="single point"):
        replace(plain, series=(unseen, unseen))
    with pytest.raises(NotApplicable, match="legend"):
        replace(LINES, series=(*LINES.series, unseen))
    for seen in (replace(unseen, marker="s"), replace(unseen, kind="scatter", style="", marker="o")):
        assert len(replace(LINES, series=(*LINES.series, seen)).series) == 3


UNSEEN = {
    "python": "import matplotlib.pyplot as plt\nplt.plot([0, 1], [2, 3])\nplt.plot(0.5, 2.5)\nplt.show()\n",
    "octave": "plot([0 1], [2 3], '-', 'color', '#1f77b4');\nhold on;\n"
    "plot(0.5, 2.5, '-', 'color', '#d62728');\n",
    "gnuplot": "$a << EOD\n0 2\n1 3\nEOD\n$b << EOD\n0.5 2.5\nEOD\n"
    'plot $a with lines lc rgb "#1f77b4" notitle, $b with lines lc rgb "#d62728" notitle\n',
    "r": 'plot(c(0, 1), c(2, 3), type = "l", col = "#1f77b4", xlab = "", ylab = "")\n'
    'lines(0.5, 2.5, col = "#d62728")\n',
}


@pytest.mark.parametrize("runtime", [pytest.param(name, marks=requires(name)) for name in UNSEEN])
def test_what_is_read_of_a_program_holds_no_line_of_one_point(runtime, executor):
    language = languages()["chart" if runtime == "python" else "scientific", runtime]
    done = executor.execute(UNSEEN[runtime], runtime)
    assert done.status == "ok", done.stderr
    (line,) = language.read(done.evidence).series
    assert line.x == (0.0, 1.0) and unseen_lines(done.evidence) == ["at (0.5, 2.5)"]


def test_the_legend_stands_where_no_data_are():
    rising = Series("line", X := tuple(map(float, range(9))), X)
    assert free_corner(replace(LINES, series=(rising,))) == ("top", "left")
    assert free_corner(replace(LINES, series=(replace(rising, y=X[::-1]),))) == ("top", "right")


@pytest.mark.parametrize("runtime", ["octave", "gnuplot"])
def test_text_that_would_be_markup_is_refused(runtime):
    with pytest.raises(NotApplicable, match="markup"):
        languages()["scientific", runtime].write(replace(LINES, title="x_1"))
