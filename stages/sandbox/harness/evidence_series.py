"""The data that axes show, one entry a series: a line, a group of bars, a pie, a cloud of points.

Artists made by one call are one series: the members of a container, the wedges of a pie. What is a series
is decided from what is seen, not from what was called: a line with markers alone is a scatter.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from matplotlib import collections as mcollections
from matplotlib import lines, markers, patches
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import to_hex, to_rgba
from matplotlib.container import BarContainer, ErrorbarContainer, StemContainer
from matplotlib.contour import ContourSet
from matplotlib.image import AxesImage

from stages.sandbox.harness.rounding import MOST, number, numbers

_FORMS = ("o", ".", "s", "^", "v", "D", "x", "+", "*")
"""Markers that scattered points are told by."""
COARSE = 8
"""Rows and columns of an image whose values are stated; a larger one is averaged in as many blocks."""


def series_evidence(axes: Axes) -> list[dict[str, Any]]:
    """All series of the axes in drawing order of their first artist."""
    groups, place = {}, {}
    for container in axes.containers:
        for artist in _members(container):
            groups[id(artist)] = container
    found: list[dict[str, Any]] = []
    seen: set[int] = set()
    wedges: list[patches.Wedge] = []
    for artist in axes.get_children():
        container = groups.get(id(artist))
        if container is not None:
            if id(container) not in seen:
                seen.add(id(container))
                found.append(_container(container))
        elif isinstance(artist, patches.Wedge) and artist.get_visible():
            wedges.append(artist)
            place.setdefault("pie", len(found))
        elif artist.get_visible() and artist not in (axes.patch, *axes.spines.values()):
            found += _single(artist, axes)
    if wedges:
        found.insert(place["pie"], _pie(wedges))
    return found[:MOST]


def _members(container: Any) -> Iterable[Artist]:
    if isinstance(container, ErrorbarContainer):
        line, caps, bars = container
        return [a for a in (line, *caps, *bars) if a is not None]
    if isinstance(container, StemContainer):
        parts = (container.markerline, container.stemlines, container.baseline)
        return [a for part in parts for a in (part if isinstance(part, (list, tuple)) else [part])]
    return list(container)


def _container(container: Any) -> dict[str, Any]:
    label = container.get_label()
    if isinstance(container, BarContainer):
        return _bars(container)
    if isinstance(container, ErrorbarContainer):
        line, caps, bars = container
        shown = line if line is not None else (*bars, *caps)[0]
        if isinstance(shown, lines.Line2D):
            return {**_line(shown), "kind": "errorbar", "label": _label(label), **_errors(container)}
        return {"kind": "errorbar", "label": _label(label), **_colours(shown.get_color()), "n": 0}
    if isinstance(container, StemContainer):
        return {**_line(container.markerline), "kind": "stem", "label": _label(label)}
    return {"kind": "collection", "label": _label(label), "n": len(container), "colour": None}


def _errors(container: ErrorbarContainer) -> dict[str, Any]:
    """`xerr` and `yerr`: half the length of each error bar."""
    names = [name for name, has in (("xerr", container.has_xerr), ("yerr", container.has_yerr)) if has]
    spans = [[np.ptp(ends, axis=0) / 2 for ends in bars.get_segments() if len(ends)] for bars in container[2]]
    return {
        name: numbers(span[0 if name == "xerr" else 1] for span in each)
        for name, each in zip(names, spans, strict=False)
    }


def _bars(bars: BarContainer) -> dict[str, Any]:
    across = bars.orientation == "horizontal"
    drawn = [bar for bar in bars if isinstance(bar, patches.Rectangle)]
    left, low = np.array([bar.get_xy() for bar in drawn], float).reshape(-1, 2).T
    width = np.array([bar.get_width() for bar in drawn], float)
    height = np.array([bar.get_height() for bar in drawn], float)
    thick = height if across else width
    facts = {
        "kind": "barh" if across else "bar",
        "label": _label(bars.get_label()),
        "n": len(drawn),
        **_colours([bar.get_facecolor() for bar in drawn]),
        "x": numbers(width if across else left + width / 2),
        "y": numbers(low + height / 2 if across else height),
        "width": number(np.median(np.abs(thick))) if len(thick) else None,
        "alpha": _alpha(drawn[0]) if drawn else None,
    }
    base = left if across else low
    return {**facts, "base": numbers(base)} if np.any(base) else facts


def _pie(wedges: list[patches.Wedge]) -> dict[str, Any]:
    labels = [_label(w.get_label()) for w in wedges]
    return {
        "kind": "pie",
        "label": "",
        "n": len(wedges),
        **_colours([w.get_facecolor() for w in wedges]),
        "y": numbers((w.theta2 - w.theta1) / 360 for w in wedges),
        "labels": labels[:MOST],
        "width": number(wedges[0].width) if wedges[0].width is not None else None,
    }


def _single(artist: Artist, axes: Axes) -> list[dict[str, Any]]:
    """The series that one artist is; none for what is no data."""
    label = _label(artist.get_label())
    if isinstance(artist, lines.Line2D):
        return [_line(artist, axes)]
    if isinstance(artist, ContourSet):
        levels = {"n": len(artist.levels), "y": numbers(artist.levels), "filled": bool(artist.filled)}
        return [{"kind": "contour", "label": label, **levels, **_colours(_edge_or_face(artist))}]
    if isinstance(artist, AxesImage):
        return [_image(artist, artist.get_array(), numbers(artist.get_extent()))]
    if isinstance(artist, mcollections.QuadMesh):
        return [_image(artist, artist.get_array(), None)]
    if isinstance(artist, mcollections.Collection):
        return [_collection(artist, label)]
    if isinstance(artist, patches.Patch):
        box = artist.get_path().get_extents(artist.get_patch_transform()).extents
        shape = type(artist).__name__.lower()
        colours = _colours([artist.get_facecolor() if artist.get_fill() else artist.get_edgecolor()])
        facts = {"kind": "patch", "label": label, "n": 1, **colours, "shape": shape}
        if isinstance(artist, patches.Polygon):
            corners = np.asarray(artist.get_xy(), float)
            facts |= {"x": numbers(corners[:, 0]), "y": numbers(corners[:, 1]), "corners": len(corners)}
        return [{**facts, "box": numbers(box), "alpha": _alpha(artist)}]
    return []


def _line(line: lines.Line2D, axes: Axes | None = None) -> dict[str, Any]:
    depth = line.get_data_3d() if hasattr(line, "get_data_3d") else None
    x, y = depth[:2] if depth is not None else (line.get_xdata(orig=False), line.get_ydata(orig=False))
    style, marker = line.get_linestyle(), line.get_marker()
    marked = marker not in (None, "None", "none", "", " ")
    kind = "line"
    if style in ("None", "none", "", " "):
        kind = "scatter"
    elif line.get_drawstyle() != "default":
        kind = "step"
    shown = line.get_markerfacecolor() if kind == "scatter" else line.get_color()
    facts = {
        "kind": kind,
        "label": _label(line.get_label()),
        "n": len(x),
        **_colours([shown]),
        "x": numbers(_plain(x)),
        "y": numbers(_plain(y)),
        "linestyle": "" if kind == "scatter" else str(style),
        "linewidth": number(line.get_linewidth()),
        "marker": (marker if isinstance(marker, str) else "custom") if marked else "",
        "alpha": _alpha(line),
    }
    if depth is not None:
        facts["z"] = numbers(_plain(depth[2]))
    if axes is not None and (across := _reference(line, axes)):
        facts["reference"] = across
    return facts


def _reference(line: lines.Line2D, axes: Axes) -> str | None:
    """`h` for a line across the axes (axhline), `v` for one up and down (axvline)."""
    if line.get_transform() == axes.get_yaxis_transform(which="grid"):
        return "h"
    return "v" if line.get_transform() == axes.get_xaxis_transform(which="grid") else None


def _collection(artist: mcollections.Collection, label: str) -> dict[str, Any]:
    facts = {"kind": "collection", "label": label, **_colours(_edge_or_face(artist)), "alpha": _alpha(artist)}
    points = _plain2(getattr(artist, "_offsets3d", (None,))[:2]) if hasattr(artist, "_offsets3d") else None
    if points is None and isinstance(artist, mcollections.PathCollection):
        points = np.ma.filled(np.ma.asarray(artist.get_offsets(), float), np.nan)
    if points is not None and isinstance(artist, mcollections.PathCollection):
        facts |= {"kind": "scatter", "n": len(points), "x": numbers(points[:, 0]), "y": numbers(points[:, 1])}
        facts["form"] = _form(artist)
        if hasattr(artist, "_offsets3d"):
            facts["z"] = numbers(_plain(artist._offsets3d[2]))
        return facts
    paths = artist.get_paths()
    if isinstance(artist, mcollections.FillBetweenPolyCollection) and len(paths) == 1:
        return facts | _between(paths[0].vertices, sideways=artist.t_direction == "y")
    if isinstance(artist, mcollections.FillBetweenPolyCollection):  # in pieces, by `where`
        corners = np.concatenate([p.vertices for p in paths]) if paths else np.empty((0, 2))
        return facts | {
            "kind": "area",
            "n": len(corners),
            "x": numbers(corners[:, 0]),
            "y": numbers(corners[:, 1]),
        }
    return facts | {"n": len(paths), "shape": type(artist).__name__.lower()}


def _form(artist: mcollections.PathCollection) -> str | None:
    """The marker of scattered points, None where it is none of `_FORMS` or there are several."""
    paths = artist.get_paths()
    for name in _FORMS if len(paths) == 1 else ():
        style = markers.MarkerStyle(name)
        outline = style.get_path().transformed(style.get_transform()).vertices
        if outline.shape == paths[0].vertices.shape and np.allclose(outline, paths[0].vertices):
            return name
    return None


def _between(corners: np.ndarray, *, sideways: bool) -> dict[str, Any]:
    """The two curves of a filled band: `y` over `x`, and `base` where the other is not 0.

    The outline runs once along the first curve and back along the second, with a corner at each end.
    """
    count = (len(corners) - 3) // 2
    along, across = (1, 0) if sideways else (0, 1)
    first, second = corners[1 : count + 1], corners[count + 2 : 2 * count + 2][::-1]
    facts = {
        "kind": "area",
        "n": count,
        "x": numbers(first[:, along]),
        "y": numbers(first[:, across]),
        "sideways": sideways,
    }
    return {**facts, "base": numbers(second[:, across])} if np.any(second[:, across]) else facts


def _coarse(array: Any) -> list[list[float | None]]:
    """Rows of an image's values, at most 8 x 8; means of blocks where it has more."""
    whole = np.ma.filled(np.ma.asarray(array, float), np.nan)
    rows = np.array_split(whole, min(COARSE, len(whole)))
    blocks = [np.array_split(row, min(COARSE, row.shape[1]), axis=1) for row in rows]
    return [numbers(block.mean() for block in row) for row in blocks]


