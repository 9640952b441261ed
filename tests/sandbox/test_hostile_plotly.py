"""Programs against runtime plotly: against its page, its result, its limits."""

from __future__ import annotations

import pytest

from stages.sandbox import Executor
from tests.sandbox.conftest import SAFE, assert_refused, requires, runtimes

pytestmark = requires("plotly")

GO = "import plotly.graph_objects as go\n"
PLAIN = GO + "go.Figure(go.Bar(x=['a'], y=[1]), dict(title=dict(text='plain'))).show()"
HANDED = """
import sys
frame = sys._getframe()
while "_finish" not in frame.f_globals:
    frame = frame.f_back
frame.f_globals["_finish"] = lambda values: {handed}
"""
"""Puts a result of its own in the place of what the harness would hand over."""


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
def test_a_title_stays_text(drawer: Executor, title: str) -> None:
    done = drawer.execute(
        GO + f'go.Figure(go.Bar(x=["a"], y=[1]), dict(title=dict(text="{title}"))).show()', "plotly"
    )
    plain = drawer.execute(PLAIN, "plotly")
    assert (done.status, plain.status) == ("ok", "ok"), done.stderr
    ours, theirs = done.evidence["figures"][0], plain.evidence["figures"][0]
    assert ours["axes"] == theirs["axes"] and ours["axes"][0]["series"][0]["y"] == [1]
    for name in ("refused", "errors", "windows", "left_for", "dialogs", "workers"):
        assert done.evidence[name] == plain.evidence[name], name


@pytest.mark.parametrize("source", ["https://example.org/a.png", "file:///etc/passwd", "//localhost:1/a.png"])
def test_a_picture_from_elsewhere_is_not_fetched(drawer: Executor, source: str) -> None:
    image = f"dict(source={source!r}, x=0, y=1, sizex=1, sizey=1)"
    done = drawer.execute(GO + f"go.Figure(go.Bar(x=['a'], y=[1]), dict(images=[{image}])).show()", "plotly")
    assert done.status == "ok", done.stderr
    assert done.evidence["errors"]["n"] + done.evidence["refused"]["n"] > 0
    assert done.evidence["served"] == drawer.execute(PLAIN, "plotly").evidence["served"]


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


@pytest.mark.parametrize(
    "handed",
    [
        "None",
        "{'status': 'ok'}",
        "{'status': 'ok', 'document': 5}",
        "{'status': 'ok', 'document': 'no JSON'}",
        "{'status': 'ok', 'document': '[]'}",
        "{'status': 'ok', 'document': '{\"n\": 1, \"figures\": []}'}",
        "{'status': 'ok', 'document': '{\"n\": 1, \"figures\": [{\"layout\": 1}]}'}",
        "{'status': 'ok', 'document': '{\"n\": 1e999, \"figures\": [{\"layout\": {}}]}'}",
        "{'status': 'ok', 'document': '[' * 100_000}",
        "{'status': 'ok', 'pngs': [b'\\x89PNG\\r\\n\\x1a\\n'], 'figures': 1, 'evidence': {}}",
        "{'status': 'blank', 'pngs': [b'\\x89PNG\\r\\n\\x1a\\n'], 'figures': 1, 'evidence': {}}",
    ],
)
def test_a_forged_result_is_not_believed(drawer: Executor, handed: str) -> None:
    done = drawer.execute(HANDED.format(handed=handed), "plotly")
    assert done.status in ("killed", "no_output") and done.png is None and done.evidence is None, done.stderr


def test_a_forged_figure_is_what_is_drawn(drawer: Executor) -> None:
    figure = '{"data": [{"type": "bar", "y": [3], "marker": {"color": "#123456"}}], "layout": {"width": 1e9}}'
    handed = {"status": "ok", "document": f'{{"n": 1, "figures": [{figure}]}}', "evidence": {"forged": True}}
    done = drawer.execute(HANDED.format(handed=handed), "plotly")
    assert done.status == "ok", done.stderr
    assert done.evidence["figures"][0]["axes"][0]["series"][0]["colour"] == "#123456"
    assert done.evidence["figures"][0]["size"] == [1024, 500]
    assert "forged" not in done.evidence and "unseen" not in done.evidence
    assert "#123456" in [colour for colour, _ in done.evidence["pixels"]["colours"]]


def test_what_a_figure_does_to_plotly_ends_with_it(drawer: Executor) -> None:
    before = drawer.execute(PLAIN, "plotly")
    layout = '{"__proto__": {"title": {"text": "mine"}}, "constructor": {"prototype": {"showlegend": true}}}'
    figure = f'{{"data": [{{"y": [3], "__proto__": {{"visible": false}}}}], "layout": {layout}}}'
    handed = {"status": "ok", "document": f'{{"n": 1, "figures": [{figure}]}}'}
    assert drawer.execute(HANDED.format(handed=handed), "plotly").status in ("ok", "blank", "exception")
    after = drawer.execute(PLAIN, "plotly")
    assert (after.png, after.evidence) == (before.png, before.evidence)


def test_limits_hold_and_the_next_program_is_served() -> None:
    with Executor(runtimes(cpu_s=3, memory_mb=512), SAFE, None, count=1) as executor:
        loop = executor.execute(GO + "while True: pass", "plotly")
        bomb = executor.execute(GO + "held = []\nwhile True: held.append(bytearray(1 << 24))", "plotly")
        many = "go.Figure([go.Scatter(y=list(range(300)), mode='markers') for _ in range(500)]).show()"
        drawn = executor.execute(GO + many, "plotly")
        assert (loop.status, bomb.status) == ("cpu_timeout", "oom"), (loop.stderr, bomb.stderr)
        assert drawn.status in ("cpu_timeout", "oom"), drawn.stderr
        assert executor.execute(PLAIN, "plotly").status == "ok"
