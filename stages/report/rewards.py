"""How verdicts are distributed: a histogram of totals, and how often each kind of criterion passes."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from stages.report.tables import Tables

BINS = 20


def histogram(tables: Tables) -> list[dict[str, Any]]:
    """Rows `{"total": lower edge of the bin, "domain", "records"}`; the last bin holds 1.0 too."""
    counts = Counter((min(int(r["total"] * BINS), BINS - 1), r["domain"]) for r in tables["rewards"])
    domains = sorted({domain for _, domain in counts})
    return [
        {"total": round(place / BINS, 3), "domain": domain, "records": counts[place, domain]}
        for place in range(BINS)
        for domain in domains
    ]


def threshold(tables: Tables) -> float | None:
    """The threshold that verdicts were made with, None where rows disagree."""
    found = {r["threshold"] for r in tables["rewards"]}
    return found.pop() if len(found) == 1 else None


def criteria(tables: Tables) -> list[dict[str, Any]]:
    """Kinds of criteria by domain: how many were decided and how many passed, commonest first."""
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for row in tables["rewards"]:
        for criterion in row["criteria"] or []:
            count = counts[row["domain"], criterion["kind"]]
            count[0] += 1
            count[1] += bool(criterion["passed"])
    rows = [
        {"domain": domain, "kind": kind, "decided": decided, "passed": passed, "rate": passed / decided}
        for (domain, kind), (decided, passed) in counts.items()
    ]
    return sorted(rows, key=lambda r: (-r["decided"], r["domain"], r["kind"]))
