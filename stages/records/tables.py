"""Tables on disk: Parquet shards by id prefix, and a manifest beside them.

The same rows give the same bytes whatever order they come in: shards are cut by the first hex character of
the id, rows are sorted by id, writer settings are fixed, and no pandas or time metadata is stored.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from stages.errors import JanusError
from stages.records.identity import canonical_json, content_hash, sha256
from stages.records.schemas import SCHEMA_VERSION, SCHEMAS

MANIFEST = "manifest.json"
ROW_GROUP = 1024


def write_table(
    name: str,
    rows: Iterable[dict[str, Any]],
    folder: Path | str,
    *,
    params: Any = None,
    parents: dict[str, str] | None = None,
) -> dict[str, Any]:
    """Write sealed rows as shards and a manifest; returns the manifest.

    `params`: the values (not paths or hosts) that shaped the table, fingerprinted into the manifest.
    `parents`: table or artifact name to its `table_sha256`.
    Raises JanusError when two different rows carry one id.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    by_id: dict[str, dict[str, Any]] = {}
    for row in rows:
        other = by_id.setdefault(row["record_id"], row)
        if other is not row and other != row:
            raise JanusError(
                f"two different rows of table {name} have the id {row['record_id']}",
                where=f"columns {[k for k in row if row[k] != other.get(k)]}",
                do="add what tells them apart to the content columns or the producer's params",
            )
    schema = SCHEMAS[name]
    shards: dict[str, list[dict[str, Any]]] = {}
    for key in sorted(by_id):
        shards.setdefault(key[0], []).append(by_id[key])
    for prefix, members in (shards or {"0": []}).items():
        write_parquet(pa.Table.from_pylist(members, schema=schema), folder / f"{prefix}.parquet")
    return write_manifest(
        folder,
        artifact=name,
        rows=len(by_id),
        schema={"version": SCHEMA_VERSION[name], "columns": {f.name: str(f.type) for f in schema}},
        params=params,
        parents=parents,
    )


def write_parquet(table: pa.Table, path: Path) -> None:
    """One Parquet file with the settings that every table of the project uses."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(
        table, path, compression="zstd", compression_level=3, row_group_size=ROW_GROUP, store_schema=False
    )


def write_manifest(
    folder: Path,
    *,
    artifact: str,
    rows: int,
    schema: dict[str, Any] | None = None,
    params: Any = None,
    parents: dict[str, str] | None = None,
) -> dict[str, Any]:
    """Write `manifest.json`: SHA-256 and size of every file, rows, schema, params fingerprint, parents."""
    files = file_hashes(folder)
    manifest = {
        "artifact": artifact,
        "rows": rows,
        "schema": schema,
        "files": files,
        "table_sha256": files_sha256(files),
        "params_fingerprint": content_hash(params),
        "parents": dict(sorted((parents or {}).items())),
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return manifest


def file_hashes(folder: Path) -> dict[str, dict[str, Any]]:
    """Path relative to the folder to SHA-256 and size, for every file but the manifest, re-read from disk."""
    found = {}
    for path in sorted(p for p in Path(folder).rglob("*") if p.is_file() and p.name != MANIFEST):
        data = path.read_bytes()
        found[path.relative_to(folder).as_posix()] = {"sha256": sha256(data), "bytes": len(data)}
    return found


def files_sha256(files: dict[str, dict[str, Any]]) -> str:
    """One hash for an artifact: over its sorted (path, SHA-256) pairs."""
    return sha256(canonical_json([[path, files[path]["sha256"]] for path in sorted(files)]))


def table_sha256(folder: Path | str) -> str:
    """The artifact's hash as its bytes are now (not as the manifest says)."""
    return files_sha256(file_hashes(Path(folder)))


def read_manifest(folder: Path | str) -> dict[str, Any]:
    """The manifest of an artifact. Raises JanusError where there is none."""
    path = Path(folder) / MANIFEST
    if not path.is_file():
        raise JanusError(
            f"{folder} has no {MANIFEST}", where=str(path), do="run the stage that makes it: dvc repro"
        )
    return json.loads(path.read_text(encoding="utf-8"))


def read_table(folder: Path | str, columns: Sequence[str] | None = None, *, keep: bool = False) -> pa.Table:
    """All rows of a table sorted by id (`keep=True`: only those with decision keep)."""
    paths = sorted(Path(folder).rglob("*.parquet"))
    if not paths:
        raise JanusError(f"no table in {folder}", do="run the stage that makes it: dvc repro")
    wanted = None if columns is None else [*dict.fromkeys([*columns, *(["decision"] if keep else [])])]
    table = pa.concat_tables([pq.read_table(p, columns=wanted) for p in paths])
    if keep:
        table = table.filter(pc.equal(table["decision"], "keep"))
    return table


def read_rows(
    folder: Path | str, columns: Sequence[str] | None = None, *, keep: bool = False
) -> list[dict[str, Any]]:
    """`read_table` as dicts."""
    return read_table(folder, columns, keep=keep).to_pylist()
