"""Which figures runtime plotly counts, and that it draws the same bytes again."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from stages.sandbox import Executor
from stages.sandbox.runtimes.libraries import PLOTLY_MAPS
from tests.sandbox.conftest import SAFE, requires, runtimes

pytestmark = requires("plotly")

GO = "import plotly.graph_objects as go\n"
ONE = GO + "fig = go.Figure(go.Bar(y=[1, 2]))\n"
TWO = ONE + "other = go.Figure(go.Bar(y=[5, 6]))\n"


@pytest.mark.parametrize(
    ("code", "figures"),
    [
        (ONE, 1),
        (TWO, 2),
        (TWO + "fig.show()", 1),
        (TWO + "fig.show(); other.show()", 2),
        (ONE + "fig.show(); fig.write_html('a.html'); fig.write_image('a.png')", 1),
        (ONE + "fig.show(); fig.update_traces(marker_color='red'); fig.show()", 2),
        (ONE + "again = fig\nfigures = [fig, again]", 1),
        (GO + "def main():\n    go.Figure(go.Bar(y=[1])).show(renderer='browser')\nmain()", 1),
        (ONE + "import plotly.io as pio\npio.show({'data': [{'y': [1]}], 'layout': {}})", 1),
        (ONE + "from plotly import offline\noffline.plot(fig, filename='b.html', auto_open=False)", 1),
        (ONE + "import os\nwith open('c.png', 'wb') as out: out.write(fig.to_image(format='png'))", 1),
        (ONE + "import sys\nfig.show()\nsys.exit(0)", 1),
        (GO + "for n in range(14): go.Figure(go.Bar(y=[n + 1])).show()", 14),
    ],
)
def test_figures_that_count(drawer: Executor, code: str, figures: int) -> None:
    done = drawer.execute(code, "plotly")
    assert (done.status, done.figures) == ("ok", figures), done.stderr
    assert len(done.frames or [done.png]) == min(figures, 12) == len(done.evidence["figures"])


def test_pictures_are_in_the_order_of_showing(drawer: Executor) -> None:
    done = drawer.execute(TWO + "other.show(); fig.show()", "plotly")
    tops = [figure["axes"][0]["series"][0]["y"] for figure in done.evidence["figures"]]
    assert tops == [[5, 6], [1, 2]] and done.frames[-1] == done.png != done.frames[0]


def test_outlines_are_those_of_the_plotlyjs_that_is_installed() -> None:
    package = Path(find_spec("plotly").submodule_search_locations[0])
    with (package / "package_data" / "plotly.min.js").open(encoding="utf-8") as library:
        head = library.read(200)
    assert f"plotly.js v{PLOTLY_MAPS.version}\n" in head


MOVING = [
    "import numpy as np\nfig = go.Figure(go.Scatter(y=np.random.rand(20), mode='markers'))",
    "import random, time\nfig = go.Figure(go.Bar(x=list({'a', 'b'}), y=[random.random(), time.time()]))",
    "from datetime import datetime\nfig = go.Figure(go.Bar(x=[datetime.now()], y=[1]))",
    "fig = go.Figure(go.Scatter3d(x=[1, 2], y=[1, 2], z=[1, 3], mode='markers'))",
]


def test_same_program_same_bytes(drawer: Executor) -> None:
    jobs = [(GO + code, "plotly") for code in MOVING]
    first = list(drawer.map(jobs))
    again = list(drawer.map(jobs[::-1]))[::-1]
    with Executor(runtimes(cpu_s=10, memory_mb=1024, disk_mb=32), SAFE, None, count=2) as executor:
        both = list(executor.map(jobs))
    assert [done.status for done in first] == ["ok"] * len(jobs), [done.stderr for done in first]
    facts = [[(done.png, done.evidence) for done in run] for run in (first, again, both)]
    assert facts[0] == facts[1] == facts[2]


def test_an_address_is_nondeterministic(drawer: Executor) -> None:
    done = drawer.execute(ONE + "fig.update_layout(title_text=hex(id(fig)))", "plotly")
    assert (done.status, done.png) == ("nondeterministic", None)
