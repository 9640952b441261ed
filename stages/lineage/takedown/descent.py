"""Rows that descend from taken-down content, in every version of the tables that this disk still holds.

Ids are hashes of content, so the parents that rows name lead through tables of several builds at once. A
model counts as one node: what it read taints its predictions, of whatever checkpoint. A row that lost its
content is followed by its id: another machine's caches may know it still.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from stages.crawl.takedown import TAKEN_DOWN
from stages.lineage.edges import FILE
from stages.lineage.views import create_view
from stages.records.schemas import SCHEMAS

MARKS = {
    "archive_sha256": "seeds",
    "strategy": "samples",
    "code_hash": "renders",
    "threshold": "rewards",
    "cluster": "corpus",
    "variant": "predictions",
    "offset": "consumption",
    "held_out": "calibration",
}
"""A column that tells a table from the others."""

KEY = ("code_hash", "runtime", "limits", "runtime_fingerprint")
"""Columns of renders that the record cache keys an execution by."""

_DESCENT = f"""
create table hit as
with recursive edge as (
  select unnest(parents) as parent, record_id as child from seeds
  union all select unnest(parents), record_id from samples
  union all select unnest(parents), record_id from rewards
  union all select unnest(parents), record_id from corpus
  union all select unnest(parents), record_id from calibration
  union all select corpus_id, concat('models/', model) from consumption
  union all select regexp_replace(unnest(parents), '^(models/[^@]+)@.*$', '\\1'), record_id from predictions),
start as (select * from seeds where sha256(content) in (select hash from taken)
  or content is null and starts_with(reason, '{TAKEN_DOWN}')),
found(id) as (
  select record_id from start
  union select record_id from seeds where reason in (select concat('duplicate: same as ', {FILE}) from start)
  union select child from edge join found on edge.parent = found.id)
select id from found;

create table drawn as
select render, record_id in (from hit) as tainted, file in (from live) as live from (
  select image_render as render, record_id, file from samples
  union all select input_render, record_id, file from samples
  union all select output_render, record_id, file from samples
  union all select render, record_id, file from rewards
  union all select r.record_id, s.record_id, s.file from renders r
    join seeds s on sha256(s.content) = r.code_hash and s.runtime = r.runtime)
where render is not null;

create table lost as
select render from drawn where tainted except select render from drawn where live and not tainted;

create table ran as
select code, runtime, tainted, live from (
  select output_code as code, runtime, record_id in (from hit) as tainted, file in (from live) as live
    from samples
  union all select input_code, input_runtime, record_id in (from hit), file in (from live) from samples
  union all select decode(content), runtime, record_id in (from hit), file in (from live) from seeds
    where kind = 'prepared' and content is not null
  union all select p.output, c.runtime, p.record_id in (from hit), p.file in (from live)
    from predictions p join (select distinct record_id, runtime from corpus) c on p.corpus_id = c.record_id
  union all select json_extract_string(c.changes, '$.output_code'), s.runtime, c.record_id in (from hit),
    c.file in (from live) from calibration c join samples s on s.record_id = c.sample_id)
where code is not null and runtime is not null;
"""

_FILES = """
select file from seeds where record_id in (from hit) and content is not null
union select file from samples where record_id in (from hit)
union select file from renders where record_id in (from lost)
union select file from rewards where record_id in (from hit)
union select file from corpus where record_id in (from hit)
union select file from predictions where record_id in (from hit)
union select file from calibration where record_id in (from hit)
union select file from consumption where corpus_id in (from hit)"""


@dataclass(frozen=True)
class Descent:
    """`files`: Parquet files with such a row. `unclear`: consumption logs of records that no table here has.

    `executed`: (code, runtime) that no row of another descent has now; `keys` of executions known from
    renders; `requests` to teachers; `judged`: requests to judges behind verdicts that stay; `others`:
    samples that do not descend from it.
    """

    records: frozenset[str]
    files: frozenset[Path]
    unclear: frozenset[Path]
    executed: list[tuple[str, str]]
    keys: list[dict[str, Any]]
    requests: frozenset[str]
    judged: frozenset[str]
    others: frozenset[str]


def table_of(path: Path) -> str | None:
    """Which table a file holds a part of; None for what is no table of ours."""
    with path.open("rb") as file:
        if file.read(4) != b"PAR1":
            return None
    try:
        names = pq.read_schema(path).names
    except pa.ArrowException:
        return None
    return next((table for column, table in MARKS.items() if column in names), None)


def descent(taken: Collection[str], here: Iterable[Path], cached: Iterable[Path]) -> Descent:
    """Follow content hashes through the Parquet files of the workspace (`here`) and of caches."""
    here = list(here)
    files: dict[str, list[Path]] = {table: [] for table in SCHEMAS}
    for path in (*here, *cached):
        if table := table_of(path):
            files[table].append(path)
    connection = duckdb.connect(":memory:")
    connection.execute("set enable_progress_bar = false")
    for table, schema in SCHEMAS.items():
        schema = schema.append(pa.field("file", pa.string()))
        create_view(connection, table, schema, files[table], ", filename = 'file'")
    connection.register("taken", pa.table({"hash": pa.array(sorted(taken), pa.string())}))
    connection.register("live", pa.table({"file": pa.array([str(path) for path in here], pa.string())}))
    connection.execute(_DESCENT)

    def column(query: str) -> list[Any]:
        return [value for (value,) in connection.execute(query).fetchall()]

    keys = connection.execute(
        f"select distinct {', '.join(KEY)} from renders where record_id in (from lost)"
    ).fetchall()
    executed = connection.execute(
        "select code, runtime from ran where tainted except select code, runtime from ran"
        " where live and not tainted"
    ).fetchall()
    unclear = "select distinct file from consumption where corpus_id not in (select record_id from corpus)"
    asked = "select json_extract_string(sampling, '$.request') from samples where record_id in (from hit)"
    judged = (
        "select distinct unnest(json_extract_string(judge, '$[*].request')) from rewards"
        " where record_id not in (from hit)"
    )
    return Descent(
        records=frozenset(column("from hit")),
        files=frozenset(Path(file) for file in column(_FILES)),
        unclear=frozenset(Path(file) for file in column(unclear)),
        executed=executed,
        keys=[dict(zip(KEY, values, strict=True)) for values in keys],
        requests=frozenset(filter(None, column(asked))),
        judged=frozenset(column(judged)),
        others=frozenset(column("select record_id from samples where record_id not in (from hit)")),
    )
