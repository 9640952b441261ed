"""reports/metrics/corpus.json: what the corpus holds and what stayed out."""

from __future__ import annotations

from collections import Counter
from typing import Any

from stages.assemble.place import Placement
from stages.likeness.materials import Materials
from stages.likeness.words import words


def counts(rows: list[dict[str, Any]], materials: Materials, placed: Placement) -> dict[str, Any]:
    """Counts of kept rows by slice, split, form and licence, of drops by kind, of clusters and components."""
    kept = [r for r in rows if r["decision"] == "keep"]
    slices: dict[str, Counter] = {}
    for row in kept:
        slices.setdefault(row["slice"], Counter())[row["split"]] += 1
    sizes = Counter(placed.component[r["sample_id"]] for r in kept)
    clusters = Counter(placed.cluster.values())
    largest = max(sizes.values(), default=0)
    return {
        "rows": len(rows),
        "kept": len(kept),
        "unique_share": _unique_share(kept, materials),
        "splits": Counter(r["split"] for r in kept),
        "slices": {
            name: {**found, "kept": found.total(), "weight": placed.weight.get(name, 1.0)}
            for name, found in slices.items()
        },
        "forms": Counter(r["form"] for r in kept),
        "licences": Counter(r["licence"] for r in kept),
        "packages": Counter(package for r in kept for package in {f.split("!")[0] for f in r["roots"]}),
        "dropped": Counter(r["reason"].split(":")[0] for r in rows if r["decision"] == "drop"),
        "duplicates": {
            "exact": sum(reason.startswith("exact duplicate") for reason in placed.reason.values()),
            "near": sum(reason.startswith("near-duplicate") for reason in placed.reason.values()),
            "clusters_of_several": sum(n > 1 for n in clusters.values()),
            "largest_cluster": max(clusters.values(), default=0),
        },
        "components": {
            "count": len(sizes),
            "largest_rows": largest,
            "largest_share": round(largest / max(1, len(kept)), 4),
        },
    }


def _unique_share(kept: list[dict[str, Any]], materials: Materials) -> float:
    """Share of kept rows that no other row equals in the tokens of its program and of its instruction."""
    pairs = Counter(
        (materials.name((r["output_code"], r["language"])), words(r["instruction"])) for r in kept
    )
    return round(sum(1 for n in pairs.values() if n == 1) / max(1, len(kept)), 4)
