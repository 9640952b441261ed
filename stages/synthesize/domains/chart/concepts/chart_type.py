"""Concept "chart_type": the same data drawn by another kind of chart, where the data allow it."""

from __future__ import annotations

from random import Random

import libcst as cst

from stages.synthesize.domain import NotApplicable
from stages.synthesize.domains.chart.concepts.calls import Call
from stages.synthesize.domains.chart.concepts.source import Source
from stages.synthesize.domains.chart.concepts.tree import spaced, text_of
from stages.synthesize.domains.chart.figures import count_of, data_series, points_of

KEEPS = {
    "plot": ("color", "c", "label", "alpha", "linewidth", "lw", "linestyle", "ls", "marker"),
    "scatter": ("color", "c", "label", "alpha", "marker"),
    "bar": ("color", "label", "alpha"),
    "step": ("color", "c", "label", "alpha", "linewidth", "lw", "linestyle", "ls"),
    "fill_between": ("color", "label", "alpha"),
    "stem": ("label",),
}
"""Keywords that a kind of chart understands as they stand."""
MOST_BARS = 40


def options(source: Source) -> list[str]:
    """Methods that can take the place of the present one."""
    calls = source.plotting
    methods = {c.method for c in calls}
    if not source.single or len(methods) != 1 or not methods <= set(KEEPS):
        return []
    if not all(convertible(c) for c in calls):
        return []
    old = methods.pop()
    series = data_series(source.axes)
    if not series or source.axes.get("projection") not in ("rectilinear", "polar"):
        return []
    found = {"plot", "scatter", "bar", "step", "fill_between", "stem"} - {old}
    if min(count_of(s) for s in series) < 2:
        found &= {"scatter", "bar"}
    if len(series) > 1 or max(count_of(s) for s in series) > MOST_BARS:
        found -= {"bar", "stem"}
    if any(points_of(s)[0] != sorted(points_of(s)[0]) for s in series):
        found -= {"plot", "step", "fill_between"}
    if any(_names(source, c) for c in calls):
        found -= {"fill_between", "stem", "step"}
    if source.axes.get("projection") == "polar":
        found &= {"plot", "scatter", "bar"}
    if any(any(s.get("base") or []) for s in series if s.get("kind") == "bar"):
        found = set()
    return sorted(found)


def apply(source: Source, rng: Random) -> str:
    choices = options(source)
    if not choices:
        raise NotApplicable("the data allow no other kind of chart")
    method = rng.choice(choices)
    return source.edit({c.node: lambda call: converted(source, call, method) for c in source.plotting})


def convertible(call: Call) -> bool:
    """x and y given plainly, a third argument only as a format string, and the result unused."""
    given = call.positional
    if (
        call.starred
        or not call.bare
        or not 1 <= len(given) <= 3
        or call.keyword("data", "xdata", "where", "height")
    ):
        return False
    if call.method == "plot":
        plain = not any(text_of(a.value) is not None for a in given[:2]) if len(given) > 1 else True
        return plain and (len(given) < 3 or text_of(given[2].value) is not None)
    return len(given) == 2


def _names(source: Source, call: Call) -> bool:
    """Whether x is a list of words."""
    x = source.value(call.positional[0].value)
    return isinstance(x, cst.List | cst.Tuple) and any(text_of(e.value) is not None for e in x.elements)


def converted(source: Source, call: cst.Call, method: str) -> cst.Call:
    given = [a for a in call.args if a.keyword is None]
    if len(given) == 1:
        y = cst.Module([]).code_for_node(given[0].value)
        if method != "plot":
            given = [cst.Arg(cst.parse_expression(f"range(len({y}))")), given[0]]
    kept = [a for a in call.args if a.keyword and a.keyword.value in KEEPS[method]]
    kept = [a for a in kept if not isinstance(source.value(a.value), cst.List | cst.Tuple)]
    func = call.func.with_changes(attr=cst.Name(method))
    return call.with_changes(func=func, args=spaced([*given[:2], *kept]))
