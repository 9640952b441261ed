"""Honest programs in all the ways people draw: each gets the verdict it deserves."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from PIL import Image

from stages.sandbox import Execution
from tests.sandbox.conftest import assert_refused

Run = Callable[[str], Execution]
PLT = "import matplotlib.pyplot as plt\n"

DRAW = {
    "savefig_png": (PLT + "plt.plot([1, 2])\nplt.savefig('a.png')\n", 1),
    "savefig_pdf": (PLT + "plt.plot([1, 2])\nplt.savefig('a.pdf')\n", 1),
    "savefig_svg": (PLT + "plt.plot([1, 2])\nplt.savefig('a.svg')\n", 1),
    "savefig_buffer": (PLT + "import io\nplt.plot([1, 2])\nplt.savefig(io.BytesIO(), format='png')\n", 1),
    "show": (PLT + "plt.plot([1, 2])\nplt.show()\n", 1),
    "show_not_blocking": (PLT + "plt.plot([1, 2])\nplt.show(block=False)\n", 1),
    "figure_show": (PLT + "fig, ax = plt.subplots()\nax.plot([1, 2])\nfig.show()\n", 1),
    "left_open": (PLT + "plt.plot([1, 2])\n", 1),
    "two_figures": (PLT + "plt.plot([1, 2])\nplt.figure()\nplt.bar([1], [2])\nplt.show()\n", 2),
    "show_twice": (PLT + "plt.plot([1, 2])\nplt.show()\nplt.bar([1], [2])\nplt.show()\n", 2),
    "clear_and_reuse": (
        PLT + "plt.plot([1, 2])\nplt.savefig('a')\nplt.clf()\nplt.bar([1], [2])\nplt.savefig('b')\n",
        2,
    ),
    "clear_at_the_end": (PLT + "plt.plot([1, 2])\nplt.savefig('a')\nplt.clf()\n", 1),
    "save_and_show": (PLT + "plt.plot([1, 2])\nplt.savefig('a')\nplt.show()\n", 1),
    "closed_after_saving": (PLT + "plt.plot([1, 2])\nplt.savefig('a')\nplt.close()\n", 1),
    "figure_without_pyplot": (
        "from matplotlib.figure import Figure\nfig = Figure()\nfig.subplots().plot([1, 2])\n"
        "fig.savefig('a.png')\n",
        1,
    ),
    "canvas_print": (
        "from matplotlib.figure import Figure\nfrom matplotlib.backends.backend_agg import FigureCanvasAgg\n"
        "fig = Figure()\nfig.subplots().plot([1, 2])\nFigureCanvasAgg(fig).print_png('a.png')\n",
        1,
    ),
    "exit_zero": (PLT + "import sys\nplt.plot([1, 2])\nplt.savefig('a')\nsys.exit(0)\n", 1),
    "mosaic": (PLT + "fig, d = plt.subplot_mosaic('AB;CC')\nd['C'].plot([1, 2])\n", 1),
    "sets_backend": (
        "import matplotlib\nmatplotlib.use('TkAgg')\n" + PLT + "plt.plot([1, 2])\nplt.show()\n",
        1,
    ),
    "switches_backend": (PLT + "plt.switch_backend('QtAgg')\nplt.plot([1, 2])\n", 1),
    "pause": (PLT + "plt.ion()\nplt.plot([1, 2])\nplt.pause(100)\n", 1),
    "pylab": ("from pylab import *\nplot([1, 2])\nshow()\n", 1),
    "three_dimensions": (
        PLT + "ax = plt.figure().add_subplot(projection='3d')\nax.plot([1, 2], [1, 2], [1, 2])\n",
        1,
    ),
    "animation": (
        PLT
        + "from matplotlib.animation import FuncAnimation\nfig, ax = plt.subplots()\nl, = ax.plot([1, 2])\n"
        "ani = FuncAnimation(fig, lambda i: l.set_ydata([i, 2]), 5)\nplt.show()\n",
        1,
    ),
    "pandas": ("import pandas as pd\n" + PLT + "pd.DataFrame({'a': [1, 2]}).plot.bar()\nplt.show()\n", 1),
    "seaborn": ("import seaborn as sns\n" + PLT + "sns.barplot(x=['a', 'b'], y=[1, 2])\nplt.show()\n", 1),
    "clusters": (  # asks which thread pools there are, in a place without /proc
        "import numpy as np\nfrom sklearn.cluster import KMeans\n"
        + PLT
        + "x = np.arange(20.0).reshape(10, 2)\n"
        "plt.scatter(*x.T, c=KMeans(2, n_init=1, random_state=0).fit_predict(x))\n",
        1,
    ),
    "thresholds": (
        "import numpy as np\nfrom skimage.filters import threshold_otsu\n"
        + PLT
        + "x = np.arange(64.0).reshape(8, 8)\nplt.imshow(x > threshold_otsu(x))\n",
        1,
    ),
    "networkx": ("import networkx as nx\n" + PLT + "nx.draw(nx.path_graph(3))\nplt.show()\n", 1),
    "main_guard": (PLT + "def main():\n    plt.plot([1, 2])\nif __name__ == '__main__':\n    main()\n", 1),
    "dataclass": (
        "from dataclasses import dataclass\n"
        + PLT
        + "@dataclass\nclass A:\n    x: int\nplt.plot([A(1).x, 2])\n",
        1,
    ),
    "transparent": (PLT + "plt.plot([1, 2])\nplt.gcf().patch.set_alpha(0)\nplt.show()\n", 1),
    "window_title": (PLT + "plt.plot([1, 2])\nplt.get_current_fig_manager().set_window_title('x')\n", 1),
}


@pytest.mark.parametrize("name", DRAW)
def test_it_draws(name: str, run: Run) -> None:
    code, figures = DRAW[name]
    done = run(code)
    assert done.status == "ok", done.stderr
    assert (done.figures, len(done.evidence["figures"])) == (figures, figures)
    assert len(done.frames) == (figures if figures > 1 else 0)
    with Image.open(io.BytesIO(done.png)) as image:
        assert (image.format, image.mode, image.info) == ("PNG", "RGB", {})
        assert len(image.getcolors(1 << 20)) > 1
        assert image.size == (done.evidence["pixels"]["width"], done.evidence["pixels"]["height"])


NOT = {
    "no_figure": ("x = 1\n", "no_output", "no figure"),
    "closed_unsaved": (PLT + "plt.plot([1, 2])\nplt.close()\n", "no_output", "no figure"),
    "figure_never_saved": ("from matplotlib.figure import Figure\nFigure().subplots()\n", "no_output", ""),
    "blank": (PLT + "plt.figure()\nplt.show()\n", "blank", "nothing is drawn"),
    "blank_axis_off": (PLT + "plt.axis('off')\nplt.show()\n", "blank", "nothing is drawn"),
    "syntax": ("plt.plot([1, 2]\n", "exception", "SyntaxError: '(' was never closed\n  line 1"),
    "name": (
        PLT + "plt.plot(xs)\n",
        "exception",
        "NameError: name 'xs' is not defined\n  line 2: plt.plot(xs)",
    ),
    "missing_module": ("import nosuchmodule\n", "exception", "ModuleNotFoundError"),
    "fails_when_drawn": (PLT + "plt.title('$\\\\frac$')\n", "exception", "drawing the figure: ValueError"),
    "exit_one": (PLT + "plt.plot([1, 2])\nraise SystemExit(1)\n", "exception", "SystemExit: 1"),
    "wrong_backend": ("import matplotlib\nmatplotlib.use('nosuch')\n", "exception", "ValueError"),
    "null_byte": ("x = '\0'\n", "exception", "null bytes"),
    "lone_surrogate": ("x = '\ud800'\n", "exception", "surrogates"),
}


@pytest.mark.parametrize("name", NOT)
def test_it_does_not(name: str, run: Run) -> None:
    code, status, said = NOT[name]
    assert_refused(run(code), status, said)


def test_stderr_names_no_path_and_no_address(run: Run) -> None:
    code = PLT + (
        "import sys, warnings, os\nwarnings.warn('careful')\nprint(os.__file__, object(), file=sys.stderr)\n"
        "plt.plot([1, 2])\nplt.legend()\n"
    )
    done = run(code)
    assert "careful" in done.stderr and "os.py" in done.stderr and "0x…" in done.stderr
    assert "/" not in done.stderr


def test_a_sample_starts_in_an_empty_folder_of_its_own(run: Run) -> None:
    code = "import os\nopen('left', 'w').close()\nraise SystemExit(str(sorted(os.listdir('.'))))\n"
    assert [run(code).stderr for _ in range(2)] == ["SystemExit: ['left']"] * 2
