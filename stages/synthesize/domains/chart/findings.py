"""What the data of a chart say: the highest bar, a peak, a rise, one line above another, a correlation.

Read only where every value is known (the evidence lists at most 64) and the finding is clear: a tie or a
difference that a reader could overlook is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

from stages.synthesize.domain import Claim
from stages.synthesize.domains.chart.facts import PanelFacts
from stages.synthesize.domains.chart.figures import (
    Json,
    axes_of,
    categories,
    count_of,
    kind_of,
    points_of,
    series_of,
)
from stages.synthesize.domains.chart.numbers import literal
from stages.synthesize.domains.chart.series_facts import SeriesFacts, read_text
from stages.synthesize.domains.chart.wording import SINGULAR, quote

CLEAR = 0.05
"""Share of the span by which a value must stand out."""


@dataclass(frozen=True)
class Finding:
    """`text` completes "… that": a clause without a full stop."""

    text: str
    claim: Claim


def findings(evidence: Json, panel: PanelFacts, rng: Random) -> list[Finding]:
    """Every clear finding of a panel, series by series."""
    axes = axes_of(evidence)[panel.number]
    found: list[Finding] = []
    named: list[tuple[Json, SeriesFacts]] = []
    for facts in panel.series:
        same = [s for s in series_of(axes) if kind_of(s) == facts.kind]
        series = same[facts.place]
        if not facts.data:
            continue
        ref = {k: v for k, v in facts.data[0].args.items() if k in ("axes", "kind", "label", "index")}
        if facts.kind == "pie":
            found += _pie(series, ref, rng)
        if len(points_of(series)[0]) != count_of(series):
            continue
        named.append((series, facts))
        if facts.kind in ("bar", "barh"):
            found += _bars(axes, series, facts, ref, rng)
        elif facts.kind in ("line", "step"):
            found += _line(series, facts, ref, rng)
        elif facts.kind == "scatter":
            found += _correlation(series, facts, ref, rng)
    return found + _above(named, rng)


def _who(facts: SeriesFacts) -> str:
    return quote(facts.label) if facts.label else f"the {SINGULAR[facts.kind]}"


def _bars(axes: Json, series: Json, facts: SeriesFacts, ref: dict[str, Any], rng: Random) -> list[Finding]:
    names = categories(axes, series)
    values = series["x" if facts.kind == "barh" else "y"]
    if not names or len(values) < 3 or (not facts.alone and not facts.label):
        return []
    places = series["y" if facts.kind == "barh" else "x"]
    rows = [value for _, value in sorted(zip(places, values, strict=True))]
    among = f" in {quote(facts.label)}" if facts.label else ""
    found = []
    for which, forms in (
        ("max", ("{name} has the highest value{among}, {v}", "{name} leads{among} with {v}")),
        ("min", ("{name} has the lowest value{among}, {v}", "{name} comes last{among} with {v}")),
    ):
        best = _standing_out(rows, which)
        if best is not None:
            text = rng.choice(forms).format(name=quote(names[best]), among=among, v=literal(rows[best]))
            claim = Claim(
                "extreme", {**ref, "which": which, "category": names[best], "value": rows[best]}, 1.5
            )
            found.append(Finding(text, claim))
    return found


def _line(series: Json, facts: SeriesFacts, ref: dict[str, Any], rng: Random) -> list[Finding]:
    xs, ys = points_of(series)
    if len(xs) < 3 or any(b <= a for a, b in zip(xs, xs[1:], strict=False)) or max(ys) == min(ys):
        return []
    if not facts.alone and not facts.label:
        return []
    who, found = _who(facts), []
    steps = [b - a for a, b in zip(ys, ys[1:], strict=False)]
    if all(s > 0 for s in steps) or all(s < 0 for s in steps):
        up = steps[0] > 0
        forms = ("{who} rises all the way", "{who} never stops growing") if up else (
            "{who} falls all the way", "{who} keeps going down")  # fmt: skip
        args = {**ref, "direction": "up" if up else "down"}
        return [Finding(rng.choice(forms).format(who=who), Claim("monotone", args, 1.5))]
    for which, forms in (
        ("max", ("{who} peaks at x = {x}", "the highest point of {who} is at x = {x}")),
        ("min", ("{who} bottoms out at x = {x}", "the lowest point of {who} is at x = {x}")),
    ):
        best = _standing_out(ys, which)
        if best is not None and 0 < best < len(ys) - 1:
            text = rng.choice(forms).format(who=who, x=literal(xs[best]))
            found.append(Finding(text, Claim("peak", {**ref, "which": which, "x": xs[best]}, 1.5)))
    change = (ys[-1] - ys[0]) / (max(ys) - min(ys))
    if abs(change) > 0.25:
        up = change > 0
        word = "higher" if up else "lower"
        text = rng.choice(("{who} ends {w} than it starts", "{who} finishes {w} than it began"))
        args = {**ref, "direction": "up" if up else "down"}
        found.append(Finding(text.format(who=who, w=word), Claim("trend", args)))
    return found


def _correlation(series: Json, facts: SeriesFacts, ref: dict[str, Any], rng: Random) -> list[Finding]:
    xs, ys = points_of(series)
    if len(xs) < 8 or (not facts.alone and not facts.label) or "z" in series:
        return []
    r = correlation(xs, ys)
    if r is None or abs(r) < 0.75:
        return []
    up = r > 0
    who = quote(facts.label) if facts.label else "the points"
    forms = (
        "y grows with x among {who}" if up else "y falls as x grows among {who}",
        "x and y go together in {who}" if up else "x and y run against each other in {who}",
    )
    claim = Claim("correlation", {**ref, "direction": "up" if up else "down"}, 1.5)
    return [Finding(rng.choice(forms).format(who=who), claim)]


def correlation(xs: list[float], ys: list[float]) -> float | None:
    """Pearson's r; None where one of the two does not vary."""
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    spread_x = sum((x - mean_x) ** 2 for x in xs)
    spread_y = sum((y - mean_y) ** 2 for y in ys)
    if spread_x <= 0 or spread_y <= 0:
        return None
    both = sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True))
    return both / (spread_x * spread_y) ** 0.5


