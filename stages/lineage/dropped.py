"""Why records were dropped: those around a REF, with the stage that dropped them and its reason."""

from __future__ import annotations

from collections import Counter
from typing import Any

from stages.lineage.graph import Graph
from stages.lineage.narrow import DECIDED
from stages.lineage.refs import Resolved

WIDE = ("archive", "file", "slice", "base", "checkpoint", "metric")
"""Kinds that stand for many records: asked about them, only what came of them counts."""

_EARLIER = (
    "select record_id from samples where decision = 'drop'"
    " union select sample_id from rewards where decision = 'drop'"
)
FIRST = dict.fromkeys(DECIDED, "true") | {"corpus": f"sample_id not in ({_EARLIER})"}
"""A sample that was dropped has a row in the corpus too, with the same reason: it is told once."""


def why_dropped(graph: Graph, resolved: Resolved) -> dict[str, Any]:
    """`{"ref", "kind", "kept", "dropped": [{"id", "kind", "stage", "reason", "label"}], "reasons"}`.

    For a record: itself, what it came from and what came of it. For an archive or a file: what came of it.
    `kept`: how many of the same rows were kept. `reasons`: `[[stage, reason, count]]`, the most frequent
    first.
    """
    around = {*resolved.ids, *graph.descendants(resolved.ids)}
    if resolved.kind not in WIDE:
        around |= graph.ancestors(resolved.ids)
    rows = graph.sources.connection.execute(
        " union all ".join(
            f"select record_id, '{kind}' as kind, stage, decision, reason from {table} where {FIRST[kind]}"
            for kind, table in DECIDED.items()
        )
    ).fetchall()
    mine = [row for row in rows if row[0] in around]
    lost = [row for row in mine if row[3] == "drop"]
    labels = {node["id"]: node["label"] for node in graph.nodes([row[0] for row in lost])}
    dropped = [
        {"id": record, "kind": kind, "stage": stage, "reason": reason, "label": labels[record]}
        for record, kind, stage, _, reason in sorted(lost)
    ]
    counts = Counter((row["stage"], row["reason"]) for row in dropped)
    reasons = [[*key, n] for key, n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
    return {
        "ref": resolved.ref,
        "kind": resolved.kind,
        "kept": len(mine) - len(lost),
        "dropped": dropped,
        "reasons": reasons,
    }
