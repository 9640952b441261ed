"""Long scripts in cells: each piece holds what it needs, stands at its span, and leaves the others out."""

from __future__ import annotations

import ast

import pytest

from stages.crawl.domains.chart import READERS
from stages.crawl.domains.chart.cells import drawing_cells
from stages.crawl.domains.chart.needs import changes
from tests.crawl.archives import chart_select

(READER,) = READERS

SCRIPT = '''"""
A page
======
"""
# Authors: somebody
import numpy as np
import matplotlib.pyplot as plt
from math import pi, tau

np.random.seed(3)


def wave(x):
    return inner(x) * factor


def inner(x):
    return np.sin(x)


factor = 2
# %%
# Data, é in prose
# ----------------
x = np.linspace(0, pi)
noise = np.random.rand(50)
unused = tau

# %%
# The first picture
fig, ax = plt.subplots()
ax.plot(x, wave(x))  # the wave
plt.show()

# %%
# Words about the second.

data = {"a": 1}
data["b"] = 2
plt.bar(list(data), list(data.values()))
text = """
# %%
not a cell
"""

# %%
# The third goes on with the data of the second
data.update(c=3)
# a comment of the code
plt.pie(data.values())
'''


def pieces(script: str, **changes):
    selection = READER.selection.model_validate(chart_select(whole_bytes=100) | changes)
    return list(READER.read(script.encode(), "x.py", selection, {}))


def lines(code: str) -> list[str]:
    return [line for line in code.splitlines() if line.strip()]


def test_each_drawing_cell_becomes_a_piece_with_what_it_needs():
    first, second, third = pieces(SCRIPT)
    assert lines(first.prepared) == [
        "import numpy as np",
        "import matplotlib.pyplot as plt",
        "from math import pi, tau",
        "np.random.seed(3)",
        "def wave(x):",
        "    return inner(x) * factor",
        "def inner(x):",
        "    return np.sin(x)",
        "factor = 2",
        "x = np.linspace(0, pi)",
        "fig, ax = plt.subplots()",
        "ax.plot(x, wave(x))  # the wave",
        "plt.show()",
    ]
    assert lines(second.prepared)[0] == "import matplotlib.pyplot as plt" and "wave" not in second.prepared
    assert lines(third.prepared) == [
        "import matplotlib.pyplot as plt",
        'data = {"a": 1}',
        'data["b"] = 2',
        "data.update(c=3)",
        "# a comment of the code",
        "plt.pie(data.values())",
    ]


def test_a_span_is_the_bytes_of_its_cell():
    content = SCRIPT.encode()
    spans = [content[piece.start : piece.end].decode() for piece in pieces(SCRIPT)]
    assert [span.splitlines()[1] for span in spans] == [
        "# The first picture",
        "# Words about the second.",
        "# The third goes on with the data of the second",
    ]
    assert "not a cell" in spans[1] and content.endswith(spans[2].encode())


def test_pieces_run_by_themselves_and_draw_one_figure_each(monkeypatch):
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot as plt

    for piece in pieces(SCRIPT):
        exec(compile(piece.prepared, "piece", "exec"), {"__name__": "__main__"})
        assert len(plt.get_fignums()) == 1
        plt.close("all")


@pytest.mark.parametrize("whole_bytes", [None, 10_000])
def test_a_short_script_and_one_without_a_bound_stay_whole(whole_bytes):
    (piece,) = pieces(SCRIPT, whole_bytes=whole_bytes)
    assert (piece.start, piece.end) == (0, len(SCRIPT.encode()))


def test_a_script_in_which_one_cell_draws_stays_whole():
    (piece,) = pieces(SCRIPT.partition("# %%\n# Words")[0])
    assert piece.start == 0 and "tau" in piece.prepared


def test_a_cell_is_refused_for_what_it_needs_and_the_others_stay():
    script = SCRIPT.replace('data = {"a": 1}', 'data = dict(open("x"))')
    assert [piece.reason for piece in pieces(script)] == [None, "reads: open", "reads: open"]


def test_line_ends_of_another_system_move_no_span():
    content = SCRIPT.replace("\n", "\r\n").encode()
    selection = READER.selection.model_validate(chart_select(whole_bytes=100))
    found = list(READER.read(content, "x.py", selection, {}))
    assert [p.prepared for p in found] == [p.prepared for p in pieces(SCRIPT)]
    assert content[found[0].start : found[0].end].startswith(b"# %%\r\n# The first")


@pytest.mark.parametrize("broken", ["def (", "x = '\x00'", "\ufeff# %%\nplt.plot("])
def test_what_is_no_python_is_one_dropped_piece(broken):
    (piece,) = pieces(broken + "\n" + "#" * 200)
    assert piece.reason.startswith("syntax")


def test_headings_of_notebooks_begin_cells():
    script = (
        "import matplotlib.pyplot as plt\n# # A title\nplt.plot([1])\n# Prose.\n\n"
        "# ## Another\nplt.bar([1], [2])\n"
    )
    found = drawing_cells(script)
    assert [(cell.first, cell.last) for cell in found] == [(2, 5), (6, 8)]
    assert "Prose" not in found[0].code and "title" not in found[0].code
    assert all(ast.parse(cell.code) for cell in found)


CELLS = """import matplotlib.pyplot as plt
import numpy as np
values = np.arange(4)

fig, ax = plt.subplots()
ax.bar(values, values)

# %%
def show(ax, data, *, scale=1):
    fig = ax.figure
    fig.set_facecolor([c for c in "w"][0])
    ax.plot(offset + scale * np.asarray(data))

fig, ax = plt.subplots()
offset = 2
show(ax, values)
ax.plot([fig for fig in values])

# %%
offset = 3
fig, ax = plt.subplots()
with plt.rc_context() as values:
    ax.plot(values)
for ax in [ax]:
    show(ax, [1])
"""


def test_a_name_that_gets_a_new_value_needs_none_of_its_earlier_ones():
    first, second, third = (cell.code for cell in drawing_cells(CELLS))
    assert [code.count("plt.subplots()") for code in (first, second, third)] == [1, 1, 1]
    assert [code.count(".bar(") for code in (first, second, third)] == [1, 0, 0]
    assert "values = np.arange(4)" in second and "values = np.arange(4)" not in third
    assert "def show" in third and "offset = 3" in third


def test_a_variable_that_a_function_reads_may_come_after_it():
    script = (
        "import matplotlib.pyplot as plt\nplt.plot([1])\n# %%\ndef draw_it():\n    plt.bar(names, 1)\n"
        "names = ['a']\nplt.pie([1])\n# %%\nnames += ['b']\ndraw_it()\n"
    )
    (*_, last) = drawing_cells(script)
    assert "names = ['a']" in last.code and "def draw_it" in last.code and "pie" not in last.code


@pytest.mark.parametrize(
    ("statement", "changed"),
    [
        ("ax.plot(data)", {"ax"}),
        ("axs[0].imshow(data)", {"axs"}),
        ("np.fill_diagonal(data, 0)", {"data"}),
        ("decorate(ax, data)", {"ax", "data"}),
        ("rng.shuffle(data)", {"rng", "data"}),
        ("data[0].update(b=1)", {"data"}),
    ],
)
def test_what_a_statement_changes(statement, changed):
    assert changes(ast.parse(statement).body[0], {"np"}) == changed
