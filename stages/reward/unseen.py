"""Lines of which nothing is seen: a stroke through a single point, without a marker.

Read alike from the evidence of every runtime that draws charts. A line of which the evidence does not hold
all points is none of them, nor is one of no points: that is how a program gives a legend an entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from stages.reward.case import Evidence

_NO_MARKER = (None, "", " ", "none", "None")
_STROKED = ("GeomLine", "GeomPath", "GeomStep")
_WAY = re.compile(r"\bw(?:i|it|ith)?\s+(?:l|lines?|fsteps|steps)\b")
"""How gnuplot is told to draw strokes alone."""
_PART = re.compile(r',(?=(?:[^"]*"[^"]*")*[^"]*$)')
"""What stands between the curves of a plot command."""


def unseen_lines(evidence: Evidence) -> list[str]:
    """Where each such line stands, in words."""
    found: list[str] = []
    told = evidence.get("plots") or []
    for figure in evidence.get("figures") or []:
        for axes in figure.get("axes") or []:
            found += [_at(s) for s in axes.get("series") or () if is_unseen(s)]
        for panel in figure.get("panels") or []:
            strokes = [s for s in panel["series"] if s.get("type") in ("l", "s", "S")]
            found += [_at(s) for s in strokes if _points(s) == 1]
        for plot in figure.get("plots") or []:
            found += _of_layers(plot.get("layers") or [])
        found += [f"at pixel {place}" for place in _of_marks(figure.get("marks") or [])]
        if "curves" in figure and len(told) == 1:
            found += _of_curves(figure["curves"], told[0])
    for plot in told:
        if isinstance(plot, dict):
            found += [_at(t) for t in plot["traces"] if is_unseen(t)]
    return found


def is_unseen(series: Evidence) -> bool:
    """Whether nothing is seen of a series of matplotlib, Octave or plotly."""
    return _stroke(series) and _points(series) == 1


def _stroke(series: Evidence) -> bool:
    """Whether it is a stroke and nothing else."""
    if "mode" in series:
        filled = series.get("fill") not in (None, "none")
        kind = series.get("kind", series.get("type"))
        return kind == "scatter" and series["mode"] == "lines" and not filled
    bare = series.get("linestyle") in _NO_MARKER
    return series.get("kind") in ("line", "step") and not bare and series.get("marker") in _NO_MARKER


def _points(series: Evidence) -> int | None:
    """How many points are known in both directions; None where more were drawn than are known."""
    pairs, count = _pairs(series), series.get("n")
    return None if count is None or count > len(pairs) else sum(None not in pair for pair in pairs)


def _pairs(data: Evidence) -> list[tuple[Any, Any]]:
    return list(zip(data.get("x") or [], data.get("y") or [], strict=False))


def _at(series: Evidence) -> str:
    return f"at {_place(next(pair for pair in _pairs(series) if None not in pair))}"


def _place(pair: tuple[Any, Any]) -> str:
    return "(" + ", ".join(f"{v:g}" if isinstance(v, int | float) else str(v) for v in pair) + ")"


def _of_layers(layers: list[Evidence]) -> Iterator[str]:
    """Layers of ggplot2 whose groups have one point each; a line with markers is two layers."""
    pairs = [_pairs(layer["data"]) for layer in layers]
    marked = {p for ly, own in zip(layers, pairs, strict=True) if ly["geom"] not in _STROKED for p in own}
    for layer, own in zip(layers, pairs, strict=True):
        if layer["geom"] in _STROKED and layer["groups"] == layer["n"] == len(own):
            yield from (f"at {_place(pair)}" for pair in own if None not in pair and pair not in marked)


def _of_marks(marks: list[Evidence]) -> Iterator[str]:
    """Lines of a Vega scene with one item; a line with markers is two marks."""
    pairs = [_pairs(mark) for mark in marks]
    marked = {p for m, own in zip(marks, pairs, strict=True) if m["type"] != "line" for p in own}
    for mark, own in zip(marks, pairs, strict=True):
        if mark["type"] == "line" and mark["n"] == len(own) == 1 and own[0] not in marked:
            yield _place(own[0])


def _of_curves(curves: list[Evidence], command: str) -> Iterator[str]:
    parts = _PART.split(command)
    if len(parts) == len(curves):
        for curve, part in zip(curves, parts, strict=True):
            if _WAY.search(re.sub(r'"[^"]*"', '""', part)) and _points(curve) == 1:
                yield _at(curve)
