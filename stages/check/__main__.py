"""Gate of one table: Great Expectations in code over the table and the tables it descends from.

    python -m stages.check TABLE        TABLE: seeds samples renders rewards corpus predictions

Writes reports/checks/TABLE.json (ours: sorted, without times) and then exits with 1 if an expectation of
severity `stop` failed; reports/data_docs/TABLE.html is the same for people. A stage that reads the table
calls `require_gate` and refuses without a report that passed for these very bytes.

Not covered: record ids are not recomputed here (`janus verify` does).
"""

from __future__ import annotations

import argparse
import importlib

from stages.check.config import CheckSection
from stages.check.folders import folder, manifests
from stages.check.gate import report_path
from stages.config import load_section
from stages.errors import JanusError
from stages.records.tables import table_sha256
from stages.stage import run_stage
from stages.tracking.run_record import RunRecord

TABLES = ("seeds", "samples", "renders", "rewards", "corpus", "predictions")


def check(table: str, section: CheckSection) -> dict:
    """Run the gate of `table` and write its report; returns the report, passed or not."""
    from stages.check import data_docs, report
    from stages.check.source import columns, connect
    from stages.check.validate import validate

    suite = importlib.import_module(f"stages.check.suites.{table}")
    connection = connect([table, *suite.READS], section.licences)
    first, fits = columns(table)
    if fits and hasattr(suite, "prepare"):
        suite.prepare(connection, section)
    projections = [first, *(suite.projections(section) if fits else [])]
    outcomes, results = validate(table, projections, connection)
    rows = connection.sql(f"select count(*) from {table}").fetchall()[0][0]
    found = report.build(table, table_sha256(folder(table)), rows, outcomes)
    report.write(found)
    data_docs.write_page(table, results)
    return found


def main(record: RunRecord, table: str) -> None:
    section = load_section("check", CheckSection)
    for name, manifest in manifests(table).items():
        record.input(name, manifest)
    found = check(table, section)
    from stages.check.report import summary

    record.metric(
        expectations=len(found["expectations"]), failed=len(found["failed"]), warnings=len(found["warnings"])
    )
    if found["warnings"]:
        print(f"gate of {table}, warnings:\n    {summary(found['warnings'])}")
    if not found["passed"]:
        raise JanusError(
            f"the gate of {table} failed:\n    {summary(found['failed'])}",
            where=str(report_path(table)),
            do=f"correct what makes data/{table}, then `dvc repro`; the report names the rows",
        )
    print(f"gate of {table}: {len(found['expectations'])} expectations hold over {found['rows']} rows")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("table", choices=TABLES)
    chosen = parser.parse_args().table
    run_stage(f"check@{chosen}", lambda record: main(record, chosen))
