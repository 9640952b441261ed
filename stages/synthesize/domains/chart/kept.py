"""What an edit left as it was: claims that hold the rest of the picture in place."""

from __future__ import annotations

from typing import Any

from stages.synthesize.domain import Claim
from stages.synthesize.domains.chart.figures import (
    Json,
    axes_of,
    common_colour,
    data_series,
    kind_of,
    series_of,
)
from stages.synthesize.domains.chart.series_differences import measures

MOST_KEPT = 5


def kept(before: Json, after: Json) -> tuple[Claim, ...]:
    """`unchanged` claims of the main things that are there and stayed."""
    old, new = axes_of(before), axes_of(after)
    there = {
        "title": [a.get("title") for a in old],
        "values": [measures(s) for a in old for s in data_series(a)],
        "legend": [(a.get("legend") or {}).get("labels") for a in old],
        "xlabel": [a.get("xlabel") for a in old],
        "ylabel": [a.get("ylabel") for a in old],
        "kinds": [kind_of(s) for a in old for s in series_of(a)],
        "colours": [common_colour(s) for a in old for s in data_series(a)],
        "xscale": [a.get("xscale") not in ("linear", None) for a in old],
        "yscale": [a.get("yscale") not in ("linear", None) for a in old],
        "texts": [a.get("texts") for a in old],
    }
    same = {
        "title": _same(old, new, "title"),
        "values": _same_data(old, new),
        "legend": [(a.get("legend") or {}).get("labels") for a in new] == there["legend"],
        "xlabel": _same(old, new, "xlabel"),
        "ylabel": _same(old, new, "ylabel"),
        "kinds": [[s.get("kind") for s in series_of(a)] for a in old]
        == [[s.get("kind") for s in series_of(a)] for a in new],
        "colours": _colours(old) == _colours(new),
        "xscale": _same(old, new, "xscale"),
        "yscale": _same(old, new, "yscale"),
        "texts": [_texts(a) for a in old] == [_texts(a) for a in new],
    }
    aspects = [name for name in there if any(there[name]) and same[name]]
    return tuple(Claim("unchanged", {"aspect": name}, 0.5) for name in aspects[:MOST_KEPT])


def _same(old: list[Json], new: list[Json], name: str) -> bool:
    return [a.get(name) for a in old] == [a.get(name) for a in new]


def _same_data(old: list[Json], new: list[Json]) -> bool:
    """Each series that showed numbers shows the same ones."""
    pairs = zip(old, new, strict=True)
    return all(
        [measures(s) for s in data_series(a)] == [measures(s) for s in data_series(b)] for a, b in pairs
    )


def _colours(panels: list[Json]) -> list[Any]:
    return [[(s.get("colour"), s.get("colours")) for s in series_of(a)] for a in panels]


def _texts(axes: Json) -> list[str]:
    return [" ".join(str(t.get("text")).split()) for t in axes.get("texts") or []]
