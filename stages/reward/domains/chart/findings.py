"""Checkers of what a chart's data say, from the values of the artists alone."""

from __future__ import annotations

from typing import Any

from stages.reward.domains.chart.panels import (
    Json,
    all_axes,
    candidates,
    close,
    measures,
    plain,
    same_text,
    series_of,
)

Verdict = tuple[bool, str]


def extreme(args: Json, evidence: Json, before: Json | None) -> Verdict:
    """The bar named `category` has the largest (smallest) value of its series, `value`."""
    seen = []
    for axes in candidates(args, evidence):
        for series in series_of(args, axes):
            flat = series.get("kind") == "barh"
            places, values = series.get("y" if flat else "x") or [], measures(series)
            names = [plain(t) for t in axes.get("yticklabels" if flat else "xticklabels") or [] if plain(t)]
            if len(places) != len(values) or len(names) != len(values) or series.get("n") != len(values):
                continue
            rows = dict(zip(names, (v for _, v in sorted(zip(places, values, strict=True))), strict=True))
            best = (max if args["which"] == "max" else min)(rows, key=rows.get)
            seen.append(f"{best} at {rows[best]:g}")
            if same_text(best, args["category"]) and close(rows[best], args["value"]):
                return True, f"{args['which']}: {seen[-1]}"
    return False, f"{args['which']}: {', '.join(seen) or 'no named bars'}; wanted {args['category']}"


def peak(args: Json, evidence: Json, before: Json | None) -> Verdict:
    """The highest (lowest) point of a line lies at `x`."""
    seen = []
    for xs, ys in _lines(args, evidence):
        best = (max if args["which"] == "max" else min)(range(len(ys)), key=ys.__getitem__)
        seen.append(f"{xs[best]:g}")
        if close(xs[best], args["x"], max(xs) - min(xs)):
            return True, f"{args['which']} at x = {xs[best]:g}"
    return False, f"{args['which']} at x = {', '.join(seen) or 'nowhere'}; wanted {args['x']:g}"


def trend(args: Json, evidence: Json, before: Json | None) -> Verdict:
    """A line ends higher (lower) than it starts."""
    sign = 1 if args["direction"] == "up" else -1
    ends = [(ys[0], ys[-1]) for _, ys in _lines(args, evidence)]
    told = "; ".join(f"{a:g} to {b:g}" for a, b in ends) or "no line"
    return any(sign * (b - a) > 0 for a, b in ends), told


def monotone(args: Json, evidence: Json, before: Json | None) -> Verdict:
    """A line rises (falls) from each point to the next."""
    sign = 1 if args["direction"] == "up" else -1
    for _, ys in _lines(args, evidence):
        if all(sign * (b - a) > 0 for a, b in zip(ys, ys[1:], strict=False)):
            return True, f"goes {args['direction']} from {ys[0]:g} to {ys[-1]:g}"
    return False, f"no line that goes {args['direction']} at every step"


def correlation(args: Json, evidence: Json, before: Json | None) -> Verdict:
    """Points whose Spearman correlation has the claimed sign and is at least 0.5."""
    import pandas as pd

    seen = []
    for xs, ys in _lines(args, evidence):
        r = pd.Series(xs).rank().corr(pd.Series(ys).rank())
        seen.append(f"{r:.2f}")
        if (r >= 0.5) if args["direction"] == "up" else (r <= -0.5):
            return True, f"rank correlation {r:.2f}"
    return False, f"rank correlation {', '.join(seen) or 'of no points'}; wanted {args['direction']}"


def largest_share(args: Json, evidence: Json, before: Json | None) -> Verdict:
    """The largest part of a pie has this label."""
    seen = []
    for axes in candidates(args, evidence):
        for series in series_of({"kind": "pie"}, axes):
            parts, labels = measures(series), series.get("labels") or []
            if parts and len(parts) == len(labels):
                seen.append(plain(labels[parts.index(max(parts))]))
    wanted = plain(args["label"])
    return wanted in seen, f"largest: {', '.join(seen) or 'no pie with labels'}; wanted {wanted}"


def above(args: Json, evidence: Json, before: Json | None) -> Verdict:
    """Over the same x, every value of the line `upper` is above the one of `lower`."""
    for axes in candidates(args, evidence) or all_axes(evidence):
        found = {}
        for role in ("upper", "lower"):
            match = [s for s in axes.get("series") or [] if same_text(s.get("label"), args[role])]
            found[role] = [_points(s) for s in match if s.get("kind") in ("line", "step")]
        for xa, ya in found["upper"]:
            for xb, yb in found["lower"]:
                if xa and xa == xb:
                    ok = all(a > b for a, b in zip(ya, yb, strict=True))
                    return ok, f"{args['upper']} is {'' if ok else 'not '}above {args['lower']} everywhere"
    return False, f"no lines {args['upper']} and {args['lower']} over the same x"


def _points(series: Json) -> tuple[list[float], list[float]]:
    """(x, y) sorted by x; empty where a value is missing or not listed."""
    xs, ys = series.get("x") or [], series.get("y") or []
    whole = len(xs) == len(ys) == series.get("n") and not any(v is None for v in [*xs, *ys])
    if not whole or not xs:
        return [], []
    order = sorted(range(len(xs)), key=xs.__getitem__)
    return [xs[i] for i in order], [ys[i] for i in order]


def _lines(args: dict[str, Any], evidence: Json) -> list[tuple[list[float], list[float]]]:
    found = [_points(s) for axes in candidates(args, evidence) for s in series_of(args, axes)]
    return [pair for pair in found if len(pair[0]) > 1]
