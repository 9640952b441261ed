"""Checkers of how a series is drawn: colour, stroke, markers, lines of reference."""

from __future__ import annotations

from stages.reward.domains.chart.colour import in_family, same_colour
from stages.reward.domains.chart.panels import (
    Json,
    candidates,
    close,
    series_of,
)
from stages.reward.domains.chart.selected import Verdict, any_series, shown


def colour(args: Json, evidence: Json, before: Json | None) -> Verdict:
    def compare(series: Json) -> Verdict:
        found = _colours(series)
        ok = bool(found) and all(same_colour(c, args["colour"]) for c in found)
        return ok, shown(found) or "no colour"

    return any_series(args, evidence, compare, args["colour"])


def colour_family(args: Json, evidence: Json, before: Json | None) -> Verdict:
    def compare(series: Json) -> Verdict:
        found = _colours(series)
        return bool(found) and all(in_family(c, args["family"]) for c in found), shown(found) or "no colour"

    return any_series(args, evidence, compare, args["family"])


def colours(args: Json, evidence: Json, before: Json | None) -> Verdict:
    """One colour a bar, wedge or point, in order."""

    def compare(series: Json) -> Verdict:
        found = _colours(series)
        wanted = args["colours"]
        ok = len(found) == len(wanted) and all(same_colour(a, b) for a, b in zip(found, wanted, strict=True))
        return ok, shown(found) or "no colour"

    return any_series(args, evidence, compare, shown(args["colours"]))


def linestyle(args: Json, evidence: Json, before: Json | None) -> Verdict:
    return any_series(
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

    return any_series(args, evidence, compare, f"marker {args['marker'] or 'none'}")


def linewidth(args: Json, evidence: Json, before: Json | None) -> Verdict:
    def compare(series: Json) -> Verdict:
        found = series.get("linewidth")
        return found is not None and close(found, args["width"]), f"line width {found}"

    return any_series(args, evidence, compare, f"line width {args['width']:g}")


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


def _colours(series: Json) -> list[str]:
    if series.get("colour"):
        return [series["colour"]]
    return [c for c in series.get("colours") or [] if c]
