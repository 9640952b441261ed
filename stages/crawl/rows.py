"""Candidates as rows of table seeds: the raw bytes, and under them what was prepared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from stages.crawl.candidates import Candidate
from stages.records.identity import producer
from stages.records.schemas import seal

VERSION = "1"


def seed_rows(candidate: Candidate) -> Iterator[dict[str, Any]]:
    """One sealed raw row, and a prepared child row where the candidate is kept.

    The package and the reader are params of the raw row's producer: two packages may hold the same bytes at
    the same path, and two readers may look for seeds of different domains in one file.
    A refused member was not read: its row has no bytes and an empty span. What was taken down keeps its rows,
    with the ids that they had, and loses the bytes.
    """
    for row in _sealed(candidate):
        if candidate.withheld is not None:
            row |= {"content": None, "decision": "drop", "reason": candidate.withheld}
        yield row


def _sealed(candidate: Candidate) -> Iterator[dict[str, Any]]:
    archive, reader = candidate.archive, candidate.reader
    common = {
        "stage": "crawl",
        "domain": reader.domain,
        "language": reader.language,
        "runtime": reader.runtime,
        "connector": archive.connector,
        "package": archive.package,
        "version": archive.version,
        "path": candidate.path,
        "span": {"start": candidate.start, "end": candidate.end},
        "archive_sha256": archive.sha256,
        "url": archive.purl,
        "licence": candidate.terms.licence,
        "attribution": candidate.terms.attribution,
    }
    raw = seal(
        "seeds",
        {
            **common,
            "kind": "raw",
            "content": candidate.content,
            "parents": [],
            "producer": producer(
                f"crawl.{archive.connector}",
                VERSION,
                {"package": archive.package, "reader": f"{reader.domain}.{reader.language}"},
            ),
            "decision": "drop" if candidate.reason else "keep",
            "reason": candidate.reason,
        },
    )
    yield raw
    if candidate.prepared is not None:
        yield seal(
            "seeds",
            {
                **common,
                "kind": "prepared",
                "content": candidate.prepared.encode("utf-8"),
                "parents": [raw["record_id"]],
                "producer": producer(f"prepare.{reader.domain}.{reader.language}", reader.version),
                "includes": list(candidate.includes),
                "decision": "keep",
                "reason": None,
            },
        )
