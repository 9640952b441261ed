"""Checkers of charts in Octave, R, gnuplot and Vega-Lite."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from stages.reward.domains.scientific.panel import panel

Json = dict[str, Any]
Verdict = tuple[bool, str]


def plain(text: Any) -> str:
    return " ".join(str(text or "").split())


def close(found: list[float], wanted: list[float]) -> bool:
    if len(found) != len(wanted) or any(not isinstance(v, int | float) for v in found):
        return False
    span = max(wanted) - min(wanted) if wanted else 0.0
    return all(
        abs(a - b) <= max(0.01 * abs(b) if len(wanted) < 2 else 0.002 * abs(b), 0.005 * span, 1e-9)
        for a, b in zip(found, wanted, strict=True)
    )


def same_colour(found: str | None, wanted: str) -> bool:
    if not found or len(found) != 7:
        return False
    return all(abs(int(found[i : i + 2], 16) - int(wanted[i : i + 2], 16)) <= 14 for i in (1, 3, 5))


def _text(name: str) -> Callable[[Json, Json], Verdict]:
    def check(args: Json, evidence: Json) -> Verdict:
        found = plain(panel(evidence).get(name))
        return found == plain(args["text"]), f"{name} is {found!r}"

    return check


def _one(args: Json, evidence: Json) -> Json | None:
    """The series that a claim names."""
    alike = [s for s in panel(evidence)["series"] if s["kind"] == args["kind"]]
    return alike[args["index"]] if args["index"] < len(alike) else None


def _of_series(judge: Callable[[Json, Json], Verdict]) -> Callable[[Json, Json], Verdict]:
    def check(args: Json, evidence: Json) -> Verdict:
        series = _one(args, evidence)
        if series is None:
            return False, f"no {args['kind']} number {args['index'] + 1}"
        if "label" in args:
            seen = panel(evidence)
            names = [plain(t) for t in seen.get("legend") or []]
            place = next(i for i, s in enumerate(seen["series"]) if s == series)
            if place >= len(names) or names[place] != plain(args["label"]):
                return False, f"the legend names it {names[place : place + 1]}"
        return judge(args, series)

    return check


def chart_type(args: Json, evidence: Json) -> Verdict:
    kinds = [s["kind"] for s in panel(evidence)["series"]]
    return args["kind"] in kinds, f"drawn: {', '.join(map(str, kinds)) or 'nothing'}"


def series_count(args: Json, evidence: Json) -> Verdict:
    n = sum(s["kind"] == args["kind"] for s in panel(evidence)["series"])
    return n == args["n"], f"{n} {args['kind']} series"


def values(args: Json, series: Json) -> Verdict:
    ok = close(series["y"], args["y"]) and ("x" not in args or close(series["x"], args["x"]))
    return ok, f"y = {series['y'][:8]}"


def colour(args: Json, series: Json) -> Verdict:
    return same_colour(series["colour"], args["colour"]), f"colour {series['colour']}"


def line_style(args: Json, series: Json) -> Verdict:
    return series["style"] == args["style"], f"stroke {series['style']!r}"


def marker(args: Json, series: Json) -> Verdict:
    return series["marker"] == args["marker"], f"marker {series['marker']!r}"


def peak(args: Json, series: Json) -> Verdict:
    y = series["y"]
    if not y:
        return False, "no data"
    at = max(range(len(y)), key=y.__getitem__)
    return at == args["at"] and close([y[at]], [args["value"]]), f"highest is number {at + 1}, {y[at]}"


def trend(args: Json, series: Json) -> Verdict:
    steps = [b - a for a, b in zip(series["y"], series["y"][1:], strict=False)]
    ok = bool(steps) and all(d > 0 if args["trend"] == "rises" else d < 0 for d in steps)
    return ok, f"steps of {min(steps, default=0):.4g} to {max(steps, default=0):.4g}"


def categories(args: Json, evidence: Json) -> Verdict:
    found = [plain(t) for t in panel(evidence).get("names") or []]
    return found == [plain(t) for t in args["names"]], f"names {found[:8]}"


def legend(args: Json, evidence: Json) -> Verdict:
    found = [plain(t) for t in panel(evidence).get("legend") or []]
    return found == [plain(t) for t in args["labels"]], f"legend {found}"


def no_legend(args: Json, evidence: Json) -> Verdict:
    found = panel(evidence).get("legend") or []
    return not found, f"legend {found}"


def scale(args: Json, evidence: Json) -> Verdict:
    found = panel(evidence).get(f"{args['axis']}scale")
    return found == args["scale"], f"{args['axis']} is {found}"


def limits(args: Json, evidence: Json) -> Verdict:
    found = panel(evidence).get(f"{args['axis']}lim") or []
    wanted = [args["low"], args["high"]]
    return close(list(found), wanted), f"{args['axis']} from {found}"


def grid(args: Json, evidence: Json) -> Verdict:
    found = bool(panel(evidence).get("grid"))
    return found == args["on"], f"grid is {'on' if found else 'off'}"


def unchanged(args: Json, evidence: Json, before: Json | None) -> Verdict:
    """Parts that are as they were."""
    if before is None:
        return False, "nothing to compare with"
    old, new = panel(before), panel(evidence)
    moved = [part for part in args["parts"] if not _same(part, old, new)]
    return not moved, f"changed: {', '.join(moved) or 'nothing'}"


def _same(part: str, old: Json, new: Json) -> bool:
    field = {"kinds": "kind", "values": "y", "colours": "colour"}.get(part)
    if field is None:
        return plain(old.get(part)) == plain(new.get(part))
    ours, theirs = ([s[field] for s in seen["series"]] for seen in (old, new))
    if field == "y":
        return len(ours) == len(theirs) and all(close(b, a) for a, b in zip(ours, theirs, strict=True))
    return ours == theirs


CHECKERS: dict[str, Callable[[Json, Json], Verdict]] = {
    **{name: _text(name) for name in ("title", "xlabel", "ylabel")},
    "chart_type": chart_type,
    "series_count": series_count,
    "categories": categories,
    "legend": legend,
    "no_legend": no_legend,
    "scale": scale,
    "limits": limits,
    "grid": grid,
    "values": _of_series(values),
    "colour": _of_series(colour),
    "line_style": _of_series(line_style),
    "marker": _of_series(marker),
    "peak": _of_series(peak),
    "trend": _of_series(trend),
}
