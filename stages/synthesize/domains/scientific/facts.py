"""What a picture shows, as claims.

A series is named by `kind` and `index` (its place among that kind), and by `label` where a legend names it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from stages.synthesize.domain import Claim
from stages.synthesize.translate.picture import BARS, Picture, Series

MOST_VALUES = 16
"""Longest list of numbers that an instruction repeats."""


@dataclass(frozen=True)
class SeriesFacts:
    series: Series
    index: int
    values: Claim | None
    colour: Claim | None
    style: Claim | None
    marker: Claim | None

    @property
    def claims(self) -> list[Claim]:
        return [c for c in (self.values, self.colour, self.style, self.marker) if c]


def words(picture: Picture) -> list[Claim]:
    """Claims of title and labels."""
    texts = (("title", picture.title, 1.5), ("xlabel", picture.xlabel, 1.0), ("ylabel", picture.ylabel, 1.0))
    return [Claim(kind, {"text": text}, weight) for kind, text, weight in texts if text]


def kinds(picture: Picture) -> list[Claim]:
    """Kinds in the order of their first series, with their number where it is more than one."""
    found = []
    listed = [s.kind for s in picture.series]
    for kind in dict.fromkeys(listed):
        found.append(Claim("chart_type", {"kind": kind}, 2.0))
        if listed.count(kind) > 1:
            found.append(Claim("series_count", {"kind": kind, "n": listed.count(kind)}))
    return found


def series(picture: Picture) -> list[SeriesFacts]:
    """Claims of each series in drawing order."""
    found, seen = [], {}
    for one in picture.series:
        index = seen[one.kind] = seen.get(one.kind, -1) + 1
        here: dict[str, Any] = {"kind": one.kind, "index": index}
        if one.label:
            here["label"] = one.label
        data = {"y": list(one.y)} if one.kind in BARS else {"x": list(one.x), "y": list(one.y)}
        found.append(
            SeriesFacts(
                one,
                index,
                Claim("values", {**here, **data}, 1.5) if len(one.y) <= MOST_VALUES else None,
                Claim("colour", {**here, "colour": one.colour}) if one.colour else None,
                Claim("line_style", {**here, "style": one.style}, 0.5)
                if one.style in ("--", ":", "-.")
                else None,
                Claim("marker", {**here, "marker": one.marker}, 0.5) if one.marker else None,
            )
        )
    return found


def frame(picture: Picture) -> list[Claim]:
    """Scales, limits, grid."""
    found = []
    for axis, scale in (("x", picture.xscale), ("y", picture.yscale)):
        if scale != "linear":
            found.append(Claim("scale", {"axis": axis, "scale": scale}))
    for axis, pair in (("x", picture.xlim), ("y", picture.ylim)):
        if pair:
            found.append(Claim("limits", {"axis": axis, "low": pair[0], "high": pair[1]}, 0.5))
    if picture.grid:
        found.append(Claim("grid", {"on": True}, 0.5))
    return found


def categories(picture: Picture) -> Claim | None:
    return Claim("categories", {"names": list(picture.categories)}) if picture.categories else None


def legend(picture: Picture) -> Claim | None:
    return Claim("legend", {"labels": [s.label for s in picture.series]}) if picture.legend else None


def facts(picture: Picture) -> tuple[Claim, ...]:
    """All claims, most important first."""
    each = series(picture)
    first = [*kinds(picture), *words(picture)]
    named = [c for c in (categories(picture), legend(picture)) if c]
    data = [c for s in each for c in (s.values, s.colour) if c]
    rest = [c for s in each for c in (s.style, s.marker) if c]
    return (*first, *named, *data, *frame(picture), *rest)
