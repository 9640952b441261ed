"""What an edit changed in the picture: the difference of two evidences, as named changes with their claims.

Only what can be seen counts. What follows by itself from another change (limits that move with new data, a
legend that lists a new series) is no change of its own; `describe_edit` decides by concept what is said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from stages.synthesize.domains.chart.figures import (
    Json,
    axes_of,
    is_reference,
    series_of,
    shown,
)
from stages.synthesize.domains.chart.series_differences import (
    Change,
    changed,
    kind_changes,
    read_text,
    series_changes,
)


def differences(before: Json, after: Json) -> list[Change]:
    """Changes from one picture to the other, panel by panel, then of the figure as a whole."""
    old, new = axes_of(before), axes_of(after)
    changes: list[Change] = []
    if len(old) == len(new):
        for number, (a, b) in enumerate(zip(old, new, strict=True)):
            here = {"axes": number} if len(new) > 1 else {}
            changes += [
                *kind_changes(a, b, here),
                *series_changes(a, b, here),
                *_words(a, b, here),
                *_frame(a, b, here),
            ]
            changes += _notes(a, b, here)
    sizes = [[round(v, 2) for v in shown(e).get("size") or []] for e in (before, after)]
    if sizes[0] != sizes[1] and len(sizes[1]) == 2:
        size = {"width": sizes[1][0], "height": sizes[1][1]}
        changes.append(Change("size", "layout", size, (changed("size", size),)))
    titles = [read_text(shown(e).get("suptitle")) for e in (before, after)]
    if titles[0] != titles[1] and titles[1]:
        changes.append(
            Change("suptitle", "title", {"text": titles[1]}, (changed("suptitle", {"text": titles[1]}),))
        )
    return changes


def _words(a: Json, b: Json, here: dict[str, Any]) -> Iterator[Change]:
    for name in ("title", "xlabel", "ylabel"):
        old, new = read_text(a.get(name)), read_text(b.get(name))
        if old != new:
            slot = name if new else f"no_{name}"
            yield Change(slot, "title", {"was": old, "text": new}, (changed(name, {**here, "text": new}),))
    old, new = a.get("legend") or {}, b.get("legend") or {}
    labels = [read_text(t) for t in new.get("labels") or []]
    if new and not old and labels:
        yield Change("legend", "legend", {"labels": labels}, (changed("legend", {**here, "labels": labels}),))
    elif old and not new:
        yield Change("no_legend", "legend", {}, (changed("no_legend", dict(here)),))
    elif old and read_text(new.get("title")) != read_text(old.get("title")) and read_text(new.get("title")):
        title = {"text": read_text(new["title"])}
        yield Change("legend_title", "legend", title, (changed("legend_title", {**here, **title}),))


def _frame(a: Json, b: Json, here: dict[str, Any]) -> Iterator[Change]:
    for axis in "xy":
        if (scale := b.get(f"{axis}scale")) != a.get(f"{axis}scale"):
            args = {"axis": axis, "scale": scale}
            yield Change("scale", "scale", args, (changed("scale", {**here, **args}),))
    if bool(a.get("grid")) != bool(b.get("grid")):
        on = bool(b.get("grid"))
        yield Change("grid" if on else "no_grid", "layout", {}, (changed("grid", {**here, "on": on}),))
    if a.get("facecolor") != b.get("facecolor") and b.get("facecolor"):
        colour = {"colour": b["facecolor"]}
        yield Change("background", "layout", colour, (changed("background", {**here, **colour}),))
    for axis in "xy":
        pair = b.get(f"{axis}lim") or []
        if pair != a.get(f"{axis}lim") and len(pair) == 2 and None not in pair:
            args = {"axis": axis, "low": pair[0], "high": pair[1]}
            yield Change("limits", "limits", args, (changed("limits", {**here, **args}),))


def _notes(a: Json, b: Json, here: dict[str, Any]) -> Iterator[Change]:
    old, new = ([read_text(t.get("text")) for t in axes.get("texts") or []] for axes in (a, b))
    come, gone = list(Counter(new) - Counter(old)), list(Counter(old) - Counter(new))
    fresh = [t for t in come if t not in old]
    if len(fresh) == 1:
        note = next(t for t in b["texts"] if read_text(t.get("text")) == fresh[0])
        fields = {"text": fresh[0], "x": note.get("x"), "y": note.get("y")}
        yield Change("note", "annotation", fields, (changed("text", {**here, "text": fresh[0]}),))
    elif fresh:
        claims = tuple(changed("text", {**here, "text": t}) for t in fresh[:10])
        yield Change("notes", "annotation", {"texts": fresh[:10]}, claims)
    lost = [t for t in gone if t and t not in new]
    if lost and not come:
        claims = tuple(changed("no_text", {**here, "text": t}) for t in lost[:10])
        yield Change("no_notes", "annotation", {"texts": lost[:10]}, claims)
    levels = [[s for s in series_of(axes) if is_reference(s)] for axes in (a, b)]
    if len(levels[1]) == len(levels[0]) + 1:
        new_line = levels[1][-1]
        axis = "y" if new_line["reference"] == "h" else "x"
        value = (new_line.get(axis) or [None])[0]
        if value is not None:
            args = {"axis": axis, "value": value}
            if new_line.get("colour"):
                args["colour"] = new_line["colour"]
            fields = {**args, "linestyle": new_line.get("linestyle")}
            yield Change(
                f"level_{axis}", "annotation", fields, (changed("reference_line", {**here, **args}),)
            )
