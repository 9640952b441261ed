"""A takedown from REF to empty caches; the rebuild is left to `dvc repro`."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from stages.crawl.takedown import Entry, TakedownSection
from stages.lineage.index import INDEX, load
from stages.lineage.refs import resolve
from stages.lineage.takedown.descent import descent
from stages.lineage.takedown.entries import contents_of, new_entry, read_entries, write_entry
from stages.lineage.takedown.objects import Outputs, cached_files, drop_objects, sort_outputs
from stages.lineage.takedown.records import drop_records
from stages.lineage.views import FOLDERS, table_files
from stages.records.schemas import SCHEMAS
from stages.tracking.execution import refuse_running
from stages.tracking.run_record import current_execution

CALIBRATION_REPORT = "reports/calibration/report.md"
"""It quotes records."""


@dataclass(frozen=True)
class Purged:
    """How many rows descend from the content (`rows`), and what was removed or marked, by kind."""

    rows: int
    counts: dict[str, int]


def enter(root: Path, ref: str, reason: str) -> Entry:
    """Write the entry for a REF. Raises JanusError, with nothing written, where there is none to write."""
    _refuse_running()
    section = read_entries(root)
    graph = load(root)
    resolved = resolve(graph, ref)
    entry = new_entry(section, resolved, contents_of(graph, resolved), reason)
    write_entry(root, section, entry)
    return entry


def purge(root: Path, section: TakedownSection) -> Purged:
    """Empty caches of what descends from a section's contents, and mark it in MLflow. May be repeated."""
    _refuse_running()
    root = root.absolute()
    here = [path for table in SCHEMAS for path in table_files(root, table)]
    found = descent(section.reasons().keys(), here, cached_files(root))
    if not found.records:
        return Purged(0, {})
    counts = _marked(root, sort_outputs(root, found), section)
    counts |= drop_records(root, found, section.reasons().keys())
    counts["cached_outputs"] = drop_objects(root, found)
    if any(root / FOLDERS["calibration"] in file.parents for file in found.files):
        shutil.rmtree(root / FOLDERS["calibration"])  # `dvc repro` makes every other table anew
        (root / CALIBRATION_REPORT).unlink(missing_ok=True)
    shutil.rmtree(root / INDEX, ignore_errors=True)  # labels quote instructions
    return Purged(len(found.records), counts)


def _marked(root: Path, outputs: Outputs, section: TakedownSection) -> dict[str, int]:
    """MLflow, where it has been used: an own store that is not there stays away."""
    from stages.tracking.store import database, open_store, writing
    from stages.tracking.taint import mark

    file = database()
    if file is not None and not file.is_file():
        return {}
    several = "one or more of: " if len(section.entries) > 1 else ""
    why = several + "; ".join(f"{entry.ref} taken down: {entry.reason}" for entry in section.entries)
    with writing():
        return mark(open_store(), outputs, why)


def _refuse_running() -> None:
    if execution := current_execution():
        refuse_running(execution)
