"""Facets of OpenLineage events: the published schema that each follows, and one of our own."""

from __future__ import annotations

from typing import Any

PRODUCER = "urn:janusforge:stages"
_SPEC = "https://openlineage.io/spec/facets"

VERSION = f"{_SPEC}/1-0-1/DatasetVersionDatasetFacet.json#/$defs/DatasetVersionDatasetFacet"
STATISTICS = (
    f"{_SPEC}/1-0-2/OutputStatisticsOutputDatasetFacet.json#/$defs/OutputStatisticsOutputDatasetFacet"
)
JOB_TYPE = f"{_SPEC}/2-0-4/JobTypeJobFacet.json#/$defs/JobTypeJobFacet"
LINEAGE = f"{_SPEC}/1-0-0/LineageFacet.json#/$defs/LineageJobFacet"
PARENT = f"{_SPEC}/1-2-0/ParentRunFacet.json#/$defs/ParentRunFacet"
PARAMETERS = f"{_SPEC}/1-0-0/ExecutionParametersRunFacet.json#/$defs/ExecutionParametersRunFacet"
ERROR = f"{_SPEC}/1-0-1/ErrorMessageRunFacet.json#/$defs/ErrorMessageRunFacet"
CODE = "urn:janusforge:facet:code:1"
"""Ours: `git_revision`, `git_dirty`, `code_sha256`, `code` (path to SHA-256)."""


def facet(schema: str, **fields: Any) -> dict[str, Any]:
    """A facet of one of the schemas above."""
    return {"_producer": PRODUCER, "_schemaURL": schema, **fields}
