"""Notebooks: the cells that draw, with the bytes that they stand in."""

from __future__ import annotations

import json

import pytest

from stages.crawl.domains.chart import READERS, ChartSelection
from stages.crawl.domains.chart.notebook import notebook_cells

CELLS = [
    ("markdown", ["# Wachstum in °C\n", "plt.plot([0])"]),
    ("code", ["%matplotlib inline\n", "import matplotlib.pyplot as plt\n", "import numpy as np"]),
    ("code", ["hidden = 3\n", "x = np.arange(5)  # für alle"]),
    ("code", "plt.plot(x, x**2)\nplt.title('Grün')"),
    ("code", ["%%bash\n", "plot everything"]),
    ("code", ["!ls\n", "x?\n", "plt.bar(x, x)\n", "plt.title('Balken')"]),
]


def notebook(cells: list[tuple[str, object]], **more: object) -> bytes:
    made = [{"cell_type": kind, "metadata": {}, "source": source, "outputs": []} for kind, source in cells]
    return json.dumps(
        {"metadata": {"cells": 1}, "cells": made, "nbformat": 4, **more}, ensure_ascii=False
    ).encode()


def select() -> ChartSelection:
    return ChartSelection(
        domain="chart",
        language="python",
        include=["*.ipynb"],
        exclude=[],
        max_bytes=10_000,
        cap=None,
        libraries=["matplotlib", "numpy"],
    )


def test_cells_that_draw_stand_alone_and_are_found_in_the_bytes() -> None:
    content = notebook(CELLS)
    line, bars = READERS[0].read(content, "a.ipynb", select(), {})
    for piece, source in ((line, CELLS[3][1]), (bars, CELLS[5][1])):
        assert piece.reason is None
        assert json.loads(content[piece.start : piece.end]) == source
    assert line.prepared.split("\n")[:2] == ["import matplotlib.pyplot as plt", "import numpy as np"]
    assert "Grün" in line.prepared and "Balken" not in line.prepared
    assert "Grün" not in bars.prepared and "x = np.arange(5)" in bars.prepared
    for piece in (line, bars):
        compile(piece.prepared, "piece", "exec")
        assert "hidden" not in piece.prepared and "%" not in piece.prepared and "!" not in piece.prepared


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "syntax"),
        (b"[1, 2]", "no notebook"),
        (b'{"cells": 3}', "no notebook"),
        (b'{"cells": [', "syntax"),
        (notebook([("code", "plt.plot(")]), "syntax"),
        (b"\xff\xfe", "syntax"),
    ],
)
def test_what_is_no_notebook_keeps_a_piece_with_the_reason(content: bytes, said: str) -> None:
    (piece,) = READERS[0].read(content, "a.ipynb", select(), {})
    assert piece.prepared is None and said in piece.reason
    assert (piece.start, piece.end) == (0, len(content))


def test_a_notebook_that_draws_nothing_has_no_piece() -> None:
    assert notebook_cells(notebook([("code", "x = 1"), ("markdown", "plt.plot([1])")])) == []
