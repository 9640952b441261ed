"""Checkers of a figure and its panels: words, scales, limits, legend, grid, layout."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from stages.reward.domains.chart.colour import same_colour
from stages.reward.domains.chart.panels import (
    Json,
    candidates,
    close,
    panels,
    plain,
    same_text,
    shown_figure,
)

Verdict = tuple[bool, str]


def _word(name: str) -> Callable[[Json, Json, Json | None], Verdict]:
    """A checker of a text of the panel; the empty text wants none."""

    def checker(args: Json, evidence: Json, before: Json | None) -> Verdict:
        found = [axes.get(name) for axes in candidates(args, evidence)]
        passed = any(same_text(text, args["text"]) for text in found)
        shown = ", ".join(f'"{plain(t)}"' for t in found) or "no axes"
        return passed, f'{name} is {shown}; wanted "{args["text"]}"'

    return checker


title, xlabel, ylabel = _word("title"), _word("xlabel"), _word("ylabel")


def suptitle(args: Json, evidence: Json, before: Json | None) -> Verdict:
    found = plain((shown_figure(evidence) or {}).get("suptitle"))
    return found == plain(args["text"]), f'title of the figure is "{found}"; wanted "{args["text"]}"'


def figure_count(args: Json, evidence: Json, before: Json | None) -> Verdict:
    n = len(evidence.get("figures") or [])
    return n == args["n"], f"{n} figures; wanted {args['n']}"


def panel_count(args: Json, evidence: Json, before: Json | None) -> Verdict:
    n = len(panels(evidence))
    return n == args["n"], f"{n} panels; wanted {args['n']}"


def layout(args: Json, evidence: Json, before: Json | None) -> Verdict:
    """Rows and columns of panels, from their lower left corners."""
    places = panels(evidence)
    rows, columns = len({p[1] for p in places}), len({p[0] for p in places})
    ok = (rows, columns) == (args["rows"], args["columns"])
    return ok, f"{rows} rows of {columns}; wanted {args['rows']} rows of {args['columns']}"


def size(args: Json, evidence: Json, before: Json | None) -> Verdict:
    found = (shown_figure(evidence) or {}).get("size") or [0, 0]
    ok = close(found[0], args["width"]) and close(found[1], args["height"])
    return ok, f"{found[0]:g} by {found[1]:g} inches; wanted {args['width']:g} by {args['height']:g}"


def scale(args: Json, evidence: Json, before: Json | None) -> Verdict:
    found = [axes.get(f"{args['axis']}scale") for axes in candidates(args, evidence)]
    return args[
        "scale"
    ] in found, f"{args['axis']} scale {', '.join(map(str, found))}; wanted {args['scale']}"


def limits(args: Json, evidence: Json, before: Json | None) -> Verdict:
    found = [axes.get(f"{args['axis']}lim") for axes in candidates(args, evidence)]
    found = [pair for pair in found if pair and None not in pair]
    span = args["high"] - args["low"]
    passed = any(close(p[0], args["low"], span) and close(p[1], args["high"], span) for p in found)
    shown = ", ".join(f"{p[0]:g} to {p[1]:g}" for p in found)
    return passed, f"{args['axis']} from {shown}; wanted {args['low']:g} to {args['high']:g}"


def grid(args: Json, evidence: Json, before: Json | None) -> Verdict:
    found = [bool(axes.get("grid")) for axes in candidates(args, evidence)]
    return args["on"] in found, f"grid is {'on' if True in found else 'off'}"


def projection(args: Json, evidence: Json, before: Json | None) -> Verdict:
    found = [axes.get("projection") for axes in candidates(args, evidence)]
    return args["name"] in found, f"projection {', '.join(map(str, found))}; wanted {args['name']}"


def background(args: Json, evidence: Json, before: Json | None) -> Verdict:
    found = [axes.get("facecolor") for axes in candidates(args, evidence)]
    passed = any(same_colour(c, args["colour"]) for c in found)
    return passed, f"background {', '.join(map(str, found))}; wanted {args['colour']}"


def legend(args: Json, evidence: Json, before: Json | None) -> Verdict:
    """The legend's entries, in order; without `labels` any legend will do."""
    found = [axes["legend"] for axes in candidates(args, evidence) if axes.get("legend")]
    if "labels" not in args:
        return bool(found), "there is a legend" if found else "there is no legend"
    wanted = [plain(t) for t in args["labels"]]
    entries = [[plain(t) for t in one.get("labels") or []] for one in found]
    return wanted in entries, f"legend {entries or 'missing'}; wanted {wanted}"


def legend_title(args: Json, evidence: Json, before: Json | None) -> Verdict:
    found = [(axes.get("legend") or {}).get("title") for axes in candidates(args, evidence)]
    return any(same_text(t, args["text"]) for t in found), f'legend titles {found}; wanted "{args["text"]}"'


def no_legend(args: Json, evidence: Json, before: Json | None) -> Verdict:
    axes = candidates(args, evidence)
    there = any(a.get("legend") for a in axes)
    return bool(axes) and not there, "there is a legend" if there else "there is no legend"


def tick_labels(args: Json, evidence: Json, before: Json | None) -> Verdict:
    """The axis shows exactly these words, in order; empty labels do not count."""
    found = [_words(axes.get(f"{args['axis']}ticklabels")) for axes in candidates(args, evidence)]
    wanted = _words(args["labels"])
    return wanted in found, f"{args['axis']} tick labels {found[:2]}; wanted {wanted}"


def text(args: Json, evidence: Json, before: Json | None) -> Verdict:
    """A text placed in the named axes, or anywhere in the shown figure."""
    figure = (shown_figure(evidence) or {}) if args.get("axes") is None else {}
    found = [plain(t.get("text")) for a in candidates(args, evidence) for t in a.get("texts") or []]
    found += [plain(t.get("text")) for t in figure.get("texts") or []]
    return plain(args["text"]) in found, f'texts {found[:6]}; wanted "{plain(args["text"])}"'


def no_text(args: Json, evidence: Json, before: Json | None) -> Verdict:
    there, _ = text(args, evidence, before)
    return not there and shown_figure(
        evidence
    ) is not None, f'"{args["text"]}" is {"still" if there else "not"} there'


def _words(labels: list[Any] | None) -> list[str]:
    return [plain(t) for t in labels or [] if plain(t)]
