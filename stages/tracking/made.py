"""From an artifact's bytes to the run that made them: git revision, code, conf values, execution."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from stages.lineage.graph import Node
from stages.lineage.narrow import DECIDED
from stages.lineage.views import FOLDERS
from stages.records.tables import MANIFEST
from stages.tracking.run_record import runs_folder


def made(folder: Path) -> dict[str, Any] | None:
    """The run record of what lies in `folder` (data/NAME or models/NAME): the newest that wrote these bytes.

    None where the folder has no manifest, or no run record here names it (it was pulled, say).
    """
    if not (folder / MANIFEST).is_file():
        return None
    wanted = json.loads((folder / MANIFEST).read_bytes())["table_sha256"]
    found = []
    for path in runs_folder().glob("*/*.json"):
        record = json.loads(path.read_bytes())
        if record["status"] == "finished" and wanted in {o["sha256"] for o in record["outputs"].values()}:
            found.append(record)
    return max(found, key=lambda record: record["started"], default=None)


def folders(nodes: Iterable[Node]) -> list[str]:
    """The artifacts that nodes lie in, in the order of the pipeline; a model's come last."""
    models, tables = set(), set()
    for node in nodes:
        if node["kind"] == "checkpoint":
            models.add(node["id"].rpartition("@")[0])
        elif node["kind"] == "prediction":
            models.add(f"data/predictions/{node['label'].partition(' ')[0]}")
        elif node["kind"] in DECIDED:
            tables.add(DECIDED[node["kind"]])
    return [FOLDERS[table] for table in FOLDERS if table in tables] + sorted(models, reverse=True)


def told(folder: str) -> str:
    """One line on what made an artifact."""
    record = made(Path(folder))
    if record is None:
        return f"{folder}: no run record here names these bytes"
    revision = (record["git_revision"] or "no git revision")[:12]
    dirty = " with changes" if record["git_dirty"] else ""
    code = f", code {record['code_sha256'][:12]}" if "code_sha256" in record else ""
    return f"{folder}: {record['stage']} at {revision}{dirty}{code}, execution {record['execution']}"


def values(folder: str) -> Iterator[str]:
    """`told`, then the code by path and the conf values that made an artifact, a line each."""
    yield told(folder)
    record = made(Path(folder)) or {}
    for path, digest in sorted(record.get("code", {}).items()):
        yield f"    {path}  sha256 {digest}"
    for key, value in sorted(record.get("params", {}).items()):
        yield f"    {key} = {json.dumps(value, ensure_ascii=False)}"
