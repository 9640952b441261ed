"""Checkers of an edit: what had to change did, what had to stay is the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from stages.reward.domains.chart.panels import (
    Json,
    all_axes,
    candidates,
    measures,
    panels,
    plain,
    same_numbers,
    shown_figure,
)

Verdict = tuple[bool, str]
Checker = Callable[[Json, Json, Json | None], Verdict]


def changed(checkers: dict[str, Checker]) -> Checker:
    """`now` holds for the new picture and did not for the old one."""

    def checker(args: Json, evidence: Json, before: Json | None) -> Verdict:
        now = args["now"]
        judge = checkers[now["kind"]]
        passed, found = judge(now["args"], evidence, before)
        if not passed:
            return False, f"not changed: {found}"
        if before is None:
            return False, "the picture before the edit is not known"
        already, _ = judge(now["args"], before, before)
        return not already, f"it was so before: {found}" if already else f"changed: {found}"

    return checker


def unchanged(args: Json, evidence: Json, before: Json | None) -> Verdict:
    """One aspect of the picture reads the same before and after."""
    aspect = args["aspect"]
    if before is None:
        return False, "the picture before the edit is not known"
    if aspect == "values":
        return _same_values(args, evidence, before)
    read = ASPECTS[aspect]
    old, new = read(args, before), read(args, evidence)
    same = old == new
    return same, f"{aspect} {'as before' if same else f'changed from {old} to {new}'}"[:300]


def _same_values(args: Json, evidence: Json, before: Json) -> Verdict:
    """Each series' data is still drawn, in any kind and order; further series may have come."""
    new = [measures(s) for a in candidates(args, evidence) for s in a.get("series") or []]
    for axes in candidates(args, before):
        for series in axes.get("series") or []:
            old = measures(series)
            if not old:
                continue
            at = next((i for i, n in enumerate(new) if _alike(n, old)), None)
            if at is None:
                return False, f"the data of {series.get('label') or series.get('kind')} changed"
            new.pop(at)
    return True, "data as before"


def _alike(new: list[float], old: list[float]) -> bool:
    return same_numbers(new, old) or same_numbers(sorted(new), sorted(old))


def _texts(name: str) -> Callable[[Json, Json], Any]:
    return lambda args, evidence: [plain(a.get(name)) for a in candidates(args, evidence)]


def _plain_values(name: str) -> Callable[[Json, Json], Any]:
    return lambda args, evidence: [a.get(name) for a in candidates(args, evidence)]


def _legend(args: Json, evidence: Json) -> Any:
    return [
        [plain(t) for t in (a.get("legend") or {}).get("labels") or []] for a in candidates(args, evidence)
    ]


def _colours(args: Json, evidence: Json) -> Any:
    return [
        Counter(c for s in a.get("series") or [] for c in [s.get("colour"), *(s.get("colours") or [])] if c)
        for a in candidates(args, evidence)
    ]


def _kinds(args: Json, evidence: Json) -> Any:
    return [[s.get("kind") for s in a.get("series") or []] for a in candidates(args, evidence)]


def _count(args: Json, evidence: Json) -> Any:
    return [len(a.get("series") or []) for a in candidates(args, evidence)]


def _annotations(args: Json, evidence: Json) -> Any:
    return [[plain(t.get("text")) for t in a.get("texts") or []] for a in candidates(args, evidence)]


ASPECTS: dict[str, Callable[[Json, Json], Any]] = {
    "title": _texts("title"),
    "xlabel": _texts("xlabel"),
    "ylabel": _texts("ylabel"),
    "suptitle": lambda args, evidence: plain((shown_figure(evidence) or {}).get("suptitle")),
    "xscale": _plain_values("xscale"),
    "yscale": _plain_values("yscale"),
    "grid": lambda args, evidence: [bool(a.get("grid")) for a in candidates(args, evidence)],
    "legend": _legend,
    "colours": _colours,
    "kinds": _kinds,
    "series_count": _count,
    "texts": _annotations,
    "size": lambda args, evidence: (shown_figure(evidence) or {}).get("size"),
    "panel_count": lambda args, evidence: (len(panels(evidence)), len(all_axes(evidence))),
}
"""Aspects that `unchanged` can compare, besides "values"."""
