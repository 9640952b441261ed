"""Which figures a script drew: saved, shown, or open at its end.

A figure counts when it reaches a canvas's print function (`savefig` and all that calls it), `show`, or when
it is open in pyplot at the end; closing it afterwards changes nothing. `plt.show()` closes what it showed, as
it does where there is a window to close, so that what follows draws on a new figure. Nothing is rendered
until the end, unless a figure that counts is cleared to be used again.
"""

from __future__ import annotations

from typing import Any

import matplotlib
from matplotlib import pyplot as plt
from matplotlib import rcsetup
from matplotlib.axes import Axes
from matplotlib.backend_bases import FigureCanvasBase
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from stages.sandbox.harness import evidence_python, pixels

MOST_FIGURES = 12
"""Figures rendered; all are counted."""

_drawn: dict[Figure, None] = {}
"""Figures that count and have not been rendered since, in the order of first counting."""
_rendered: list[dict[str, Any]] = []
_busy = [False]


def install() -> None:
    """Put the hooks in, once, in the template: forks inherit them."""
    print_figure, print_png = FigureCanvasBase.print_figure, FigureCanvasAgg.print_png
    clear_figure, clear_axes = Figure.clear, Axes.clear

    def counted_print(self: FigureCanvasBase, *args: Any, **kwargs: Any) -> Any:
        done = print_figure(self, *args, **kwargs)
        _count(self.figure)
        return done

    def counted_png(self: FigureCanvasAgg, *args: Any, **kwargs: Any) -> Any:
        done = print_png(self, *args, **kwargs)
        _count(self.figure)
        return done

    def kept_figure(self: Figure, *args: Any, **kwargs: Any) -> None:
        _render_before_change(self)
        clear_figure(self, *args, **kwargs)

    def kept_axes(self: Axes) -> None:
        _render_before_change(self.get_figure(root=True))
        clear_axes(self)

    def show(*args: Any, block: bool | None = None, **kwargs: Any) -> None:
        for number in plt.get_fignums():
            _count(plt.figure(number))
        if block or (block is None and not matplotlib.is_interactive()):
            plt.close("all")

    def show_figure(self: Figure, warn: bool = True) -> None:
        _count(self)

    def use(backend: str, *, force: bool = True) -> None:
        rcsetup.validate_backend(backend)  # any real one is accepted, and Agg goes on drawing

    FigureCanvasBase.print_figure, FigureCanvasAgg.print_png = counted_print, counted_png
    Figure.clear, Axes.clear = kept_figure, kept_axes
    plt.show, Figure.show = show, show_figure
    matplotlib.use = plt.switch_backend = use
    FigureCanvasBase.start_event_loop = lambda self, timeout=0: None  # plt.pause and input have no window


def _count(figure: Figure) -> None:
    if not _busy[0]:
        _drawn.setdefault(figure.get_figure(root=True))


def _render_before_change(figure: Figure | None) -> None:
    if figure in _drawn and not _busy[0]:
        del _drawn[figure]
        _render(figure)


def _render(figure: Figure) -> None:
    if len(_rendered) >= MOST_FIGURES:
        _rendered.append({})
        return
    _busy[0] = True
    try:
        canvas = figure.canvas if type(figure.canvas) is FigureCanvasAgg else FigureCanvasAgg(figure)
        canvas.draw()
        rgb = pixels.on_white(_buffer(canvas))
        facts = evidence_python.figure_evidence(figure)
    finally:
        _busy[0] = False
    _rendered.append({"facts": facts, "pixels": pixels.describe(rgb), "png": pixels.png(rgb)})


def _buffer(canvas: FigureCanvasAgg) -> Any:
    import numpy as np

    return np.asarray(canvas.buffer_rgba())


def finish() -> dict[str, Any]:
    """Render what counts: the sample's status, pictures and evidence.

    Blank figures are left out where another is not blank.
    """
    for number in plt.get_fignums():
        _count(plt.figure(number))
    for figure in list(_drawn):
        _render(figure)
    if not _rendered:
        return {"status": "no_output", "stderr": "no figure was saved, shown or left open"}
    shots = [shot for shot in _rendered if shot]
    painted = [shot for shot in shots if not pixels.is_blank(shot["pixels"])]
    kept = painted or shots[-1:]
    return {
        "status": "ok" if painted else "blank",
        "stderr": "" if painted else "nothing is drawn on the figure",
        "figures": len(_rendered) - (len(shots) - len(kept)),
        "pngs": [shot["png"] for shot in kept],
        "evidence": {"figures": [shot["facts"] for shot in kept], "pixels": kept[-1]["pixels"]},
    }
