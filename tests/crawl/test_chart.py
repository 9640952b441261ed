"""Which scripts stand alone, and what is left of them."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stages.crawl.domains.chart.criteria import reject
from stages.crawl.domains.chart.prepare import prepare
from tests.crawl.archives import PLOT

LIBRARIES = ["matplotlib", "mpl_toolkits", "numpy", "seaborn"]
HEAD = "import matplotlib.pyplot as plt\nimport numpy as np\n"


@pytest.mark.parametrize(
    "body",
    [
        "plt.plot([1, 2])",
        "from mpl_toolkits.mplot3d import axes3d\nX, Y, Z = axes3d.get_test_data(0.05)",
        "open = [1, 2]\nplt.plot(open)",
        "fig.savefig('out.png')",
        "import datetime, math, io, functools",
        "walk = np.cumsum(np.random.randn(9))\nplt.plot(walk)",
        "ax.set_xlabel('open(); plt.pause')",
    ],
)
def test_scripts_that_stand_alone(body):
    assert reject(HEAD + body, LIBRARIES) is None


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("x = (", "syntax"),
        ("from PIL import Image", "imports: PIL"),
        ("from . import other", "imports:"),
        ("open('data.csv')", "reads: open"),
        ("np.load('a.npy')", "reads: load"),
        ("np.loadtxt('a.txt')", "reads: loadtxt"),
        ("plt.imread('a.png')", "reads: imread"),
        ("import matplotlib.cbook as cbook\ncbook.get_sample_data('a')", "reads: get_sample_data"),
        ("from matplotlib.cbook import get_sample_data as g", "reads: get_sample_data"),
        ("import seaborn as sns\nsns.load_dataset('tips')", "reads: load_dataset"),
        ("import numpy\npd.read_csv('a.csv')", "reads: read_csv"),
        ("from urllib.request import urlopen", "reads: imports urllib"),
        ("import subprocess", "reads: imports subprocess"),
        ("print(__file__)", "reads: __file__"),
        ("import sys\nprint(sys.argv)", "reads: argv"),
        ("from matplotlib.widgets import Slider", "interactive: imports matplotlib.widgets"),
        ("from matplotlib import animation", "interactive: imports matplotlib.animation"),
        ("fig.canvas.mpl_connect('key_press_event', f)", "interactive: mpl_connect"),
        ("input('?')", "interactive: input"),
        ("plt.pause(1)", "interactive: pause"),
        ("plt.ginput(3)", "interactive: ginput"),
        ("ax.plot([1], animated=True)", "interactive: animated="),
        ("from matplotlib.backends.backend_qtagg import FigureCanvas", "backend: imports"),
        ("import matplotlib\nmatplotlib.use('TkAgg')", "backend: matplotlib.use"),
    ],
)
def test_scripts_that_do_not(body, reason):
    assert (reject(HEAD + body, LIBRARIES) or "").startswith(reason)


def test_a_script_that_draws_nothing():
    assert reject("import numpy as np\nprint(np.pi)", LIBRARIES).startswith("no plot")


def test_the_page_goes_and_the_code_stays():
    assert prepare(PLOT.decode()) == (
        "import matplotlib.pyplot as plt\n\n\n"
        "fig, ax = plt.subplots()\nax.plot([1, 2, 3])  # a comment of the code\nplt.show()\n"
    )


PAGE = '''# -*- coding: utf-8 -*-
"""Title"""

# Data first, then the plot.
import matplotlib.pyplot as plt
# sphinx_gallery_thumbnail_number = 2

#######################################
# Prose
#
#     code in prose()

def f():
    """Docstring of a function."""
    # %% not a cell: indented
    return """
# %%
# inside a string


    three blank lines above"""


plt.plot([1])

# %%
#
# .. admonition:: References
'''


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_what_looks_like_prose_inside_code_stays(end):
    done = prepare(PAGE.replace("\n", end))
    assert (
        "Title" not in done and "sphinx_gallery" not in done and "Prose" not in done and "coding" not in done
    )
    assert "admonition" not in done and "\r" not in done
    assert "# Data first, then the plot." in done and "# %% not a cell: indented" in done
    assert "# inside a string\n\n\n    three blank" in done and '"""Docstring of a function."""' in done
    assert done.startswith("# Data first") and done.endswith("plt.plot([1])\n")


def test_a_prepared_script_prepared_again_stays():
    assert prepare(prepare(PAGE)) == prepare(PAGE)


LINES = st.sampled_from(
    [
        "x = 1",
        "# %%",
        "# words",
        "",
        "####################",
        's = """',
        '"""',
        "def f():",
        "    pass",
        "# sphinx_gallery_x",
    ]
)


@given(st.lists(LINES, max_size=14))
def test_the_syntax_tree_is_kept(lines):
    code = "\n".join(lines) + "\n"
    try:
        before = ast.parse(code)
    except SyntaxError:
        return
    if (
        before.body
        and isinstance(before.body[0], ast.Expr)
        and ast.get_docstring(before, clean=False) is not None
    ):
        before.body.pop(0)
    assert ast.dump(ast.parse(prepare(code))) == ast.dump(before)
