"""Concept "orientation": standing bars lie down, lying bars stand up; what is an axis's own goes along."""

from __future__ import annotations

from random import Random

import libcst as cst

from stages.synthesize.domain import NotApplicable
from stages.synthesize.domains.chart.concepts.source import Source

_METHODS = {"bar": "barh", "barh": "bar"}
_KEYWORDS = {
    "width": "height",
    "height": "width",
    "bottom": "left",
    "left": "bottom",
    "xerr": "yerr",
    "yerr": "xerr",
}
_SETTINGS = {
    f"{prefix}{a}{name}": f"{prefix}{b}{name}"
    for prefix in ("set_", "")
    for a, b in (("x", "y"), ("y", "x"))
    for name in ("label", "scale", "lim", "ticks", "ticklabels", "margin")
} | {"axhline": "axvline", "axvline": "axhline"}
_AXIS_BOUND = (
    "text",
    "annotate",
    "bar_label",
    "plot",
    "scatter",
    "errorbar",
    "tick_params",
    "fill_between",
    "invert_yaxis",
)


def applies(source: Source) -> bool:
    bars = [c for c in source.plotting if c.method in _METHODS]
    return (
        source.single
        and bool(bars)
        and len(bars) == len(source.plotting)
        and source.axes.get("projection") == "rectilinear"
        and all(len(c.positional) == 2 and not c.starred for c in bars)
        and not source.named(*_AXIS_BOUND, "set", "grouped_bar")
    )


def apply(source: Source, rng: Random) -> str:
    if not applies(source):
        raise NotApplicable("no bars that can be turned")
    edits = {}
    for call in source.calls:
        if call.receiver != source.receiver:
            continue
        name = call.node.func.attr.value
        if name in _METHODS:
            edits[call.node] = _turned
        elif name in _SETTINGS:
            edits[call.node] = lambda node, new=_SETTINGS[name]: _renamed(node, new)
    return source.edit(edits)


def _renamed(call: cst.Call, name: str) -> cst.Call:
    return call.with_changes(func=call.func.with_changes(attr=cst.Name(name)))


def _turned(call: cst.Call) -> cst.Call:
    args = [
        a.with_changes(keyword=cst.Name(_KEYWORDS[a.keyword.value]))
        if a.keyword and a.keyword.value in _KEYWORDS
        else a
        for a in call.args
    ]
    return _renamed(call.with_changes(args=args), _METHODS[call.func.attr.value])
