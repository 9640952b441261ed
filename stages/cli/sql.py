"""`janus sql [QUERY]`: DuckDB with every table and the lineage graph as views.

janus sql "select licence, count(*) from seeds where decision = 'keep' group by 1"
janus sql --views                 what there is to ask
janus sql                         a prompt; one statement a line, ends with Ctrl-D
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stages.errors import JanusError

if TYPE_CHECKING:
    import duckdb


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("query", metavar="QUERY", nargs="?", help="one SQL statement (default: a prompt)")
    parser.add_argument("--views", action="store_true", help="list the views with their columns")
    parser.add_argument("--json-lines", action="store_true", help="one JSON object a row")


def run(args: argparse.Namespace) -> int:
    import duckdb

    from stages.lineage.edges import create_views
    from stages.lineage.views import VIEWS, connect

    sources = connect(Path("."))
    create_views(sources)
    connection = sources.connection
    if args.views:
        for view, text in VIEWS.items():
            columns = [row[0] for row in connection.execute(f"describe {view}").fetchall()]
            absent = "  (not here yet)" if view in sources.absent else ""
            print(f"{view}: {text}{absent}\n    {', '.join(columns)}")
        return 0
    if args.query is not None:
        try:
            _answer(connection, args.query, as_json=args.json_lines)
        except duckdb.Error as error:
            raise JanusError(str(error), do="`janus sql --views` lists tables and columns") from None
        return 0
    return _prompt(connection, as_json=args.json_lines)


def _answer(connection: duckdb.DuckDBPyConnection, query: str, *, as_json: bool) -> None:
    """Run one statement and print its rows."""
    relation = connection.sql(query)
    if relation is None:
        return
    if not as_json:
        relation.show()
        return
    for row in relation.fetchall():
        print(json.dumps(dict(zip(relation.columns, row, strict=True)), default=_plain, ensure_ascii=False))


def _plain(value: Any) -> str:
    return f"{len(value)} bytes" if isinstance(value, bytes) else str(value)


def _prompt(connection: duckdb.DuckDBPyConnection, *, as_json: bool) -> int:
    """Read statements until the end of the input; a wrong one is answered with its error."""
    import duckdb

    if sys.stdin.isatty():
        import readline  # noqa: F401  (line editing for input())

        print("DuckDB on this project; `janus sql --views` lists the views; Ctrl-D ends", file=sys.stderr)
    failed = 0
    while True:
        try:
            line = input("janus> " if sys.stdin.isatty() else "").strip()
        except EOFError:
            return 1 if failed and not sys.stdin.isatty() else 0
        if not line:
            continue
        try:
            _answer(connection, line, as_json=as_json)
        except duckdb.Error as error:
            failed += 1
            print(error, file=sys.stderr)
