"""Checkers of schemdraw drawings: texts, their places, colours, in matplotlib's artists."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Json = dict[str, Any]
Verdict = tuple[bool, str]


def _texts(evidence: Json) -> list[tuple[str, float, float]]:
    """(text, x, y) of everything written in the drawing."""
    axes = [a for figure in evidence.get("figures") or [] for a in figure["axes"]]
    found = [(" ".join(t["text"].split()), t["x"], t["y"]) for a in axes for t in a["texts"]]
    return [entry for entry in found if entry[0]]


def label(args: Json, evidence: Json) -> Verdict:
    shown = [text for text, _, _ in _texts(evidence)]
    return args["text"] in shown, f"texts {shown[:12]}"


def no_label(args: Json, evidence: Json) -> Verdict:
    passed, seen = label(args, evidence)
    return not passed, seen


def label_count(args: Json, evidence: Json) -> Verdict:
    count = len(_texts(evidence))
    return count == args["n"], f"{count} texts"


def left_of(args: Json, evidence: Json) -> Verdict:
    return _ordered(args["a"], args["b"], evidence, 1)


def above(args: Json, evidence: Json) -> Verdict:
    return _ordered(args["b"], args["a"], evidence, 2)


def _ordered(low: str, high: str, evidence: Json, axis: int) -> Verdict:
    """Whether `low` has the smaller coordinate; each must stand there once."""
    places = {name: [t[axis] for t in _texts(evidence) if t[0] == name] for name in (low, high)}
    if any(len(found) != 1 for found in places.values()):
        return False, f"places {places}"
    return places[low][0] < places[high][0], f"places {places}"


def ink(args: Json, evidence: Json) -> Verdict:
    axes = [a for figure in evidence.get("figures") or [] for a in figure["axes"]]
    found = {s.get("colour") for a in axes for s in a["series"]} - {None}
    return args["colour"] in found, f"colours {sorted(map(str, found))[:12]}"


CHECKERS: dict[str, Callable[[Json, Json], Verdict]] = {
    "label": label,
    "no_label": no_label,
    "label_count": label_count,
    "left_of": left_of,
    "above": above,
    "ink": ink,
}
