"""Concepts that change one setting: "scale", "legend", "title", "layout", "style"."""

from __future__ import annotations

from random import Random

import libcst as cst

from stages.synthesize.chart.canonical_series import label_of
from stages.synthesize.chart.concepts.source import (
    LOG_PLOTTING,
    Call,
    Source,
    removal,
    text_of,
    with_keyword,
)
from stages.synthesize.chart.figures import data_series, kind_of, points_of
from stages.synthesize.chart.numbers import literal, quoted, rounded
from stages.synthesize.domain import NotApplicable

FLAT = ("line", "scatter", "bar", "barh", "area", "errorbar", "step", "stem")


def pick(choices: list, what: str, rng: Random):
    if not choices:
        raise NotApplicable(f"no {what} that can be changed stands plainly in the code")
    return rng.choice(choices)


def can_insert(source: Source, name: str) -> bool:
    try:
        source.insertion((name, ""))
    except NotApplicable:
        return False
    return True


def _flat(source: Source) -> bool:
    kinds = {kind_of(s) for s in data_series(source.axes)}
    return source.axes.get("projection") == "rectilinear" and bool(kinds) and kinds <= set(FLAT)


# scale


def scale_choices(source: Source) -> list[str]:
    """log_x, log_y, or linear where a log scale is set."""
    if not source.single or not source.plotting or not _flat(source):
        return []
    choices = []
    for axis in "xy":
        given = [c for c in source.named(f"{axis}scale") if c.bare]
        if given and source.axes.get(f"{axis}scale") != "linear":
            choices.append(f"linear_{axis}")
        values = [v for s in data_series(source.axes) for v in points_of(s)[0 if axis == "x" else 1]]
        drawn = {kind_of(s) for s in data_series(source.axes)}
        free = not (axis == "x" and drawn & {"bar", "stem", "area"}) and not (axis == "y" and "barh" in drawn)
        linear = source.axes.get(f"{axis}scale") == "linear" and not source.named(f"{axis}lim")
        if free and linear and values and min(values) > 0 and can_insert(source, f"{axis}scale"):
            choices.append(f"log_{axis}")
    if any(c.method in LOG_PLOTTING for c in source.plotting):
        choices.append("plain")
    return choices


def scale(source: Source, rng: Random) -> str:
    choice = pick(scale_choices(source), "scale", rng)
    if choice == "plain":
        calls = [c for c in source.plotting if c.method in LOG_PLOTTING]
        return source.edit({c.node: _as_plot for c in calls})
    kind, axis = choice.split("_")
    if kind == "linear":
        return source.edit(removal(source.named(f"{axis}scale")))
    return source.edit(source.insertion((f"{axis}scale", "'log'")))


def _as_plot(call: cst.Call) -> cst.Call:
    return call.with_changes(func=call.func.with_changes(attr=cst.Name("plot")))


# legend


def legend_choices(source: Source) -> list[str]:
    if not source.single or not source.plotting:
        return []
    given = source.named("legend")
    if given:
        if not all(c.bare and not c.repeated for c in given):
            return []
        return ["remove", *(["title"] if len(given) == 1 and not given[0].keyword("title") else [])]
    labelled = [s for s in data_series(source.axes) if label_of(s)]
    if labelled and can_insert(source, "legend"):
        return ["add"]
    fresh = [
        c for c in source.plotting if c.method in ("plot", "scatter", "bar", "barh", "step", "fill_between")
    ]
    plain = all(not c.repeated and not c.starred and not c.keyword("label") for c in fresh)
    if fresh and plain and len(fresh) == len(source.plotting) <= 4 and can_insert(source, "legend"):
        return ["label"] if len(fresh) == len(data_series(source.axes)) else []
    return []


_LEGENDS = ("Series", "Group", "Legend", "Kind", "Data", "Category")
_LABELS = (("Series A", "Series B", "Series C", "Series D"), ("North", "South", "East", "West"),
           ("2021", "2022", "2023", "2024"), ("Control", "Treated", "Placebo", "Untreated"),
           ("Alpha", "Beta", "Gamma", "Delta"))  # fmt: skip


def legend(source: Source, rng: Random) -> str:
    choice = pick(legend_choices(source), "legend", rng)
    given = source.named("legend")
    if choice == "remove":
        return source.edit(removal(given))
    if choice == "title":
        title = rng.choice(_LEGENDS)
        return source.edit({given[0].node: lambda node: with_keyword(node, "title", quoted(title))})
    edits = source.insertion(("legend", ""))
    if choice == "label":
        names = rng.choice(_LABELS)
        for call, name in zip(source.plotting, names, strict=False):
            edits[call.node] = lambda node, name=name: with_keyword(node, "label", quoted(name))
    return source.edit(edits)


# title and axis labels

SUBJECTS = ("Sales", "Temperature", "Rainfall", "Visitors", "Output", "Energy use", "Response time", "Yield",
             "Population", "Pressure", "Speed", "Demand", "Revenue", "Growth", "Signal", "Measurements")  # fmt: skip
_SHAPES = ("{}", "{} overview", "{} by group", "{} over time", "{} in 2024", "{}, first run", "Weekly {}",
           "{} report", "{} at a glance", "Daily {}", "{} compared", "{} (revised)")  # fmt: skip
