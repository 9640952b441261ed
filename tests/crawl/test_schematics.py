"""Seeds of schemdraw drawings: blocks of a page, with what they need of the blocks before them."""

from __future__ import annotations

import ast

import pytest

from stages.crawl.config import Selection
from stages.crawl.domains import reader_of

SELECTION = Selection(
    domain="scientific", language="python", include=["*"], exclude=[], max_bytes=9999, cap=None
)
PAGE = """Title é
=======

.. jupyter-execute::
    :hide-code:

    import schemdraw
    from schemdraw import elements as elm
    schemdraw.use('svg')

    def pair(a, b):
        return elm.Resistor().label(a), elm.Resistor().label(b)

Words.

.. jupyter-execute::
    :code-below:

    with schemdraw.Drawing() as d:
        d += elm.Resistor().label('1Ω')

.. code-block:: python

    not_a_block()

* In a list

  .. jupyter-execute::

      elm.Ic(
          pins=[])  # a part

.. jupyter-execute::

    with schemdraw.Drawing() as d:
        for part in pair('x', 'y'):
            d.add(part)

    schemdraw.theme('dark')
"""


def pieces(page: str):
    return list(reader_of("scientific", "python").read(page.encode(), "docs/a.rst", SELECTION, {}))


def test_blocks_that_draw_become_scripts_with_their_spans():
    first, second = pieces(PAGE)
    assert first.prepared == (
        "import schemdraw\nfrom schemdraw import elements as elm\n\n"
        "with schemdraw.Drawing() as d:\n    d += elm.Resistor().label('1Ω')\n"
    )
    span = PAGE.encode()[first.start : first.end].decode()
    assert span.startswith("    with schemdraw") and span.endswith("label('1Ω')")
    assert second.prepared.endswith(
        "\n\nd = schemdraw.Drawing()\nd += elm.Ic(\n    pins=[])  # a part\nd.draw()\n"
    )
    assert "Resistor" not in second.prepared
    assert PAGE.encode()[second.start : second.end].decode().strip().startswith("elm.Ic(")


def test_a_block_takes_the_functions_it_needs_and_no_drawing_before_it():
    *_, last = pieces(PAGE.replace("    schemdraw.theme('dark')\n", ""))
    assert "def pair" in last.prepared and last.prepared.count("with schemdraw.Drawing()") == 1
    assert "use('svg')" not in last.prepared and ast.parse(last.prepared)


@pytest.mark.parametrize(
    ("last", "shown"),
    [
        ("logicparse('a and b')", "logicparse('a and b').draw()"),
        ("d = schemdraw.Drawing()\n    d", "d = schemdraw.Drawing()\nd.draw()"),
        ("d = schemdraw.Drawing()\n    d.draw()", "d = schemdraw.Drawing()\nd.draw()"),
    ],
)
def test_what_a_notebook_shows_is_drawn(last, shown):
    head = "from schemdraw.parsing import logicparse"
    (piece,) = pieces(f".. jupyter-execute::\n\n    {head}\n    {last}\n")
    assert piece.prepared.endswith(f"{shown}\n") and "import schemdraw\n" in piece.prepared


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("with schemdraw.Drawing(show=False) as d:\n        d += 1", "hidden"),
        ("import urllib\n    elm.Resistor()", "reads: imports urllib"),
        ("elm.ElementImage('board.png')", "reads: board.png"),
        ("elm.Resistor(", "syntax"),
    ],
)
def test_blocks_that_do_not_stand_alone_are_named(code, reason):
    (piece,) = pieces(f".. jupyter-execute::\n\n    {code}\n")
    assert piece.prepared is None and piece.reason.startswith(reason)


def test_a_page_without_drawings_or_text():
    assert pieces(".. jupyter-execute::\n\n    import schemdraw\n    schemdraw.theme('dark')\n") == []
    (piece,) = reader_of("scientific", "python").read(b"\xff\xfe", "a.rst", SELECTION, {})
    assert piece.reason.startswith("encoding")
