"""Run records as OpenLineage events (specification 2-0-2): which run read and wrote which bytes.

A run of a stage is a START event and, once it has ended, one of COMPLETE, FAIL or ABORT. Every data set has
its SHA-256 as version, and the facet `lineage` of the job names the edges, so that none has to be guessed
from what one run happens to read. Facets of a run: its execution as parent, conf values, git revision and
code hashes. What the crawl read are the archives, under their connector as namespace.

Not covered: records as data sets of their own (`janus trace --prov` has these); stages that were reused did
not run and have no event.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from stages.publish.openlineage_facets import (
    CODE,
    ERROR,
    JOB_TYPE,
    LINEAGE,
    PARAMETERS,
    PARENT,
    PRODUCER,
    STATISTICS,
    VERSION,
    facet,
)

SPEC = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent"
NAMESPACE, PIPELINE = "janusforge", "pipeline"
ENDS = {"finished": "COMPLETE", "failed": "FAIL", "interrupted": "ABORT"}
"""Status of a run record to the event that ends the run; one that still says running has no end."""

Event = dict[str, Any]
Archive = tuple[str, str, str]
"""Connector, package with its version, SHA-256."""


def events(records: Iterable[dict[str, Any]], archives: dict[str, list[Archive]]) -> Iterator[Event]:
    """Events of run records, in the order of their times.

    `archives`: SHA-256 of a table of seeds to the archives that it was read from.
    """
    made = [event for record in records for event in _of_run(record, archives)]
    yield from sorted(made, key=lambda event: event["eventTime"])


def _of_run(record: dict[str, Any], archives: dict[str, list[Archive]]) -> Iterator[Event]:
    inputs = [dataset(NAMESPACE, name, entry["sha256"]) for name, entry in record["inputs"].items()]
    for entry in record["outputs"].values():
        inputs += [dataset(*archive) for archive in archives.get(entry["sha256"], [])]
    outputs = [
        dataset(NAMESPACE, name, entry["sha256"])
        | {"outputFacets": {"outputStatistics": facet(STATISTICS, rowCount=entry["rows"])}}
        for name, entry in record["outputs"].items()
    ]
    run = {"runId": _run_id(record["execution"], record["stage"]), "facets": _run_facets(record)}
    job = {"namespace": NAMESPACE, "name": record["stage"], "facets": _job_facets(inputs, outputs)}
    common = {"run": run, "job": job, "producer": PRODUCER, "schemaURL": SPEC}
    yield {"eventType": "START", "eventTime": _time(record["started"]), **common, "inputs": inputs}
    if end := ENDS.get(record["status"]):
        ended = _time(record["started"] + record["duration_s"])
        yield {"eventType": end, "eventTime": ended, **common, "inputs": inputs, "outputs": outputs}


def dataset(namespace: str, name: str, sha256: str) -> dict[str, Any]:
    """A data set in the version of these bytes."""
    return {
        "namespace": namespace,
        "name": name,
        "facets": {"version": facet(VERSION, datasetVersion=sha256)},
    }


def _run_facets(record: dict[str, Any]) -> dict[str, Any]:
    parent = {"runId": _run_id(record["execution"], PIPELINE)}
    facets = {"parent": facet(PARENT, run=parent, job={"namespace": NAMESPACE, "name": PIPELINE})}
    if record.get("params"):
        parameters = [
            {"key": key, "value": json.dumps(value, ensure_ascii=False)}
            for key, value in sorted(record["params"].items())
        ]
        facets["executionParameters"] = facet(PARAMETERS, parameters=parameters)
    code = {name: record.get(name) for name in ("git_revision", "git_dirty", "code_sha256", "code")}
    facets["janusforge_code"] = facet(
        CODE, **{name: value for name, value in code.items() if value is not None}
    )
    if record["status"] == "failed":
        facets["errorMessage"] = facet(ERROR, message=record["error"], programmingLanguage="PYTHON")
    return facets


def _job_facets(inputs: list[dict[str, Any]], outputs: list[dict[str, Any]]) -> dict[str, Any]:
    kind = facet(JOB_TYPE, processingType="BATCH", integration="DVC", jobType="STAGE")
    sources = [_end(source) for source in inputs]
    entries = [{**_end(target), "inputs": sources} for target in outputs]
    return {"jobType": kind} | ({"lineage": facet(LINEAGE, entries=entries)} if entries else {})


def _end(one: dict[str, Any]) -> dict[str, str]:
    return {"namespace": one["namespace"], "name": one["name"], "type": "DATASET"}


def _run_id(execution: str, name: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{PRODUCER}:{execution}:{name}"))


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="microseconds")
