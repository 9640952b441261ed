"""One line of canonical code for one series: fixed argument order, colours as hex, few points."""

from __future__ import annotations

from stages.synthesize.domain import NotApplicable
from stages.synthesize.domains.chart.canonical_shapes import write_image, write_patch, write_pie
from stages.synthesize.domains.chart.figures import (
    Json,
    categories,
    common_colour,
    count_of,
    data_series,
    has_marker,
    kind_of,
    label_of,
    points_of,
    visible,
)
from stages.synthesize.domains.chart.line import Detail, Line
from stages.synthesize.domains.chart.numbers import (
    listed,
    literal,
    quoted,
    quoted_list,
    rounded,
    spread,
    telling,
)

MARKERS = (
    "o",
    "s",
    "^",
    "v",
    "D",
    "x",
    "+",
    "*",
    ".",
    "p",
    "h",
    "<",
    ">",
    "d",
    "1",
    "2",
    "3",
    "4",
    "8",
    "|",
    "_",
)
STYLES = ("--", ":", "-.")


def write_series(axes: Json, series: Json, detail: Detail) -> Line:
    """The plotting call of a series. Raises NotApplicable where the evidence does not hold the data."""
    kind = kind_of(series)
    writer = _WRITERS.get(kind)
    if writer is None:
        raise NotApplicable(f"a {kind} has no short program")
    return writer(axes, series, detail)


def _kept(axes: Json, series: Json, detail: Detail) -> tuple[list[float], list[float], list[int]]:
    """(x, y, places that are written); series that share their x are written at the same places."""
    xs, ys = visible(axes, series)
    if not xs:
        raise NotApplicable(f"the data of a {kind_of(series)} are not known")
    peers = [visible(axes, s) for s in data_series(axes)]
    shared = [p[1] for p in peers if p[0] == xs][:3] if xs == sorted(xs) else []
    return xs, ys, telling(xs, shared or [ys], detail.points)


def _xy(axes: Json, series: Json, detail: Detail) -> tuple[str, str]:
    xs, ys, keep = _kept(axes, series, detail)
    logs = [axes.get(f"{axis}scale") == "log" for axis in "xy"]
    x = rounded([xs[i] for i in keep], detail.digits, log=logs[0])
    y = listed(rounded([ys[i] for i in keep], detail.digits, log=logs[1]))
    if axes.get("projection") == "3d":
        zs = series.get("z") or []
        if len(zs) != len(xs) or None in zs:
            raise NotApplicable("the depth of the data is not known")
        y += ", " + listed(rounded([zs[i] for i in keep], detail.digits))
    return listed(x), y


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


def _line(axes: Json, series: Json, detail: Detail) -> Line:
    return Line("plot", *_xy(axes, series, detail), _common(series, detail, stroke=True))


def _step(axes: Json, series: Json, detail: Detail) -> Line:
    return Line("step", *_xy(axes, series, detail), _common(series, detail, stroke=True))


def _scatter(axes: Json, series: Json, detail: Detail) -> Line:
    options = list(_common(series, detail, stroke=False))
    if has_marker(series) and series["marker"] in MARKERS and series["marker"] != "o":
        options.insert(min(1, len(options)), ("marker", quoted(series["marker"])))
    return Line("scatter", *_xy(axes, series, detail), tuple(options))


def _area(axes: Json, series: Json, detail: Detail) -> Line:
    """A band: y over x down to 0, or to a second curve. Outlines in several pieces have no curves."""
    if "sideways" not in series or series["sideways"]:
        raise NotApplicable("the curves of the filled area are not known")
    x, y = _xy(axes, series, detail)
    base = series.get("base") or []
    if any(base):
        xs, _, keep = _kept(axes, series, detail)
        if None in base or len(base) != len(xs):
            raise NotApplicable("the lower curve of the filled area is not known")
        y += ", " + listed(rounded([base[i] for i in keep], detail.digits))
    return Line("fill_between", x, y, _common(series, detail, stroke=False))


def _stem(axes: Json, series: Json, detail: Detail) -> Line:
    label = label_of(series)
    options = (("label", quoted(label)),) if label and len(label) <= detail.label else ()
    return Line("stem", *_xy(axes, series, detail), options)


def _errorbar(axes: Json, series: Json, detail: Detail) -> Line:
    x, y = _xy(axes, series, detail)
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
    log = axes.get("xscale" if lying else "yscale") == "log"
    heights = listed(rounded([values[i] for i in keep], detail.digits, log=log))
    return Line("barh" if lying else "bar", place, heights, tuple(options))


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
        options.append(
            ("left" if lying else "bottom", listed(rounded([base[i] for i in keep], detail.digits)))
        )
    return options


_WRITERS = {
    "line": _line,
    "scatter": _scatter,
    "step": _step,
    "area": _area,
    "stem": _stem,
    "errorbar": _errorbar,
    "bar": _bars,
    "barh": _bars,
    "pie": write_pie,
    "image": write_image,
    "patch": write_patch,
}
