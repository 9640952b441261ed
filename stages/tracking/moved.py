"""A project folder that was copied or moved: MLflow's SQLite file says where artifacts lie, in full.

Without a change a copy would go on writing, and a takedown emptying, the pages of the folder that it was
copied from.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

_PLACES = (
    ("experiments", "artifact_location"),
    ("runs", "artifact_uri"),
    ("logged_models", "artifact_location"),
)
"""Columns of MLflow's store that hold a full address, by table."""


def follow(database: Path, artifacts: Path, experiment: str) -> None:
    """Let the store name `artifacts`, where the experiment names the same folder of another project.

    An experiment whose artifacts were put elsewhere on purpose keeps its place.
    """
    if not database.is_file():
        return
    with closing(sqlite3.connect(database)) as store, store:
        if not store.execute("select 1 from sqlite_master where name = 'experiments'").fetchone():
            return  # killed while MLflow was making its tables, which it will go on with
        found = store.execute("select artifact_location from experiments where name = ?", (experiment,))
        before, after = (found.fetchone() or (None,))[0], artifacts.as_uri()
        ours = "/".join(after.split("/")[-2:])
        if before is None or before == after or not before.endswith(f"/{ours}"):
            return
        for table, column in _PLACES:
            store.execute(
                f"update {table} set {column} = ?1 || substr({column}, length(?2) + 1)"
                f" where {column} = ?2 or substr({column}, 1, length(?2) + 1) = ?2 || '/'",
                (after, before),
            )
