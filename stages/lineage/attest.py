"""The result of a verification as an in-toto statement (Statement v1, predicate test-result v0.1).

Subjects are the artifacts that were verified, by the hash over their files as they are now; the configuration
is dvc.lock. The statement carries no time and no host: the same bytes give the same statement, to be signed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from stages.lineage.findings import Findings, file_digest
from stages.lineage.lock import LOCK
from stages.lineage.manifests import PLACES
from stages.records.tables import table_sha256

STATEMENT = "https://in-toto.io/Statement/v1"
PREDICATE = "https://in-toto.io/attestation/test-result/v0.1"


def statement(root: Path, findings: Findings) -> dict[str, Any]:
    """The statement about what lies in a project folder."""
    subjects = []
    for path in sorted(p for place in PLACES for p in root.glob(place)):
        folder = path.parent.relative_to(root).as_posix()
        subjects.append({"name": folder, "digest": {"sha256": table_sha256(path.parent)}})
    lock = root / LOCK
    configuration = (
        [{"name": str(LOCK), "digest": {"sha256": file_digest(lock, "sha256")}}] if lock.is_file() else []
    )
    problems = findings.as_dict()["problems"]
    return {
        "_type": STATEMENT,
        "subject": subjects,
        "predicateType": PREDICATE,
        "predicate": {
            "result": "FAILED" if problems else "PASSED",
            "configuration": configuration,
            "checked": findings.checked,
            "failedTests": [problem["path"] for problem in problems],
        },
    }
