"""What an edit changed in the picture: the difference of two evidences, as named changes with their claims.

Only what can be seen counts. What follows by itself from another change (limits that move with new data, a
legend that lists a new series) is no change of its own; `describe_edit` decides by concept what is said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from stages.synthesize.chart.figures import (
    Json,
    axes_of,
    count_of,
    data_series,
    is_reference,
    kind_of,
    label_of,
    points_of,
    series_of,
    shown,
)
from stages.synthesize.domain import Claim


@dataclass(frozen=True)
class Change:
    """`slot` names the templates, `topic` the concept it belongs to."""

    slot: str
    topic: str
    fields: dict[str, Any]
    claims: tuple[Claim, ...]


def differences(before: Json, after: Json) -> list[Change]:
    """Changes from one picture to the other, panel by panel, then of the figure as a whole."""
    old, new = axes_of(before), axes_of(after)
    changes: list[Change] = []
    if len(old) == len(new):
        for number, (a, b) in enumerate(zip(old, new, strict=True)):
            here = {"axes": number} if len(new) > 1 else {}
            changes += [*_kinds(a, b, here), *_series(a, b, here), *_words(a, b, here), *_frame(a, b, here)]
            changes += _notes(a, b, here)
    sizes = [[round(v, 2) for v in shown(e).get("size") or []] for e in (before, after)]
    if sizes[0] != sizes[1] and len(sizes[1]) == 2:
        size = {"width": sizes[1][0], "height": sizes[1][1]}
        changes.append(Change("size", "layout", size, (changed("size", size),)))
    titles = [_read(shown(e).get("suptitle")) for e in (before, after)]
    if titles[0] != titles[1] and titles[1]:
        changes.append(
            Change("suptitle", "title", {"text": titles[1]}, (changed("suptitle", {"text": titles[1]}),))
        )
    return changes


def changed(kind: str, args: dict[str, Any]) -> Claim:
    """The claim that something holds now and did not before."""
    return Claim("changed", {"now": {"kind": kind, "args": args}}, 2.0)


def _read(text: Any) -> str:
    return " ".join(str(text or "").split())


def _drawn(axes: Json) -> list[Json]:
    return [s for s in series_of(axes) if not is_reference(s) and kind_of(s) != "invisible"]


def _kinds(a: Json, b: Json, here: dict[str, Any]) -> Iterator[Change]:
    """One kind of chart in place of another."""
    old, new = Counter(map(kind_of, _drawn(a))), Counter(map(kind_of, _drawn(b)))
    gone, come = list((old - new).elements()), list((new - old).elements())
    if not gone or not come or len(set(come)) != 1 or len(set(gone)) != 1:
        return
    was, now = gone[0], come[0]
    claims = [changed("chart_type", {**here, "kind": now})] if not old[now] else []
    if not new[was]:
        claims.append(Claim("no_chart_type", {**here, "kind": was}, 1.0))
    if claims:
        slot = "orientation" if {was, now} == {"bar", "barh"} else "kind"
        yield Change(
            slot,
            "orientation" if slot == "orientation" else "chart_type",
            {"was": was, "now": now},
            tuple(claims),
        )


def _series(a: Json, b: Json, here: dict[str, Any]) -> Iterator[Change]:
    """Series that came or went; colours, data and strokes of those that stayed."""
    old, new = data_series(a), data_series(b)
    if [kind_of(s) for s in old] == [kind_of(s) for s in new]:
        pairs = list(zip(old, new, strict=True))
        yield from _colours(pairs, b, here)
        yield from _data(pairs, b, here)
        for series, (slot, args) in _strokes(pairs):
            ref = reference(series, b, here)
            yield Change(slot, "style", {**_who(series, b), **args}, (changed(slot, {**ref, **args}),))
        return
    if len(new) == len(old) + 1 and [kind_of(s) for s in new[:-1]] == [kind_of(s) for s in old]:
        added = new[-1]
        kind = kind_of(added)
        count = sum(kind_of(s) == kind for s in series_of(b))
        claims = [changed("series_count", {**here, "kind": kind, "n": count})]
        ref = reference(added, b, here)
        fields: dict[str, Any] = {"kind": kind, "label": label_of(added), "colour": added.get("colour")}
        if added.get("colour"):
            claims.append(Claim("colour", {**ref, "colour": added["colour"]}))
        xs, ys = points_of(added)
        if len(ys) == count_of(added) <= 16:
            claims.append(Claim("values", {**ref, "x": xs, "y": ys}))
            fields |= {"x": xs, "y": ys}
        yield Change("add_series", "data", fields, tuple(claims))


def reference(series: Json, axes: Json, here: dict[str, Any]) -> dict[str, Any]:
    """How claims name the series: its label where that is its own, else its number among its kind."""
    same = [s for s in series_of(axes) if kind_of(s) == kind_of(series)]
    label = label_of(series)
    ref = {**here, "kind": kind_of(series)}
    if label and sum(label_of(s) == label for s in same) == 1:
        return {**ref, "label": label}
    return {**ref, "index": next(i for i, s in enumerate(same) if s is series)} if len(same) > 1 else ref


def _who(series: Json, axes: Json) -> dict[str, Any]:
    ref = reference(series, axes, {})
    return {"kind": kind_of(series), "label": ref.get("label", ""), "index": ref.get("index")}


def _colours(pairs: list[tuple[Json, Json]], axes: Json, here: dict[str, Any]) -> Iterator[Change]:
    for old, new in pairs:
        ref = reference(new, axes, here)
        if new.get("colour") and new["colour"] != old.get("colour"):
            claim = changed("colour", {**ref, "colour": new["colour"]})
            yield Change("colour", "palette", {**_who(new, axes), "colour": new["colour"]}, (claim,))
        elif (
            (several := new.get("colours"))
            and several != old.get("colours")
            and len(several) == count_of(new) <= 8
        ):
            claim = changed("colours", {**ref, "colours": several})
            yield Change("colours", "palette", {**_who(new, axes), "colours": several}, (claim,))


def _data(pairs: list[tuple[Json, Json]], axes: Json, here: dict[str, Any]) -> Iterator[Change]:
    """A point dropped, everything scaled, one value changed, or other values."""
    moved = [(o, n) for o, n in pairs if measures(o) != measures(n) or count_of(o) != count_of(n)]
    if not moved or any(kind_of(n) in ("image", "contour") for _, n in moved):
        return
    if len(moved) == len(pairs):
        if all(count_of(n) == count_of(o) - 1 and measures(n) == measures(o)[:-1] for o, n in moved):
            claims = tuple(
                changed("point_count", {**reference(n, axes, here), "n": count_of(n)}) for _, n in moved
            )
            yield Change(
                "drop_last", "data", {"kind": kind_of(moved[0][1]), "n": count_of(moved[0][1])}, claims
            )
            return
        factors = {_factor(measures(o), measures(n)) for o, n in moved}
        if len(factors) == 1 and None not in factors:
            factor = factors.pop()
            claim = changed("scaled_values", {**here, "factor": factor})
            yield Change(
                "scaled",
                "data",
                {"factor": factor},
                (Claim("scaled_values", claim.args["now"]["args"], 2.0),),
            )
            return
    for old, new in moved:
        if change := _one_series(old, new, axes, here):
            yield change


def measures(series: Json) -> list[float]:
    """The numbers that a series shows, whichever way it lies."""
    return [v for v in series.get("x" if series.get("kind") == "barh" else "y") or [] if v is not None]


def _factor(old: list[float], new: list[float]) -> float | None:
    ratios = [n / o for o, n in zip(old, new, strict=True) if o] if len(old) == len(new) else []
    if not ratios or any((o == 0) != (n == 0) for o, n in zip(old, new, strict=True)):
        return None
    factor = float(f"{ratios[0]:.3g}")
    return factor if factor != 1 and all(abs(r - factor) <= 0.002 * abs(factor) for r in ratios) else None


def _one_series(old: Json, new: Json, axes: Json, here: dict[str, Any]) -> Change | None:
    a, b = measures(old), measures(new)
    ref, who = reference(new, axes, here), _who(new, axes)
    if kind_of(new) == "pie":
        parts = [round(100 * v, 1) for v in b]
        args = {k: v for k, v in ref.items() if k == "axes"} | {"percent": parts}
        return (
            Change("shares", "data", {"parts": parts}, (changed("shares", args),))
            if len(parts) <= 12
            else None
        )
    if not b or len(b) != count_of(new) or len(b) > 40:
        return None
    name = "x" if kind_of(new) == "barh" else "y"
    places = new.get("y" if name == "x" else "x") or []
    if len(places) == len(b) and None not in places and kind_of(new) in ("bar", "barh"):
        order = sorted(range(len(b)), key=lambda i: places[i])
        a = [a[i] for i in order] if len(a) == len(b) else a
        b = [b[i] for i in order]
    claim = changed("values", {**ref, name: b})
    if len(a) == len(b) and b == sorted(a, reverse=True) and a != b and kind_of(new) in ("bar", "barh"):
        return Change("sorted", "data", who, (claim,))
    at = [i for i, (o, n) in enumerate(zip(a, b, strict=False)) if o != n]
    if len(a) == len(b) and len(at) == 1:
        fields = {**who, "place": at[0], "was": a[at[0]], "now": b[at[0]]}
        return Change("one_value", "data", fields, (claim,))
    if len(b) > 16:
        return None
    return Change("values", "data", {**who, "values": b}, (claim,))


def _strokes(pairs: list[tuple[Json, Json]]) -> Iterator[tuple[Json, tuple[str, dict[str, Any]]]]:
    for old, new in pairs:
        if kind_of(new) not in ("line", "step"):
            continue
        if new.get("linestyle") != old.get("linestyle") and new.get("linestyle") in ("-", "--", ":", "-."):
            yield new, ("linestyle", {"style": new["linestyle"]})
        if new.get("linewidth") != old.get("linewidth") and new.get("linewidth"):
            yield new, ("linewidth", {"width": new["linewidth"]})
        if (new.get("marker") or "") != (old.get("marker") or "") and new.get("marker") != "custom":
            yield new, ("marker", {"marker": new.get("marker") or ""})


def _words(a: Json, b: Json, here: dict[str, Any]) -> Iterator[Change]:
    for name in ("title", "xlabel", "ylabel"):
        old, new = _read(a.get(name)), _read(b.get(name))
        if old != new:
            slot = name if new else f"no_{name}"
            yield Change(slot, "title", {"was": old, "text": new}, (changed(name, {**here, "text": new}),))
    old, new = a.get("legend") or {}, b.get("legend") or {}
    labels = [_read(t) for t in new.get("labels") or []]
    if new and not old and labels:
        yield Change("legend", "legend", {"labels": labels}, (changed("legend", {**here, "labels": labels}),))
    elif old and not new:
        yield Change("no_legend", "legend", {}, (changed("no_legend", dict(here)),))
    elif old and _read(new.get("title")) != _read(old.get("title")) and _read(new.get("title")):
        title = {"text": _read(new["title"])}
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
    old, new = ([_read(t.get("text")) for t in axes.get("texts") or []] for axes in (a, b))
    come, gone = list(Counter(new) - Counter(old)), list(Counter(old) - Counter(new))
    fresh = [t for t in come if t not in old]
    if len(fresh) == 1:
        note = next(t for t in b["texts"] if _read(t.get("text")) == fresh[0])
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
            yield Change(f"level_{axis}", "annotation", fields, (changed("reference_line", {**here, **args}),))
