"""Checkers of what a series of a chart shows: kind, number, data, colour, stroke."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from stages.reward.domains.chart.colour import in_family, same_colour
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

Verdict = tuple[bool, str]


def chart_type(args: Json, evidence: Json, before: Json | None) -> Verdict:
    kinds = [s.get("kind") for axes in candidates(args, evidence) for s in axes.get("series") or []]
    passed = any(
        looks_like(s, args["kind"]) for axes in candidates(args, evidence) for s in axes.get("series") or []
    )
    return passed, f"drawn kinds: {_listed(kinds)}; wanted {args['kind']}"


def no_chart_type(args: Json, evidence: Json, before: Json | None) -> Verdict:
    panels = candidates(args, evidence)
    there = any(looks_like(s, args["kind"]) for axes in panels for s in axes.get("series") or [])
    return bool(panels) and not there, f"{args['kind']} is {'still' if there else 'not'} drawn"


def series_count(args: Json, evidence: Json, before: Json | None) -> Verdict:
    counts = [len(series_of({"kind": args.get("kind")}, axes)) for axes in candidates(args, evidence)]
    return args["n"] in counts, f"{args.get('kind') or 'all'} series: {_listed(counts)}; wanted {args['n']}"


def point_count(args: Json, evidence: Json, before: Json | None) -> Verdict:
    return _any(
        args, evidence, lambda s: (s.get("n") == args["n"], f"{s.get('n')} points"), f"{args['n']} points"
    )


def values(args: Json, evidence: Json, before: Json | None) -> Verdict:
    """`x` and `y`, or one of them; points are compared in order of position, not of drawing."""

    def compare(series: Json) -> Verdict:
        found = {k: series.get(k) or [] for k in ("x", "y", "z")}
        if "z" in args and not same_numbers(found["z"], args["z"]):
            return False, f"z = {_listed(found['z'])}"
        if "x" in args and "y" in args:
            ok = _same_pairs(found, args)
        else:
            name = "x" if "x" in args else "y"
            ok = same_numbers(_by_position(series, found, name), args[name])
        return ok, "; ".join(f"{k} = {_listed(found[k])}" for k in ("x", "y") if k in args)

    wanted = "; ".join(f"{k} = {_listed(args[k])}" for k in ("x", "y") if k in args)
    return _any(args, evidence, compare, wanted)


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

    return _any(args, evidence, compare, f"{args['axis']} from {low:g} to {high:g}")


def base(args: Json, evidence: Json, before: Json | None) -> Verdict:
    """Where bars start, in the order of their positions."""

    def compare(series: Json) -> Verdict:
        found, places = (
            series.get("base") or [],
            series.get("y" if series.get("kind") == "barh" else "x") or [],
        )
        if len(found) == len(places) and None not in places:
            found = [found[i] for i in sorted(range(len(places)), key=lambda i: places[i])]
        return same_numbers(found, args["values"]), "bases " + (_listed(found) or "all 0")

    return _any(args, evidence, compare, "bases " + _listed(args["values"]))


def cells(args: Json, evidence: Json, before: Json | None) -> Verdict:
    """The values of an image, row by row."""
    wanted = [v for row in args["rows"] for v in row]

    def compare(series: Json) -> Verdict:
        rows = series.get("values") or []
        shape = [len(row) for row in rows] == [len(row) for row in args["rows"]]
        whole = list(series.get("shape") or []) == [len(rows), len(rows[0]) if rows else 0]
        found = [v for row in rows for v in row]
        return shape and whole and same_numbers(found, wanted), f"{len(rows)} rows: {_listed(found)}"

    return _any({**args, "kind": "image"}, evidence, compare, f"{len(args['rows'])} rows: {_listed(wanted)}")


def colour_map(args: Json, evidence: Json, before: Json | None) -> Verdict:
    found = [
        s.get("cmap") for a in candidates(args, evidence) for s in series_of({**args, "kind": "image"}, a)
    ]
    return args["name"] in found, f"colour maps {_listed(found) or 'none'}; wanted {args['name']}"


def shares(args: Json, evidence: Json, before: Json | None) -> Verdict:
    """Parts of a pie in percent."""

    def compare(series: Json) -> Verdict:
        found = [100 * v for v in series.get("y") or [] if v is not None]
        wanted = args["percent"]
        ok = len(found) == len(wanted) and all(abs(a - b) <= 1.0 for a, b in zip(found, wanted, strict=True))
        return ok, "parts " + _listed(found)

    return _any({**args, "kind": "pie"}, evidence, compare, "parts " + _listed(args["percent"]))


def wedge_labels(args: Json, evidence: Json, before: Json | None) -> Verdict:
    def compare(series: Json) -> Verdict:
        found = [plain(t) for t in series.get("labels") or []]
        return found == [plain(t) for t in args["labels"]], "labels " + _listed(found)

    return _any({**args, "kind": "pie"}, evidence, compare, "labels " + _listed(args["labels"]))


def colour(args: Json, evidence: Json, before: Json | None) -> Verdict:
    def compare(series: Json) -> Verdict:
        found = _colours(series)
        ok = bool(found) and all(same_colour(c, args["colour"]) for c in found)
        return ok, _listed(found) or "no colour"

    return _any(args, evidence, compare, args["colour"])


def colour_family(args: Json, evidence: Json, before: Json | None) -> Verdict:
    def compare(series: Json) -> Verdict:
        found = _colours(series)
        return bool(found) and all(in_family(c, args["family"]) for c in found), _listed(found) or "no colour"

    return _any(args, evidence, compare, args["family"])


def colours(args: Json, evidence: Json, before: Json | None) -> Verdict:
    """One colour a bar, wedge or point, in order."""

    def compare(series: Json) -> Verdict:
        found = _colours(series)
        wanted = args["colours"]
        ok = len(found) == len(wanted) and all(same_colour(a, b) for a, b in zip(found, wanted, strict=True))
        return ok, _listed(found) or "no colour"

    return _any(args, evidence, compare, _listed(args["colours"]))


def linestyle(args: Json, evidence: Json, before: Json | None) -> Verdict:
    return _any(
        args,
        evidence,
        lambda s: (s.get("linestyle") == args["style"], f"line style {s.get('linestyle')}"),
        f"line style {args['style']}",
    )


def marker(args: Json, evidence: Json, before: Json | None) -> Verdict:
    """`marker` as matplotlib writes it; "" wants none."""

    def compare(series: Json) -> Verdict:
        found = series.get("marker") or ""
        found = "" if found in ("None", "none", " ") else found
        return found == args["marker"], f"marker {found or 'none'}"

    return _any(args, evidence, compare, f"marker {args['marker'] or 'none'}")


def linewidth(args: Json, evidence: Json, before: Json | None) -> Verdict:
    def compare(series: Json) -> Verdict:
        found = series.get("linewidth")
        return found is not None and close(found, args["width"]), f"line width {found}"

    return _any(args, evidence, compare, f"line width {args['width']:g}")


def reference_line(args: Json, evidence: Json, before: Json | None) -> Verdict:
    """A straight line from edge to edge: level in `axis`, drawn at `value`, in `colour` if wanted."""
    seen = []
    for axes in candidates(args, evidence):
        for series in series_of({"kind": "line"}, axes):
            level = [v for v in series.get(args["axis"]) or [] if v is not None]
            if len(level) < 2 or not _from_edge_to_edge(series, axes, args["axis"]):
                continue
            fits = all(close(v, args["value"]) for v in level)
            right = "colour" not in args or same_colour(series.get("colour"), args["colour"])
            if fits and right:
                return True, f"line at {args['axis']} = {level[0]:g} in {series.get('colour')}"
            seen.append(f"{level[0]:g} in {series.get('colour')}")
    return False, f"lines across at {', '.join(seen[:4]) or 'no place'}; wanted {args['value']:g}"


def _from_edge_to_edge(series: Json, axes: Json, axis: str) -> bool:
    """Drawn as a level line of the axes, or running over nine tenths of the view."""
    if series.get("reference"):
        return series["reference"] == ("h" if axis == "y" else "v")
    other = "x" if axis == "y" else "y"
    along, view = [v for v in series.get(other) or [] if v is not None], axes.get(f"{other}lim") or []
    if len(along) < 2 or len(view) != 2 or None in view:
        return False
    return max(along) - min(along) >= 0.9 * abs(view[1] - view[0])


def total_change(args: Json, evidence: Json, before: Json | None) -> Verdict:
    """Every value is the earlier one times `factor`."""
    old = [measures(s) for a in candidates(args, before) for s in a.get("series") or []]
    new = [measures(s) for a in candidates(args, evidence) for s in a.get("series") or []]
    ok = bool(old) and all(
        any(same_numbers(n, [v * args["factor"] for v in o]) for n in new) for o in old if o
    )
    return ok, f"values are {'' if ok else 'not '}the earlier ones times {args['factor']:g}"


def _colours(series: Json) -> list[str]:
    if series.get("colour"):
        return [series["colour"]]
    return [c for c in series.get("colours") or [] if c]


def _any(args: Json, evidence: Json, compare: Callable[[Json], Verdict], wanted: str) -> Verdict:
    """Passed when one selected series passes; the explanation shows what was found instead."""
    seen = []
    for axes in candidates(args, evidence):
        for series in series_of(args, axes):
            passed, found = compare(series)
            if passed:
                return True, f"as wanted: {found}"
            seen.append(found)
    if not seen:
        name = args.get("label") or args.get("kind") or "series"
        return False, f"no such series ({name}); wanted {wanted}"
    return False, f"found {' | '.join(seen[:3])}; wanted {wanted}"


def _listed(values: list[Any], most: int = 8) -> str:
    shown = [f"{v:.4g}" if isinstance(v, float) else str(v) for v in values[:most]]
    return ", ".join(shown) + (f", ... ({len(values)})" if len(values) > most else "")
