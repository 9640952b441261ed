"""Programs that hand runtime plotly a result of their own, or take more than their limits."""

from __future__ import annotations

import pytest

from stages.sandbox import Executor
from tests.sandbox.conftest import SAFE, requires, runtimes
from tests.sandbox.plotly_examples import PLAIN

pytestmark = requires("plotly")

GO = "import plotly.graph_objects as go\n"
HANDED = """
import sys
frame = sys._getframe()
while "_finish" not in frame.f_globals:
    frame = frame.f_back
frame.f_globals["_finish"] = lambda values: {handed}
"""
"""Puts a result of its own in the place of what the harness would hand over."""


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
    with Executor(runtimes(memory_mb=512), SAFE, None, count=1) as executor:
        loop = executor.execute(GO + "while True: pass", "plotly")
        bomb = executor.execute(GO + "held = []\nwhile True: held.append(bytearray(1 << 24))", "plotly")
        many = "go.Figure([go.Scatter(y=list(range(300)), mode='markers') for _ in range(500)]).show()"
        drawn = executor.execute(GO + many, "plotly")
        assert (loop.status, bomb.status) == ("cpu_timeout", "oom"), (loop.stderr, bomb.stderr)
        assert drawn.status in ("cpu_timeout", "oom"), drawn.stderr
        assert executor.execute(PLAIN, "plotly").status == "ok"
