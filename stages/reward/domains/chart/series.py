"""Checkers of what a series of a chart shows: kind, number, data, colour, stroke."""

from __future__ import annotations

from typing import Any

from stages.reward.domains.chart.panels import (
    Json,
    candidates,
    close,
    looks_like,
    measures,
    plain,
    same_numbers,
    series_of,
)
from stages.reward.domains.chart.selected import Verdict, any_series, shown


def chart_type(args: Json, evidence: Json, before: Json | None) -> Verdict:
    kinds = [s.get("kind") for axes in candidates(args, evidence) for s in axes.get("series") or []]
    passed = any(
        looks_like(s, args["kind"]) for axes in candidates(args, evidence) for s in axes.get("series") or []
    )
    return passed, f"drawn kinds: {shown(kinds)}; wanted {args['kind']}"


def no_chart_type(args: Json, evidence: Json, before: Json | None) -> Verdict:
    panels = candidates(args, evidence)
    there = any(looks_like(s, args["kind"]) for axes in panels for s in axes.get("series") or [])
    return bool(panels) and not there, f"{args['kind']} is {'still' if there else 'not'} drawn"


def series_count(args: Json, evidence: Json, before: Json | None) -> Verdict:
    counts = [len(series_of({"kind": args.get("kind")}, axes)) for axes in candidates(args, evidence)]
    return args["n"] in counts, f"{args.get('kind') or 'all'} series: {shown(counts)}; wanted {args['n']}"


def point_count(args: Json, evidence: Json, before: Json | None) -> Verdict:
    return any_series(
        args, evidence, lambda s: (s.get("n") == args["n"], f"{s.get('n')} points"), f"{args['n']} points"
    )


def values(args: Json, evidence: Json, before: Json | None) -> Verdict:
    """`x` and `y`, or one of them; points are compared in order of position, not of drawing."""

    def compare(series: Json) -> Verdict:
        found = {k: series.get(k) or [] for k in ("x", "y", "z")}
        if "z" in args and not same_numbers(found["z"], args["z"]):
            return False, f"z = {shown(found['z'])}"
        if "x" in args and "y" in args:
            ok = _same_pairs(found, args)
        else:
            name = "x" if "x" in args else "y"
            ok = same_numbers(_by_position(series, found, name), args[name])
        return ok, "; ".join(f"{k} = {shown(found[k])}" for k in ("x", "y") if k in args)

    wanted = "; ".join(f"{k} = {shown(args[k])}" for k in ("x", "y") if k in args)
    return any_series(args, evidence, compare, wanted)


def _by_position(series: Json, found: Json, name: str) -> list[Any]:
    """The asked list as it stands; bars in the order of their positions."""
    kind = series.get("kind")
    other = {"bar": "x", "barh": "y"}.get(kind)
    listed, places = found[name], found.get(other or "", [])
    if other is None or other == name or len(places) != len(listed) or None in places:
        return listed
    return [listed[i] for i in sorted(range(len(places)), key=lambda i: places[i])]


def _same_pairs(found: Json, args: Json) -> bool:
    if same_numbers(found["x"], args["x"]) and same_numbers(found["y"], args["y"]):
        return True
    pairs = [list(zip(d["x"], d["y"], strict=False)) for d in (found, args)]
    if any(None in p for ps in pairs for p in ps):
        return False
    ours, theirs = (sorted(p) for p in pairs)
    return same_numbers([p[0] for p in ours], [p[0] for p in theirs]) and same_numbers(
        [p[1] for p in ours], [p[1] for p in theirs]
    )


def value_range(args: Json, evidence: Json, before: Json | None) -> Verdict:
    low, high = args["low"], args["high"]

    def compare(series: Json) -> Verdict:
        listed = [v for v in series.get(args["axis"]) or [] if v is not None]
        if not listed:
            return False, "no data"
        span = 10 * (high - low)  # 5% of the span: ends of a long series are sampled
        ok = close(min(listed), low, span) and close(max(listed), high, span)
        return ok, f"{args['axis']} from {min(listed):g} to {max(listed):g}"

    return any_series(args, evidence, compare, f"{args['axis']} from {low:g} to {high:g}")


def base(args: Json, evidence: Json, before: Json | None) -> Verdict:
    """Where bars start, in the order of their positions."""

    def compare(series: Json) -> Verdict:
        found, places = (
            series.get("base") or [],
            series.get("y" if series.get("kind") == "barh" else "x") or [],
        )
        if len(found) == len(places) and None not in places:
            found = [found[i] for i in sorted(range(len(places)), key=lambda i: places[i])]
        return same_numbers(found, args["values"]), "bases " + (shown(found) or "all 0")

    return any_series(args, evidence, compare, "bases " + shown(args["values"]))


def cells(args: Json, evidence: Json, before: Json | None) -> Verdict:
    """The values of an image, row by row."""
    wanted = [v for row in args["rows"] for v in row]

    def compare(series: Json) -> Verdict:
        rows = series.get("values") or []
        shape = [len(row) for row in rows] == [len(row) for row in args["rows"]]
        whole = list(series.get("shape") or []) == [len(rows), len(rows[0]) if rows else 0]
        found = [v for row in rows for v in row]
        return shape and whole and same_numbers(found, wanted), f"{len(rows)} rows: {shown(found)}"

    return any_series(
        {**args, "kind": "image"}, evidence, compare, f"{len(args['rows'])} rows: {shown(wanted)}"
    )


def colour_map(args: Json, evidence: Json, before: Json | None) -> Verdict:
    found = [
        s.get("cmap") for a in candidates(args, evidence) for s in series_of({**args, "kind": "image"}, a)
    ]
    return args["name"] in found, f"colour maps {shown(found) or 'none'}; wanted {args['name']}"


def shares(args: Json, evidence: Json, before: Json | None) -> Verdict:
    """Parts of a pie in percent."""

    def compare(series: Json) -> Verdict:
        found = [100 * v for v in series.get("y") or [] if v is not None]
        wanted = args["percent"]
        ok = len(found) == len(wanted) and all(abs(a - b) <= 1.0 for a, b in zip(found, wanted, strict=True))
        return ok, "parts " + shown(found)

    return any_series({**args, "kind": "pie"}, evidence, compare, "parts " + shown(args["percent"]))


def wedge_labels(args: Json, evidence: Json, before: Json | None) -> Verdict:
    def compare(series: Json) -> Verdict:
        found = [plain(t) for t in series.get("labels") or []]
        return found == [plain(t) for t in args["labels"]], "labels " + shown(found)

    return any_series({**args, "kind": "pie"}, evidence, compare, "labels " + shown(args["labels"]))


def total_change(args: Json, evidence: Json, before: Json | None) -> Verdict:
    """Every value is the earlier one times `factor`."""
    old = [measures(s) for a in candidates(args, before) for s in a.get("series") or []]
    new = [measures(s) for a in candidates(args, evidence) for s in a.get("series") or []]
    ok = bool(old) and all(
        any(same_numbers(n, [v * args["factor"] for v in o]) for n in new) for o in old if o
    )
    return ok, f"values are {'' if ok else 'not '}the earlier ones times {args['factor']:g}"
