"""The gate's contract: a downstream stage reads a table only if a report says it passed, for these bytes.

The DAG alone does not protect: `dvc repro -s` and `--downstream` walk past a failed gate with exit code 0.
"""

from __future__ import annotations

import json
from pathlib import Path

from stages.errors import JanusError
from stages.records.tables import read_manifest, table_sha256

REPORTS = Path("reports/checks")


def report_path(table: str) -> Path:
    """Where the gate of `table` writes its report."""
    return REPORTS / f"{table}.json"


def require_gate(table: str, folder: Path | str) -> dict:
    """Refuse to go on unless the gate of `table` passed for the bytes now in `folder`; returns the manifest.

    Raises JanusError where the report is absent, says failed, or names another SHA-256.
    """
    require_passed(table, folder)
    return read_manifest(folder)


def require_passed(table: str, folder: Path | str) -> dict:
    """`require_gate` for a folder of several artifacts (predictions: one a model); returns the report."""
    path = report_path(table)
    again = f"run `dvc repro check@{table}` and read {path}"
    if not path.is_file():
        raise JanusError(f"the gate of {table} has not run", where=str(path), do=again)
    report = json.loads(path.read_text(encoding="utf-8"))
    if not report["passed"]:
        failed = ", ".join(f["expectation"] for f in report["failed"])
        raise JanusError(f"the gate of {table} failed: {failed}", where=str(path), do=again)
    found = table_sha256(folder)
    if report["table_sha256"] != found:
        raise JanusError(
            f"the gate of {table} passed for other bytes ({report['table_sha256'][:12]}, now {found[:12]})",
            where=str(folder),
            do=again,
        )
    return report
