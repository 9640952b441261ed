"""Facts of a matplotlib figure, read from its artists after it was drawn.

Coordinates: `box` in fractions of the figure, data in data units. Colours `#rrggbb`, alpha left out. Of
tables, anchored boxes, quiver keys and axes inside axes only their number is told (`others`). Not covered:
artists added to the figure beside its axes and texts.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.colors import to_hex, to_rgba
from matplotlib.figure import Figure
from matplotlib.legend import Legend

from stages.sandbox.harness.evidence_series import series_evidence
from stages.sandbox.harness.layout_python import layout_evidence, ticks_in_view
from stages.sandbox.harness.rounding import MOST, number, numbers

_PROJECTIONS = ("rectilinear", "polar", "3d")


def colour(value: Any) -> str | None:
    """`#rrggbb`, None where fully transparent."""
    rgba = to_rgba(value)
    return to_hex(rgba[:3]) if rgba[3] > 0 else None


def figure_evidence(figure: Figure) -> dict[str, Any]:
    """One entry of `figures`."""
    return {
        "size": numbers(figure.get_size_inches()),
        "suptitle": figure.get_suptitle() or None,
        "facecolor": colour(figure.get_facecolor()),
        "axes": [axes_evidence(axes, figure) for axes in figure.axes if axes.get_visible()][:MOST],
        "texts": _figure_texts(figure),
        "legend": _legend(figure.legends[-1]) if figure.legends else None,
        "layout": layout_evidence(figure),
    }


def _figure_texts(figure: Figure) -> list[dict[str, Any]]:
    """Texts placed on the figure itself, its titles left out; positions in figure fractions."""
    titles = {id(t) for t in (figure._suptitle, figure._supxlabel, figure._supylabel)}
    return [_text(t) for t in figure.texts if id(t) not in titles and t.get_text() and t.get_visible()][:MOST]


def axes_evidence(axes: Axes, figure: Figure) -> dict[str, Any]:
    """One entry of `axes`; additional keys: `colorbar`, and `zlim`, `zlabel` where there is depth."""
    place = figure.transFigure.inverted().transform_bbox(axes.get_window_extent())
    facts = {
        "projection": axes.name if axes.name in _PROJECTIONS else "other",
        "box": numbers(place.extents),
        "title": next((t for t in map(axes.get_title, ("center", "left", "right")) if t), ""),
        "xlabel": axes.get_xlabel(),
        "ylabel": axes.get_ylabel(),
        "xscale": axes.get_xscale(),
        "yscale": axes.get_yscale(),
        "xlim": numbers(axes.get_xlim()),
        "ylim": numbers(axes.get_ylim()),
        "xticklabels": _tick_labels(axes.xaxis),
        "yticklabels": _tick_labels(axes.yaxis),
        "grid": bool(axes.axison and (_has_grid(axes.xaxis) or _has_grid(axes.yaxis))),
        "facecolor": colour(axes.get_facecolor()),
        "visible_axis": bool(axes.axison),
        "colorbar": hasattr(axes, "_colorbar"),
        "legend": _legend(axes.get_legend()),
        "series": series_evidence(axes),
        "others": sum(a.get_visible() for a in (*axes.artists, *axes.tables, *axes.child_axes)),
        "texts": [_text(t, axes) for t in axes.texts if t.get_text() and t.get_visible()][:MOST],
    }
    if axes.name == "3d":
        facts["zlabel"], facts["zlim"] = axes.get_zlabel(), numbers(axes.get_zlim())
    return facts


def _tick_labels(axis: Axis) -> list[str]:
    """Labels of the ticks inside the view, in their order on the axis."""
    if not axis.axes.axison or not axis.get_visible():
        return []
    shown = [text for t in ticks_in_view(axis) for text in (t.label1, t.label2) if text.get_visible()]
    return [text.get_text() for text in shown if text.get_text()][:MOST]


def _has_grid(axis: Axis) -> bool:
    return any(line.get_visible() for line in axis.get_gridlines())


def _legend(legend: Legend | None) -> dict[str, Any] | None:
    if legend is None or not legend.get_visible():
        return None
    labels = [text.get_text() for text in legend.get_texts()]
    return {"title": legend.get_title().get_text(), "labels": labels[:MOST]}


def _text(text: Any, axes: Axes | None = None) -> dict[str, Any]:
    """Where the text stands: in axes its lower left corner, in data units whatever it was given in."""
    if axes is None or axes.name == "3d":
        position = [_unitless(v) for v in text.get_position()[:2]]
    else:
        corner = axes.transData.inverted().transform(text.get_window_extent().min)
        position = [_on_origin(v, axis) for v, axis in zip(corner, (axes.xaxis, axes.yaxis), strict=True)]
    return {"text": text.get_text(), "x": position[0], "y": position[1], "colour": colour(text.get_color())}


def _on_origin(value: float, axis: Axis) -> float | None:
    """0 where a coordinate counted back from pixels misses it by less than a billionth of a linear view."""
    low, high = axis.get_view_interval()
    near = axis.get_scale() == "linear" and abs(value) < 1e-9 * abs(high - low)
    return 0.0 if near else number(value)


def _unitless(value: Any) -> float | None:
    """A coordinate that may still carry its unit (a date, a category)."""
    return number(value) if isinstance(value, (int, float, np.number)) else None
