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
    """Let the store name `artifacts`, where they came along with it and the experiment names another folder.

    An experiment whose artifacts were put elsewhere on purpose keeps its place: nothing came along.
    """
    if not (database.is_file() and artifacts.is_dir()):
        return
    with closing(sqlite3.connect(database)) as store, store:
        found = store.execute("select artifact_location from experiments where name = ?", (experiment,))
        before, after = (found.fetchone() or (None,))[0], artifacts.as_uri()
        if before is None or before == after:
            return
        for table, column in _PLACES:
            store.execute(
                f"update {table} set {column} = ?1 || substr({column}, length(?2) + 1)"
                f" where {column} = ?2 or substr({column}, 1, length(?2) + 1) = ?2 || '/'",
                (after, before),
            )
