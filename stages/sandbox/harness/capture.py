"""Which figures a script drew: saved, shown, or open at its end.

A figure counts when it reaches a canvas's print function (`savefig` and all that calls it), `show`, or when
it is open in pyplot at the end; closing it afterwards changes nothing. What is shown without waiting
(`pause`) counts as it is at the end. `plt.show()` closes what it showed, as it does where there is a window
to close, so that what follows draws on a new figure. Nothing is rendered until the end, unless a figure that
counts is cleared to be used again. An animation is advanced before its figure is rendered.
"""

from __future__ import annotations

from functools import wraps
from itertools import islice
from typing import Any

import matplotlib
from matplotlib import pyplot as plt
from matplotlib import rcsetup
from matplotlib.animation import Animation
from matplotlib.axes import Axes
from matplotlib.backend_bases import FigureCanvasBase
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from stages.sandbox.harness import evidence_python, pixels, text_layouts

MOST_FIGURES = 12
"""Figures rendered; all are counted."""

FRAMES = 50
"""Frames that an animation is advanced before its figure is rendered."""

_animations: dict[Figure, list[Animation]] = {}
_drawn: dict[Figure, bool] = {}
"""Figures that count and have not been rendered since, in the order of first counting; True where saved or
shown to the end, so that the picture of that moment is kept when the figure is cleared."""
_rendered: list[dict[str, Any]] = []
_busy = [False]


def install() -> None:
    """Put the hooks in, once, in the template: forks inherit them."""
    print_figure, print_png = FigureCanvasBase.print_figure, FigureCanvasAgg.print_png
    clear_figure, clear_axes, start_animation = Figure.clear, Axes.clear, Animation.__init__

    @wraps(print_figure)  # matplotlib asks for signatures
    def counted_print(self: FigureCanvasBase, *args: Any, **kwargs: Any) -> Any:
        done = print_figure(self, *args, **kwargs)
        _count(self.figure)
        return done

    @wraps(print_png)
    def counted_png(self: FigureCanvasAgg, *args: Any, **kwargs: Any) -> Any:
        done = print_png(self, *args, **kwargs)
        _count(self.figure)
        return done

    @wraps(clear_figure)
    def kept_figure(self: Figure, *args: Any, **kwargs: Any) -> None:
        _render_before_change(self)
        clear_figure(self, *args, **kwargs)

    @wraps(clear_axes)
    def kept_axes(self: Axes) -> None:
        _render_before_change(self.get_figure(root=True))
        clear_axes(self)

    def show(*args: Any, block: bool | None = None, **kwargs: Any) -> None:
        lasting = block or (block is None and not matplotlib.is_interactive())
        for number in plt.get_fignums():
            _count(plt.figure(number), lasting=lasting)
        if lasting:
            plt.close("all")

    def show_figure(self: Figure, warn: bool = True) -> None:
        _count(self, lasting=False)

    def use(backend: str, *, force: bool = True) -> None:
        rcsetup.validate_backend(backend)  # any real one is accepted, and Agg goes on drawing

    @wraps(start_animation)
    def noted_animation(self: Animation, fig: Figure, *args: Any, **kwargs: Any) -> None:
        start_animation(self, fig, *args, **kwargs)
        _animations.setdefault(fig.get_figure(root=True), []).append(self)

    FigureCanvasBase.print_figure, FigureCanvasAgg.print_png = counted_print, counted_png
    Figure.clear, Axes.clear = kept_figure, kept_axes
    Animation.__init__ = noted_animation
    plt.show, Figure.show = show, show_figure
    matplotlib.use = plt.switch_backend = use
    FigureCanvasBase.start_event_loop = lambda self, timeout=0: None  # plt.pause and input have no window


def _count(figure: Figure, *, lasting: bool = True) -> None:
    if not _busy[0]:
        figure = figure.get_figure(root=True)
        _drawn[figure] = _drawn.get(figure, False) or lasting


def _render_before_change(figure: Figure | None) -> None:
    if _drawn.get(figure) and not _busy[0]:
        del _drawn[figure]
        _render(figure)


def _render(figure: Figure) -> None:
    if len(_rendered) >= MOST_FIGURES:
        _rendered.append({})
        return
    _busy[0] = True
    try:
        canvas = figure.canvas if type(figure.canvas) is FigureCanvasAgg else FigureCanvasAgg(figure)
        canvas._is_saving = True  # as in savefig: animated artists are drawn, animations do not start
        for animation in _animations.get(figure, ()):
            _advance(animation)
        with text_layouts.remembered():
            canvas.draw()
            rgb = pixels.on_white(_buffer(canvas))
            facts = evidence_python.figure_evidence(figure)
    finally:
        _busy[0] = False
    _rendered.append({"facts": facts, "pixels": pixels.describe(rgb), "png": pixels.png(rgb)})


def _advance(animation: Animation) -> None:
    """To the last frame, at most the 50th, as a viewer would see it come."""
    animation._init_draw()
    for frame in islice(animation.new_frame_seq(), FRAMES):
        animation._draw_frame(frame)


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
