"""An answer of `janus trace` or `janus impact` as PROV-JSON (W3C member submission, 24 April 2013).

Nodes are entities, edges derivations, and each stage is an activity that generated its entities. Names are
`janus:` and the node's id, percent-encoded.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from stages.lineage.answer import Answer

NAMESPACE = "urn:janusforge:"


def prov_json(found: Answer) -> dict[str, Any]:
    """The document: `prefix`, `entity`, `activity`, `wasDerivedFrom`, `wasGeneratedBy`."""
    stages = sorted({node["stage"] for node in found["nodes"] if node["stage"]})
    return {
        "prefix": {"janus": NAMESPACE},
        "entity": {
            _name(node["id"]): {
                "prov:label": node["label"] or node["id"],
                "prov:type": {"$": f"janus:{node['kind']}", "type": "prov:QUALIFIED_NAME"},
            }
            for node in found["nodes"]
        },
        "activity": {_stage(stage): {"prov:label": stage} for stage in stages},
        "wasGeneratedBy": {
            f"_:g{number}": {"prov:entity": _name(node["id"]), "prov:activity": _stage(node["stage"])}
            for number, node in enumerate(found["nodes"])
            if node["stage"]
        },
        "wasDerivedFrom": {
            f"_:d{number}": {"prov:generatedEntity": _name(child), "prov:usedEntity": _name(parent)}
            for number, (parent, child) in enumerate(found["edges"])
        },
    }


def _name(node: str) -> str:
    return f"janus:{quote(node, safe='')}"


def _stage(stage: str) -> str:
    return f"janus:stage%2F{stage}"
