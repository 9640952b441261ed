"""What an edit changed in the series of a panel: kinds, colours, data, strokes, one more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from stages.synthesize.domain import Claim
from stages.synthesize.domains.chart.figures import (
    Json,
    count_of,
    data_series,
    is_reference,
    kind_of,
    label_of,
    points_of,
    series_of,
)


@dataclass(frozen=True)
class Change:
    """`slot` names the templates, `topic` the concept it belongs to."""

    slot: str
    topic: str
    fields: dict[str, Any]
    claims: tuple[Claim, ...]


def changed(kind: str, args: dict[str, Any]) -> Claim:
    """The claim that something holds now and did not before."""
    return Claim("changed", {"now": {"kind": kind, "args": args}}, 2.0)


def read_text(text: Any) -> str:
    return " ".join(str(text or "").split())


def _drawn(axes: Json) -> list[Json]:
    return [s for s in series_of(axes) if not is_reference(s) and kind_of(s) != "invisible"]


def kind_changes(a: Json, b: Json, here: dict[str, Any]) -> Iterator[Change]:
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


def series_changes(a: Json, b: Json, here: dict[str, Any]) -> Iterator[Change]:
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