AXES = {
    "x": (
        "Time (s)",
        "Month",
        "Category",
        "Distance (km)",
        "Day",
        "Sample",
        "Year",
        "Index",
        "Position",
        "Step",
    ),
    "y": ("Value", "Count", "Amount", "Share (%)", "Height (m)", "Score", "Rate", "Price", "Level", "Total"),
}


def title_choices(source: Source) -> list[str]:
    if not source.single or not source.plotting:
        return []
    choices = []
    for name in ("title", "xlabel", "ylabel"):
        given = source.named(name)
        plain = [c for c in given if c.positional and text_of(c.positional[0].value) is not None and c.bare]
        if given and len(plain) == len(given) == 1:
            choices.append(name)
        elif not given and not source.named("set") and not source.axes.get(name) and can_insert(source, name):
            pies = any(kind_of(s) == "pie" for s in data_series(source.axes))
            choices += [] if pies and name != "title" else [name]
    return choices


def title(source: Source, rng: Random) -> str:
    name = pick(title_choices(source), "title", rng)
    given = source.named(name)
    if name == "title":
        subject = rng.choice(SUBJECTS)
        shape = rng.choice(_SHAPES)
        text = shape.format(subject.lower() if shape.startswith(("Weekly", "Daily")) else subject)
    else:
        text = rng.choice([t for t in AXES[name[0]] if t != source.axes.get(name)])
    if given:
        old = given[0].positional[0].value
        return source.edit({old: lambda node: cst.SimpleString(quoted(text))})
    return source.edit(source.insertion((name, quoted(text))))


# layout: size, grid, limits, background

SIZES = ((4, 3), (6, 3), (5, 4), (6, 4), (8, 4), (5, 5), (3, 4), (7, 3))
_BACKGROUNDS = ("#f0f0f0", "#fff8e7", "#eaf2f8", "#f5f5dc", "#e8f5e9")


def _figure_call(source: Source) -> Call | None:
    found = [c for c in source.calls if c.receiver == "plt" and c.method in ("subplots", "figure")]
    return found[0] if len(found) == 1 and not found[0].repeated and not found[0].starred else None


def layout_choices(source: Source) -> list[str]:
    if not source.single or not source.plotting:
        return []
    choices = ["size"] if _figure_call(source) else []
    given = source.named("grid")
    if _flat(source):
        if not given and not source.axes.get("grid") and can_insert(source, "grid"):
            choices.append("grid")
        if given and source.axes.get("grid") and all(c.bare and not c.repeated for c in given):
            choices.append("no_grid")
        if not source.named("ylim", "set", "axis") and can_insert(source, "ylim"):
            choices.append("limits")
        if (
            source.axes.get("facecolor") == "#ffffff"
            and can_insert(source, "facecolor")
            and source.receiver != "plt"
        ):
            choices.append("background")
    return choices


def layout(source: Source, rng: Random) -> str:
    choice = pick(layout_choices(source), "layout", rng)
    if choice == "size":
        figure = source.evidence["figures"][-1]
        size = rng.choice([s for s in SIZES if list(s) != [round(v, 2) for v in figure.get("size") or []]])
        code = f"({size[0]}, {size[1]})"
        return source.edit({_figure_call(source).node: lambda node: with_keyword(node, "figsize", code)})
    if choice == "no_grid":
        return source.edit(removal(source.named("grid")))
    if choice == "limits":
        return source.edit(source.insertion(("ylim", ", ".join(map(literal, _roomier(source, rng))))))
    arguments = {"grid": "True", "background": quoted(rng.choice(_BACKGROUNDS))}[choice]
    return source.edit(source.insertion(({"background": "facecolor"}.get(choice, choice), arguments)))


def _roomier(source: Source, rng: Random) -> list[float]:
    """Limits of y with more room above, and below where the data do not start at 0."""
    low, high = source.axes["ylim"]
    if source.axes.get("yscale") != "linear":
        return rounded([low / 2, high * 2], 2)
    room = (high - low) * rng.choice((0.2, 0.3, 0.5))
    low = 0.0 if 0 <= low else low - room
    return rounded([low, high + room], 2)


# style: strokes and markers


def style_choices(source: Source) -> list[str]:
    calls = [c for c in source.plotting if c.method in ("plot", "step")]
    if not source.single or not calls or len(calls) != len(source.plotting) or any(c.starred for c in calls):
        return []
    if len(calls) != len(data_series(source.axes)) or any(len(c.positional) != 2 for c in calls):
        return []
    if any(text_of(c.positional[1].value) is not None for c in calls):
        return []
    return ["linestyle", "linewidth", "marker"]


def style(source: Source, rng: Random) -> str:
    name = pick(style_choices(source), "stroke", rng)
    calls = source.plotting
    value, aliases = {
        "linestyle": (rng.choice(["'--'", "':'", "'-.'"]), ("ls",)),
        "linewidth": (rng.choice(["3", "4", "0.8"]), ("lw",)),
        "marker": (rng.choice(["'o'", "'s'", "'^'", "'D'", "'x'"]), ()),
    }[name]
    chosen = calls if rng.random() < 0.5 else [rng.choice(calls)]
    return source.edit(
        {c.node: lambda node: with_keyword(node, name, value, aliases=aliases) for c in chosen}
    )
