"""Canonical statements for what has no x and y: pies, images, patches."""

from __future__ import annotations

from stages.synthesize.domain import NotApplicable
from stages.synthesize.domains.chart.figures import Json, count_of
from stages.synthesize.domains.chart.line import Detail, Line
from stages.synthesize.domains.chart.numbers import listed, literal, quoted, quoted_list, rounded, spread

COLOUR_MAPS = frozenset(
    (
        "viridis plasma inferno magma cividis gray hot cool jet bone copper spring summer autumn winter "
        "Blues Greens Reds Greys Oranges Purples RdBu RdBu_r RdYlGn PiYG PRGn PuOr BrBG Spectral coolwarm "
        "bwr terrain binary YlGn YlOrRd GnBu BuPu PuRd turbo twilight hsv rainbow Wistia tab10 Set1 Pastel1"
    ).split()
)
"""Colour maps that every matplotlib knows; a program's own are left away."""
MOST_PATCHES = 8
"""Patches that a short program draws one by one."""


def write_pie(axes: Json, series: Json, detail: Detail) -> Line:
    parts = [v for v in series.get("y") or [] if isinstance(v, int | float) and v > 0]
    if not parts or len(parts) > 8:
        raise NotApplicable(f"a pie of {count_of(series)} parts has no short program")
    options = []
    labels = [str(t) for t in series.get("labels") or []]
    if len(labels) == len(parts) and any(labels) and max(len(t) for t in labels) <= detail.label:
        options.append(("labels", quoted_list(labels)))
    colours = [c for c in series.get("colours") or [] if c]
    if len(colours) == len(parts):
        options.append(("colors", quoted_list(colours)))
    return Line("pie", "", listed([round(100 * v / sum(parts), 1) for v in parts]), tuple(options))


def write_image(axes: Json, series: Json, detail: Detail) -> Line:
    """A small grid of values, in the direction in which it is drawn; larger pictures are sampled to 5 x 5."""
    rows = [list(row) for row in series.get("values") or [] if row]
    if (
        not rows
        or len({len(r) for r in rows}) != 1
        or not all(isinstance(v, int | float) for r in rows for v in r)
    ):
        raise NotApplicable("the pixels of the image are not known")
    down, across = spread(len(rows), min(5, detail.points)), spread(len(rows[0]), min(5, detail.points))
    flat = rounded([rows[i][j] for i in down for j in across], 2)
    grid = [flat[k : k + len(across)] for k in range(0, len(flat), len(across))]
    options = [("cmap", quoted(series["cmap"]))] if series.get("cmap") in COLOUR_MAPS else []
    extent = series.get("extent")
    if extent is None or (None not in extent and extent[2] < extent[3]):
        options.append(("origin", "'lower'"))
    return Line("imshow", "", "[" + ", ".join(listed(row) for row in grid) + "]", tuple(options))


def write_patch(axes: Json, series: Json, detail: Detail) -> Line:
    """A rectangle, circle or polygon, filled in its colour."""
    box = series.get("box") or []
    if len(box) != 4 or None in box:
        raise NotApplicable("the outline of a patch is not known")
    colour = f"color={quoted(series['colour'])}" if series.get("colour") else "fill=False"
    x0, y0, x1, y1 = rounded(box, 3)
    shape = series.get("shape")
    if shape == "rectangle":
        width, height = literal(round(x1 - x0, 6)), literal(round(y1 - y0, 6))
        data = f"plt.Rectangle(({literal(x0)}, {literal(y0)}), {width}, {height}, {colour})"
    elif shape == "circle":
        radius = literal(rounded([(x1 - x0) / 2], 3)[0])
        x, y = rounded([(x0 + x1) / 2, (y0 + y1) / 2], 3)
        data = f"plt.Circle(({literal(x)}, {literal(y)}), {radius}, {colour})"
    elif shape == "polygon" and series.get("x") and None not in series["x"] + series["y"]:
        keep = spread(len(series["x"]), detail.points)
        corners = [listed(rounded([series[k][i] for i in keep], 3)) for k in "xy"]
        return Line("fill", *corners, (("color", quoted(series["colour"])),) if series.get("colour") else ())
    else:
        raise NotApplicable(f"a patch of shape {shape} has no short program")
    return Line("add_patch", "", data, ())
