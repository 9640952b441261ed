"""Figures over calibration rows: detection, false rejects, precision and recall by threshold, calibration
error.

A defect is detected where the total is under the threshold; a good sample is falsely rejected there.
Precision is the share of good samples among the kept, with as many defective as good ones offered; recall the
share of good samples that are kept.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

Row = dict[str, Any]
BINS = 10


def split(rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """(good, defective)."""
    return [r for r in rows if r["kind"] == "none"], [r for r in rows if r["kind"] != "none"]


def rejected(rows: list[Row], threshold: float) -> float:
    """Share of rows under a threshold (0 for none)."""
    return sum(r["total"] < threshold for r in rows) / len(rows) if rows else 0.0


def by_threshold(rows: list[Row]) -> list[dict[str, float]]:
    """Precision, recall, detection and false rejects at every total that occurs, ascending."""
    good, bad = split(rows)
    points = []
    for threshold in sorted({r["total"] for r in rows}):
        recall, let_pass = 1 - rejected(good, threshold), 1 - rejected(bad, threshold)
        points.append(
            {
                "threshold": threshold,
                "precision": recall / (recall + let_pass) if recall + let_pass else 1.0,
                "recall": recall,
                "detection": 1 - let_pass,
                "false_rejects": 1 - recall,
            }
        )
    return points


def choose(rows: list[Row], precision: float, false_rejects: float) -> float | None:
    """The least threshold that reaches the precision at no more false rejects; else the most precise one that
    keeps to the false rejects; None where none does. It lies half way down to the next total that occurs."""
    points = by_threshold(rows)
    allowed = [p for p in points if p["false_rejects"] <= false_rejects]
    if not allowed:
        return None
    reaching = [p for p in allowed if p["precision"] >= precision]
    best = reaching[0] if reaching else max(allowed, key=lambda p: (p["precision"], -p["threshold"]))
    below = max((p["threshold"] for p in points if p["threshold"] < best["threshold"]), default=0.0)
    return round((below + best["threshold"]) / 2, 4)


def calibration_error(rows: list[Row]) -> float:
    """Expected calibration error of the total as the probability of being good, classes weighted alike."""
    good, bad = split(rows)
    bins: dict[int, list[tuple[float, float, float]]] = defaultdict(list)
    for members, label in ((good, 1.0), (bad, 0.0)):
        for r in members:
            place = min(int(r["total"] * BINS), BINS - 1)
            bins[place].append((1 / len(members), r["total"], label))
    whole = sum(w for members in bins.values() for w, _, _ in members)
    error = 0.0
    for members in bins.values():
        weight = sum(w for w, _, _ in members)
        error += abs(sum(w * t for w, t, _ in members) - sum(w * y for w, _, y in members)) if weight else 0.0
    return error / whole if whole else 0.0


def detection(rows: list[Row], threshold: float, *keys: str) -> dict[tuple[str, ...], tuple[int, float]]:
    """(number, share detected) of the defective rows by the values of columns."""
    groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for r in split(rows)[1]:
        groups[tuple(str(r[key]) for key in keys)].append(r)
    return {group: (len(members), rejected(members, threshold)) for group, members in sorted(groups.items())}


def summary(rows: list[Row], threshold: float) -> dict[str, Any]:
    """The report as JSON: overall, by kind and domain, by threshold."""
    good, bad = split(rows)
    kinds = detection(rows, threshold, "kind")
    held = [r for r in bad if r["held_out"]]
    domains = {r["domain"] for r in good}
    return {
        "threshold": threshold,
        "good": len(good),
        "planted": len(bad),
        "domains": len({r["domain"] for r in bad}),
        "kinds": len(kinds),
        "detection": round(rejected(bad, threshold), 4),
        "detection_held_out": round(rejected(held, threshold), 4),
        "worst_kind": min(kinds, key=lambda k: kinds[k][1])[0] if kinds else None,
        "worst_kind_detection": round(min((share for _, share in kinds.values()), default=0.0), 4),
        "false_rejects": round(rejected(good, threshold), 4),
        "calibration_error": round(calibration_error(rows), 4),
        "by_kind": {
            kind: {"planted": n, "detected": round(share, 4)} for (kind,), (n, share) in kinds.items()
        },
        "by_domain": {
            domain: {
                "good": sum(r["domain"] == domain for r in good),
                "false_rejects": round(rejected([r for r in good if r["domain"] == domain], threshold), 4),
                "detected": round(rejected([r for r in bad if r["domain"] == domain], threshold), 4),
            }
            for domain in sorted(domains)
        },
        "by_kind_and_domain": {
            "/".join(group): {"planted": n, "detected": round(share, 4)}
            for group, (n, share) in detection(rows, threshold, "kind", "domain").items()
        },
        "by_threshold": [
            {k: round(v, 4) for k, v in point.items()} for point in _thinned(by_threshold(rows))
        ],
    }


def _thinned(points: list[dict[str, float]], most: int = 40) -> list[dict[str, float]]:
    """At most so many points, evenly spaced, the ends included."""
    if len(points) <= most:
        return points
    return [points[round(i * (len(points) - 1) / (most - 1))] for i in range(most)]
