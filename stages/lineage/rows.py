"""Every record's id, computed again from its content, parents and producer; and what executions gave."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from stages.crawl.takedown import is_taken_down
from stages.lineage.findings import Findings
from stages.lineage.views import FOLDERS, table_files
from stages.records.identity import content_hash, record_id
from stages.records.schemas import CONTENT, SCHEMA_VERSION

IDENTITY = ("record_id", "content_hash", "parents", "producer", "decision", "reason")
RESULT = ("status", "png", "frames", "evidence", "stderr")
"""What `result_hash` of table renders is a hash of, in this order (`stages.sandbox.rows`)."""
BATCH = 512
"""Rows in memory at a time: corpus rows carry images."""


def check_rows(root: Path, findings: Findings) -> None:
    """Recompute the ids of all rows.

    A file whose bytes are already known to be wrong is not opened: a damaged Parquet file can hold anything.
    """
    for table in FOLDERS:
        ids: Counter[str] = Counter()
        for path in table_files(root, table):
            name = path.relative_to(root).as_posix()
            if name not in findings.problems and findings.covers(name):
                ids.update(_check_file(table, path, name, findings))
        for twice in sorted(i for i, n in ids.items() if n > 1):
            findings.expect(f"{FOLDERS[table]}#{twice}", "one row with this id", f"{ids[twice]} rows")


def _check_file(table: str, path: Path, name: str, findings: Findings) -> list[str]:
    """The ids of a file's rows as they stand there."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    more = (*RESULT, "result_hash") if table == "renders" else ()
    columns = [*dict.fromkeys([*IDENTITY, *CONTENT[table], *more])]
    ids = []
    try:
        for batch in pq.ParquetFile(path).iter_batches(BATCH, columns=columns):
            for row in batch.to_pylist():
                content = content_hash({column: row[column] for column in CONTENT[table]})
                if table == "seeds" and is_taken_down(row):
                    content = row["content_hash"]  # all that is left of it; the id still follows from it
                computed = record_id(
                    table, SCHEMA_VERSION[table], content, row["parents"] or [], row["producer"]
                )
                place = f"{name}#{row['record_id']}"
                findings.expect(place, f"content_hash {content}", f"content_hash {row['content_hash']}")
                findings.expect(place, f"record_id {computed}", f"record_id {row['record_id']}")
                if table == "renders":
                    result = _result_hash(row)
                    findings.expect(place, f"result_hash {result}", f"result_hash {row['result_hash']}")
                ids.append(row["record_id"])
    except (pa.ArrowException, OSError, KeyError) as error:
        findings.expect(name, "a Parquet file of this table", f"{type(error).__name__}: {error}")
    return ids


def _result_hash(row: dict[str, Any]) -> str:
    """What an execution gave: its id says only what was executed."""
    return content_hash([row[column] if column != "frames" else row[column] or [] for column in RESULT])