def _image(artist: Any, array: Any, extent: list[float | None] | None) -> dict[str, Any]:
    facts = {
        "kind": "image",
        "label": _label(artist.get_label()),
        "n": int(np.size(array)) if array is not None else 0,
        "colour": None,
        "shape": [int(n) for n in np.shape(array)],
        "cmap": artist.get_cmap().name,
        "clim": [None if v is None else number(v) for v in artist.get_clim()],
    }
    if array is not None and np.ndim(array) == 2 and np.size(array):
        facts["values"] = _coarse(array)
    return {**facts, "extent": extent} if extent is not None else facts


def _edge_or_face(artist: mcollections.Collection) -> Any:
    faces = artist.get_facecolor()
    return faces if len(faces) else artist.get_edgecolor()


def _colours(values: Any) -> dict[str, Any]:
    """`colour` where all agree, else `colours`, one an element in their order."""
    if isinstance(values, str):
        values = [values]
    names = [to_hex(rgba[:3]) for rgba in map(to_rgba, values) if rgba[3] > 0]
    if len(set(names)) > 1:
        return {"colour": None, "colours": names[:MOST]}
    return {"colour": next(iter(names), None)}


def _label(label: Any) -> str:
    """ "" for the names that matplotlib gives by itself."""
    label = "" if label is None else str(label)
    return "" if label.startswith("_") else label


def _alpha(artist: Any) -> float | None:
    alpha = artist.get_alpha()
    return None if alpha is None or np.ndim(alpha) else number(alpha)


def _plain(values: Any) -> np.ndarray:
    return np.ma.filled(np.ma.asarray(values, float), np.nan).ravel()


def _plain2(pair: Any) -> np.ndarray:
    return np.stack([_plain(v) for v in pair], axis=1)
