"""`janus gate`: the gates of all tables that are here, in one process, as a Markdown summary.

Writes the same reports as the stages `check@TABLE` (reports/checks, reports/data_docs) and exits with 1
where an expectation of severity `stop` fails. In CI: `janus gate | tee -a "$GITHUB_STEP_SUMMARY"`.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from typing import Any

SHOWN = 5
"""Failing rows named of each expectation."""


def add(parser: argparse.ArgumentParser) -> None:
    """No arguments but the tables."""
    from stages.check.__main__ import TABLES

    parser.add_argument("tables", nargs="*", metavar="TABLE", help=f"of {', '.join(TABLES)} (default: all)")


def run(args: argparse.Namespace) -> int:
    """Run the gates; 1 where one failed. Raises JanusError for an unknown table, or where none is here."""
    from stages.check.__main__ import TABLES, check
    from stages.check.config import CheckSection
    from stages.check.folders import manifests
    from stages.config import load_section
    from stages.errors import JanusError

    if unknown := [name for name in args.tables if name not in TABLES]:
        raise JanusError(f"no table {unknown[0]!r}", do=f"choose of: {', '.join(TABLES)}")
    section = load_section("check", CheckSection)
    reports = []
    for table in args.tables or TABLES:
        try:
            manifests(table)
        except JanusError as absent:
            if args.tables:
                raise
            print(f"janus gate: {table} left out: {absent.what}", file=sys.stderr)
            continue
        clock = time.monotonic()
        reports.append(check(table, section))
        print(f"janus gate: {table} in {time.monotonic() - clock:.1f} s", file=sys.stderr)
    if not reports:
        raise JanusError("no table is here", do="run `dvc repro` or `dvc pull`")
    for line in summary(reports):
        print(line)
    return 0 if all(report["passed"] for report in reports) else 1


def summary(reports: list[dict[str, Any]]) -> Iterator[str]:
    """Markdown: a table of the gates, then what failed on which rows."""
    passed = sum(report["passed"] for report in reports)
    yield f"## Data gates: {passed} of {len(reports)} passed\n"
    yield "| table | rows | expectations | failed | warnings | |"
    yield "|---|---:|---:|---:|---:|---|"
    for r in reports:
        counts = f"{r['rows']:,} | {len(r['expectations'])} | {len(r['failed'])} | {len(r['warnings'])}"
        yield f"| {r['table']} | {counts} | {'passed' if r['passed'] else '**stopped**'} |"
    for report in reports:
        for failure in (*report["failed"], *report["warnings"]):
            yield (
                f"\n**{report['table']}** ({failure['severity']}) `{failure['column']}` "
                f"{failure['expectation']}: {failure['unexpected_count']:,} unexpected. {failure['why']}"
            )
            for row in failure["rows"][:SHOWN]:
                yield f"- `{row}`: {failure['observed'][row]}"
