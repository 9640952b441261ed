"""Programs against the page of runtime plotly, and programs that draw nothing."""

from __future__ import annotations

import pytest

from stages.sandbox import Execution, Executor
from tests.sandbox.conftest import assert_refused, requires
from tests.sandbox.plotly_examples import PLAIN

pytestmark = requires("plotly")

GO = "import plotly.graph_objects as go\n"


@pytest.fixture(scope="module")
def plain(drawer: Executor) -> Execution:
    return drawer.execute(PLAIN, "plotly")


@pytest.mark.parametrize(
    "title",
    [
        "</script><script>document.body.innerHTML = 'taken'</script>",
        "<!--<script>",
        "<img src=x onerror=\\\"document.body.innerHTML='taken'\\\">",
        "<iframe src='https://example.org/'></iframe>",
        "<a href='javascript:document.body.remove()'>here</a>",
        "<style>@import 'https://example.org/a.css'; * { display: none }</style>",
        "');document.body.remove();('",
        "\\u2028${document.body.remove()}`\\u2029",
    ],
)
def test_a_title_stays_text(drawer: Executor, plain: Execution, title: str) -> None:
    done = drawer.execute(
        GO + f'go.Figure(go.Bar(x=["a"], y=[1]), dict(title=dict(text="{title}"))).show()', "plotly"
    )
    assert (done.status, plain.status) == ("ok", "ok"), done.stderr
    ours, theirs = done.evidence["figures"][0], plain.evidence["figures"][0]
    assert ours["axes"] == theirs["axes"] and ours["axes"][0]["series"][0]["y"] == [1]
    for name in ("refused", "errors", "windows", "left_for", "dialogs", "workers"):
        assert done.evidence[name] == plain.evidence[name], name


@pytest.mark.parametrize("source", ["https://example.org/a.png", "file:///etc/passwd", "//localhost:1/a.png"])
def test_a_picture_from_elsewhere_is_not_fetched(drawer: Executor, plain: Execution, source: str) -> None:
    image = f"dict(source={source!r}, x=0, y=1, sizex=1, sizey=1)"
    done = drawer.execute(GO + f"go.Figure(go.Bar(x=['a'], y=[1]), dict(images=[{image}])).show()", "plotly")
    assert done.status == "ok", done.stderr
    assert done.evidence["errors"]["n"] + done.evidence["refused"]["n"] > 0
    assert done.evidence["served"] == plain.evidence["served"]


@pytest.mark.parametrize(
    ("code", "status", "said"),
    [
        ("import plotly", "no_output", "no figure was shown"),
        (GO + "import os\nfig = go.Figure(go.Bar(y=[1]))\nos._exit(0)", "no_output", "exit code 0"),
        (GO + "import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)", "killed", "SIGSEGV"),
        (GO + "go.Figure().show()", "blank", "nothing is drawn"),
        (GO + "go.Figure(go.Bar(y=[1], visible=False)).show()", "blank", "nothing is drawn"),
        (GO + "go.Figure(go.Bar(z=[1])).show()", "exception", "ValueError"),
        (GO + "go.Figure(go.Bar(y=[object()])).show()", "exception", "TypeError"),
        (GO + "1 / 0", "exception", "ZeroDivisionError"),
        (GO + "raise SystemExit(3)", "exception", "SystemExit: 3"),
        (GO + "import kaleido", "exception", "ModuleNotFoundError"),
        (GO + "import urllib.request as u\nu.urlopen('http://127.0.0.1:1')", "exception", "URLError"),
        (
            GO + "import numpy as np\ngo.Figure(go.Scatter(y=np.arange(6.5e6))).show()",
            "forbidden",
            "8 MiB of JSON",
        ),
        (GO + "fig = go.Figure(go.Bar(text=['a' * (50 << 20)]))", "forbidden", "8 MiB of JSON"),
        (GO + "fig = go.Figure(go.Bar(text=['a' * (6 << 20)]))", "forbidden", "output_kb"),
    ],
)
def test_verdicts(drawer: Executor, code: str, status: str, said: str) -> None:
    assert_refused(drawer.execute(code, "plotly"), status, said)