def _pie(series: Json, ref: dict[str, Any], rng: Random) -> list[Finding]:
    labels = [read_text(text) for text in series.get("labels") or []]
    parts = series.get("y") or []
    if len(labels) != len(parts) or not all(labels) or None in parts or len(set(labels)) < len(labels):
        return []
    best = _standing_out(parts, "max")
    if best is None or len(parts) < 2:
        return []
    forms = ("{n} is the largest part", "the biggest slice is {n}", "{n} takes the largest share")
    here = {k: v for k, v in ref.items() if k == "axes"}
    claim = Claim("largest_share", {**here, "label": labels[best]}, 1.5)
    return [Finding(rng.choice(forms).format(n=quote(labels[best])), claim)]


def _above(named: list[tuple[Json, SeriesFacts]], rng: Random) -> list[Finding]:
    """The first two labelled lines over the same x of which one never touches the other."""
    lines = [(s, f) for s, f in named if f.kind in ("line", "step") and f.label]
    for i, (one, first) in enumerate(lines):
        for other, second in lines[i + 1 :]:
            (xa, ya), (xb, yb) = points_of(one), points_of(other)
            if xa != xb or len(xa) < 3:
                continue
            gaps = [a - b for a, b in zip(ya, yb, strict=True)]
            span = max(*ya, *yb) - min(*ya, *yb)
            if span > 0 and min(abs(g) for g in gaps) > 0.01 * span and len({g > 0 for g in gaps}) == 1:
                upper, lower = (first, second) if gaps[0] > 0 else (second, first)
                forms = ("{a} stays above {b} throughout", "{b} never reaches {a}")
                text = rng.choice(forms).format(a=quote(upper.label), b=quote(lower.label))
                ref = {k: v for k, v in upper.data[0].args.items() if k == "axes"}
                claim = Claim("above", {**ref, "upper": upper.label, "lower": lower.label}, 1.5)
                return [Finding(text, claim)]
    return []


def _standing_out(values: list[float], which: str) -> int | None:
    """Index of the one largest (smallest) value, where it stands out from the next."""
    sign = 1 if which == "max" else -1
    order = sorted(range(len(values)), key=lambda i: -sign * values[i])
    span = max(values) - min(values)
    if len(order) < 2 or span <= 0:
        return None
    return order[0] if abs(values[order[0]] - values[order[1]]) >= CLEAR * span else None
