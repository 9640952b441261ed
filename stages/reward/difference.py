"""What differs between two pictures, from their evidence: facts that went and facts that came, by class.

A fact is a value under a key that says what a thing is, is called, looks like or holds ("colour", "label",
"y"), counted, wherever it stands: order and places do not matter. Keys that follow from others (ticks,
limits, boxes, pixels) are left out, and so are the steps of an animation, which have checkers of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from stages.reward.case import Evidence

CLASSES = {
    "text": "title xlabel ylabel zlabel xlab ylab suptitle subtitle text label labels displayname legend",
    "colour": "colour color colours fill stroke background facecolor edgecolor cmap",
    "data": "x y z values shares percent cells base d",
    "style": "linestyle linewidth marker grid xgrid ygrid xscale yscale log opacity stroke_width style mark"
    " markersize font font_size",
    "kind": "kind tag type role projection system",
}
"""Class of a fact to the keys of evidence that state it."""
_CLASS = {key: name for name, keys in CLASSES.items() for key in keys.split()}
NAMES = frozenset({"label", "labels", "displayname"})
"""Keys that name a series or node."""
_FOLLOWS = frozenset(
    "pixels box position xlim ylim zlim xticklabels yticklabels xticklabel yticklabel ticks layout size"
    " elements shown viewport xtics ytics last plots frames sheet duration start frame viewbox width height"
    " groups n plays opened stroke_linecap".split()
)


@dataclass(frozen=True)
class Fact:
    """`where`: the path of keys, with numbers in lists, at which it stands in one of the pictures."""

    kind: str
    key: str
    value: str
    came: bool
    where: str

    def __str__(self) -> str:
        return f"{self.where} {self.value} {'came' if self.came else 'went'}"


def differences(before: Evidence, after: Evidence) -> list[Fact]:
    """Facts that went and came, in the order of the evidence (what went first).

    Where no name of a series and no data differ, also names that belong to other data than before ("bond").
    """
    found = _compared(list(facts(before)), list(facts(after)))
    if any(fact.kind in ("data", "kind") or fact.key in NAMES or "curves[" in fact.where for fact in found):
        return found
    return found + _compared(list(_bonds(before, "")), list(_bonds(after, "")))


def _bonds(value: Any, where: str) -> Iterator[Fact]:
    """Each name of a series with its data."""
    if isinstance(value, dict):
        name = next((value[key] for key in ("label", "displayname", "title") if value.get(key)), None)
        data = value.get("y") if isinstance(value.get("y"), list) else value.get("x")
        if isinstance(name, str) and isinstance(data, list):
            yield Fact("bond", "name", f"{name!r} with {data}", True, where)
        for key, item in value.items():
            yield from _bonds(item, f"{where}.{key}" if where else key)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _bonds(item, f"{where}[{number}]")


def _compared(old: list[Fact], new: list[Fact]) -> list[Fact]:
    had, has = Counter(map(_identity, old)), Counter(map(_identity, new))
    return [*_beyond(old, had - has, False), *_beyond(new, has - had, True)]


def facts(evidence: Evidence) -> Iterator[Fact]:
    """Every fact of an evidence."""
    yield from _walk(evidence, "", "")


def _walk(value: Any, key: str, where: str) -> Iterator[Fact]:
    if isinstance(value, dict):
        for name in value:
            placed = name in "xy" and "text" in value  # where a text stands, not what it says
            ticks = name == "labels" and "orient" in value
            if name not in _FOLLOWS and not placed and not ticks:
                yield from _walk(value[name], name, f"{where}.{name}" if where else name)
    elif isinstance(value, list) and _CLASS.get(key) == "data":
        yield Fact("data", key, str(value), True, where)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _walk(item, key, f"{where}[{number}]")
    elif key in _CLASS and value not in (None, "", "none", False):
        yield Fact(_CLASS[key], key, str(value), True, where)


def _identity(fact: Fact) -> tuple[str, str]:
    return fact.key, fact.value


def _beyond(found: list[Fact], surplus: Counter[tuple[str, str]], came: bool) -> Iterator[Fact]:
    """The last facts of each surplus: additions stand at the end."""
    left = Counter(surplus)
    chosen = []
    for fact in reversed(found):
        if left[_identity(fact)] > 0:
            left[_identity(fact)] -= 1
            chosen.append(Fact(fact.kind, fact.key, fact.value, came, fact.where))
    yield from reversed(chosen)
