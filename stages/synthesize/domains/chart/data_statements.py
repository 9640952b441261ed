"""Statements about the data of a panel: in full where short, else names, number and range."""

from __future__ import annotations

from stages.synthesize.domains.chart.facts import PanelFacts
from stages.synthesize.domains.chart.numbers import literal
from stages.synthesize.domains.chart.series_facts import SeriesFacts
from stages.synthesize.domains.chart.statement import Statement
from stages.synthesize.domains.chart.wording import (
    ORDINALS,
    SINGULAR,
    enumerate_texts,
    numbers,
    quote,
)

MOST_SERIES = 6
"""Series that a description speaks of one by one."""
_MANY = ("scatter", "bar", "barh", "errorbar", "stem", "contour")


def subject(series: SeriesFacts) -> dict[str, str]:
    """How a sentence refers to the series, with the verb forms that go with it."""
    noun = SINGULAR[series.kind]
    if series.label:
        name = f"the {noun} {quote(series.label)}"
    elif series.alone:
        name = f"the {noun}"
    else:
        ordinal = ORDINALS[series.place] if series.place < len(ORDINALS) else f"{series.place + 1}th"
        name = f"the {ordinal} set of {noun}" if series.kind in _MANY else f"the {ordinal} {noun}"
    many = series.kind in _MANY and (series.alone or bool(series.label))
    verbs = (
        {"have": "have", "span": "span", "is": "are"}
        if many
        else {"have": "has", "span": "spans", "is": "is"}
    )
    return {"subject": name, "noun": noun, **verbs}


def data(panel: PanelFacts, *, full: bool) -> list[Statement]:
    """The data in full (`full`, where short) or by names, number and range."""
    shown = panel.series[:MOST_SERIES]
    pairs = [s.data[0] for s in shown if s.full and s.data[0].kind == "values" and "x" in s.data[0].args]
    pairs = [c for c in pairs if "y" in c.args]
    pairs = [c for c in pairs if "z" not in c.args]
    shared = (
        full and len(pairs) == len(panel.series) > 1 and all(c.args["x"] == pairs[0].args["x"] for c in pairs)
    )
    statements = []
    if shared:
        statements.append(Statement("shared_x", "data", {"x": numbers(pairs[0].args["x"])}, ()))
    for series in shown:
        if series.full and full:
            statements += _stated(series, shared)
        elif series.names:
            fields = {**subject(series), "labels": enumerate_texts(series.names.args["labels"])}
            statements.append(Statement("names", "data", fields, (series.names,)))
        elif series.full and series.kind == "pie" and len(series.data) > 1:
            labels = enumerate_texts(series.data[0].args["labels"])
            statements.append(Statement("wedges", "data", {"labels": labels}, series.data[:1]))
        elif not series.full:
            statements += _summed_up(series)
    return statements


def _stated(series: SeriesFacts, shared: bool) -> list[Statement]:
    who, claim = subject(series), series.data[0]
    if claim.kind == "cells":
        rows = "[" + ", ".join(numbers(row) for row in claim.args["rows"]) + "]"
        return [Statement("cells", "data", {"cells": rows}, (claim,)), *_colour_map(series)]
    if claim.kind in ("shares", "wedge_labels"):
        claim = series.data[-1]
        parts = [f"{literal(v)}%" for v in claim.args["percent"]]
        if len(series.data) > 1:
            named = zip(series.data[0].args["labels"], parts, strict=True)
            fields = {"pairs": enumerate_texts([f"{quote(n)} {p}" for n, p in named], quoted=False)}
            return [Statement("named_shares", "data", fields, series.data)]
        return [Statement("shares", "data", {"parts": enumerate_texts(parts, quoted=False)}, series.data)]
    if series.kind in ("bar", "barh") and ("x" not in claim.args or "y" not in claim.args):
        values = claim.args.get("y") or claim.args["x"]
        if series.names:
            named = zip(series.names.args["labels"], values, strict=True)
            fields = {
                **who,
                "pairs": enumerate_texts([f"{quote(n)} {literal(v)}" for n, v in named], quoted=False),
            }
            said = [Statement("named_bars", "data", fields, (series.names, claim))]
        else:
            said = [Statement("bars", "data", {**who, "values": numbers(values)}, (claim,))]
        for base in series.data[1:]:
            said.append(Statement("stacked", "data", {**who, "base": numbers(base.args["values"])}, (base,)))
        return said
    fields = {**who, "x": numbers(claim.args["x"]), "y": numbers(claim.args["y"])}
    if "z" in claim.args:
        return [Statement("points_z", "data", {**fields, "z": numbers(claim.args["z"])}, (claim,))]
    return [Statement("points_y" if shared else "points", "data", fields, (claim,))]


def _colour_map(series: SeriesFacts) -> list[Statement]:
    maps = [c for c in series.data if c.kind == "colour_map"]
    return [Statement("colour_map", "look", {"name": c.args["name"]}, (c,)) for c in maps]


def _summed_up(series: SeriesFacts) -> list[Statement]:
    statements, who = _colour_map(series), subject(series)
    for claim in series.data:
        if claim.kind == "point_count":
            elements = {"bar": "bars", "barh": "bars", "pie": "slices"}.get(series.kind, "points")
            if series.kind in ("bar", "barh", "scatter") and series.alone:
                who = {**who, "subject": "the chart", "have": "has", "span": "spans"}
            fields = {**who, "n": str(claim.args["n"]), "elements": elements}
            statements.append(Statement("number", "data", fields, (claim,)))
        elif claim.kind == "value_range":
            fields = {**subject(series), "axis": claim.args["axis"]}
            fields |= {"low": literal(claim.args["low"]), "high": literal(claim.args["high"])}
            statements.append(Statement("range", "data", fields, (claim,)))
    return statements
