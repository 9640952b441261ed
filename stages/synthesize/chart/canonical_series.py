"""One line of canonical code for one series: fixed argument order, colours as hex, few points."""

from __future__ import annotations

from dataclasses import dataclass

from stages.synthesize.chart.figures import Json, categories, count_of, has_marker, kind_of, points_of
from stages.synthesize.chart.numbers import literal, listed, quoted, quoted_list, rounded, spread
from stages.synthesize.domain import NotApplicable

MARKERS = ("o", "s", "^", "v", "D", "x", "+", "*", ".", "p", "h", "<", ">", "d", "1", "2", "3", "4", "8", "|", "_")
STYLES = ("--", ":", "-.")


@dataclass(frozen=True)
class Detail:
    """How much of a series is written: points, digits, and the longest label."""

    points: int
    digits: int
    label: int = 32


@dataclass(frozen=True)
class Line:
    """A plotting call in parts, so that several series can share their x."""

    method: str
    x: str
    y: str
    options: tuple[tuple[str, str], ...]

    def code(self, receiver: str, x: str | None = None) -> str:
        data = [part for part in (self.x if x is None else x, self.y) if part]
        options = [f"{name}={value}" for name, value in self.options]
        return f"{receiver}.{self.method}({', '.join(data + options)})"


def write_series(axes: Json, series: Json, detail: Detail) -> Line:
    """The plotting call of a series. Raises NotApplicable where the evidence does not hold the data."""
    kind = kind_of(series)
    writer = _WRITERS.get(kind)
    if writer is None:
        raise NotApplicable(f"a {kind} has no short program")
    return writer(axes, series, detail)


def _xy(series: Json, detail: Detail) -> tuple[str, str]:
    xs, ys = points_of(series)
    if not xs:
        raise NotApplicable(f"the data of a {kind_of(series)} are not known")
    keep = spread(len(xs), detail.points)
    x = rounded([xs[i] for i in keep], detail.digits)
    y = rounded([ys[i] for i in keep], detail.digits)
    return listed(x), listed(y)


def _common(series: Json, detail: Detail, *, stroke: bool) -> tuple[tuple[str, str], ...]:
    options = []
    if colour := common_colour(series):
        options.append(("color", quoted(colour)))
    if stroke and series.get("linestyle") in STYLES:
        options.append(("linestyle", quoted(series["linestyle"])))
    if stroke and has_marker(series) and series["marker"] in MARKERS:
        options.append(("marker", quoted(series["marker"])))
    if (label := label_of(series)) and len(label) <= detail.label:
        options.append(("label", quoted(label)))
    return tuple(options)


def common_colour(series: Json) -> str | None:
    """The colour of a series, or the most frequent of several (the first of those)."""
    colours = [c for c in series.get("colours") or [] if c]
    return series.get("colour") or (max(colours, key=colours.count) if colours else None)


def label_of(series: Json) -> str:
    label = str(series.get("label") or "")
    return "" if label.startswith("_") else label


def _line(axes: Json, series: Json, detail: Detail) -> Line:
    return Line("plot", *_xy(series, detail), _common(series, detail, stroke=True))


def _step(axes: Json, series: Json, detail: Detail) -> Line:
    return Line("step", *_xy(series, detail), _common(series, detail, stroke=True))


def _scatter(axes: Json, series: Json, detail: Detail) -> Line:
    options = list(_common(series, detail, stroke=False))
    if has_marker(series) and series["marker"] in MARKERS and series["marker"] != "o":
        options.insert(min(1, len(options)), ("marker", quoted(series["marker"])))
    return Line("scatter", *_xy(series, detail), tuple(options))


def _area(axes: Json, series: Json, detail: Detail) -> Line:
    return Line("fill_between", *_xy(series, detail), _common(series, detail, stroke=False))


def _stem(axes: Json, series: Json, detail: Detail) -> Line:
    label = label_of(series)
    options = (("label", quoted(label)),) if label and len(label) <= detail.label else ()
    return Line("stem", *_xy(series, detail), options)


def _errorbar(axes: Json, series: Json, detail: Detail) -> Line:
    x, y = _xy(series, detail)
    options = list(_common(series, detail, stroke=True))
    for name in ("xerr", "yerr"):
        errors = [e for e in series.get(name) or [] if isinstance(e, int | float)]
        if errors:
            options.insert(0, (name, literal(rounded([sum(errors) / len(errors)], 2)[0])))
    return Line("errorbar", x, y, tuple(options))


def _bars(axes: Json, series: Json, detail: Detail) -> Line:
    lying = series.get("kind") == "barh"
    names = categories(axes, series)
    xs, ys = points_of(series)
    if not xs:
        raise NotApplicable("the data of the bars are not known")
    places, values = (ys, xs) if lying else (xs, ys)
    whole = len(places) == count_of(series) and len(places) <= max(detail.points, 8)
    keep = list(range(len(places))) if whole else spread(len(places), detail.points)
    if names and len(names) == len(places):
        short = [names[i] for i in keep]
        if max(len(n) for n in short) > 18:
            raise NotApplicable("the names of the bars are too long")
        place = quoted_list(short)
    else:
        place = listed(rounded([places[i] for i in keep], detail.digits))
    options = list(_common(series, detail, stroke=False))
    colours = [c for c in series.get("colours") or [] if c]
    if colours and len(colours) == len(places) <= 6 and whole and len(set(colours)) > 1:
        options[0] = ("color", quoted_list([colours[i] for i in keep]))
    options[:0] = _extent(series, keep, places, lying, detail)
    return Line("barh" if lying else "bar", place, listed(rounded([values[i] for i in keep], detail.digits)), tuple(options))


def _extent(
    series: Json, keep: list[int], places: list[float], lying: bool, detail: Detail
) -> list[tuple[str, str]]:
    """Width where it is not the default, base where it is not 0."""
    options = []
    width = series.get("width")
    if width is not None and len(keep) < len(places):
        width = width * (len(places) - 1) / max(len(keep) - 1, 1)
    if width is not None and abs(width - 0.8) > 0.005 and width > 0:
        options.append(("height" if lying else "width", literal(rounded([width], 2)[0])))
    base = series.get("base") or []
    if len(base) == len(places) and any(base) and all(isinstance(b, int | float) for b in base):
        options.append(("left" if lying else "bottom", listed(rounded([base[i] for i in keep], detail.digits))))
    return options


def _pie(axes: Json, series: Json, detail: Detail) -> Line:
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


def _image(axes: Json, series: Json, detail: Detail) -> Line:
    """A small grid of values, rows from top to bottom; larger pictures are sampled down to 5 x 5."""
    rows = [list(row) for row in series.get("values") or [] if row]
    if not rows or len({len(r) for r in rows}) != 1 or not all(isinstance(v, int | float) for r in rows for v in r):
        raise NotApplicable("the pixels of the image are not known")
    down, across = spread(len(rows), min(5, detail.points)), spread(len(rows[0]), min(5, detail.points))
    flat = rounded([rows[i][j] for i in down for j in across], 2)
    grid = [flat[k : k + len(across)] for k in range(0, len(flat), len(across))]
    options = [("cmap", quoted(series["cmap"]))] if series.get("cmap") else []
    return Line("imshow", "", "[" + ", ".join(listed(row) for row in grid) + "]", tuple(options))


_WRITERS = {
    "line": _line,
    "scatter": _scatter,
    "step": _step,
    "area": _area,
    "stem": _stem,
    "errorbar": _errorbar,
    "bar": _bars,
    "barh": _bars,
    "pie": _pie,
    "image": _image,
}
