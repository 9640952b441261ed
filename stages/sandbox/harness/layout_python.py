"""Where the texts of a matplotlib figure ended up, and in what colour: for judging overlap, clipping,
contrast.

A text is {"text", "role", "box": [left, top, right, bottom], "colour", "turned"}; the box in fractions of the
figure from its upper left corner, so that a text that leaves the page has an edge below 0 or above 1. Not
covered: tables, labels of contours, texts placed in depth, texts that their axes clip away.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from matplotlib.axes import Axes
from matplotlib.axis import Axis, Tick
from matplotlib.colors import to_hex, to_rgba
from matplotlib.figure import Figure
from matplotlib.text import Text
from mpl_toolkits.mplot3d.art3d import Text3D

from stages.sandbox.harness.rounding import MOST, numbers


def layout_evidence(figure: Figure) -> list[dict[str, Any]]:
    """The visible texts of a figure that was drawn."""
    width, height = figure.bbox.width, figure.bbox.height
    found = []
    for role, text in _texts(figure):
        if not text.get_visible() or not text.get_text().strip():
            continue
        box = text.get_window_extent()
        clip = text.get_clip_box() if text.get_clip_on() else None
        if clip is not None and not clip.overlaps(box):
            continue
        edges = (box.x0 / width, 1 - box.y1 / height, box.x1 / width, 1 - box.y0 / height)
        found.append(
            {
                "text": text.get_text(),
                "role": role,
                "box": numbers(edges),
                "colour": to_hex(to_rgba(text.get_color())[:3]),
                "turned": text.get_rotation() % 90 != 0,
            }
        )
    return found[:MOST]


def _texts(figure: Figure) -> Iterator[tuple[str, Text]]:
    yield from (("figure", text) for text in figure.texts)
    for legend in figure.legends:
        yield from (("legend", text) for text in legend.get_texts())
    for axes in figure.axes:
        if axes.get_visible():
            yield from _texts_of(axes)


def _texts_of(axes: Axes) -> Iterator[tuple[str, Text]]:
    yield from (("title", text) for text in (axes.title, axes._left_title, axes._right_title))
    yield from (("text", text) for text in axes.texts if not isinstance(text, Text3D))
    if (legend := axes.get_legend()) is not None and legend.get_visible():
        yield from (("legend", text) for text in legend.get_texts())
    if axes.axison and axes.name != "3d":
        for axis in (axes.xaxis, axes.yaxis):
            if axis.get_visible():
                yield "label", axis.label
                yield from (("tick", text) for text in _tick_texts(axis))


def _tick_texts(axis: Axis) -> Iterator[Text]:
    """Labels of the major ticks inside the view."""
    for tick in ticks_in_view(axis):
        yield tick.label1
        yield tick.label2


def ticks_in_view(axis: Axis) -> list[Tick]:
    """The visible major ticks that the axis has room for, up to a millionth of the view as it is scaled."""
    scaled = axis.get_transform().transform
    low, high = sorted(scaled(axis.get_view_interval()))
    slack = (high - low) * 1e-6
    ticks = [tick for tick in axis.get_major_ticks() if tick.get_visible()]
    places = scaled([tick.get_loc() for tick in ticks])
    return [t for t, place in zip(ticks, places, strict=True) if low - slack <= place <= high + slack]
