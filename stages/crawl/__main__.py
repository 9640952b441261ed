"""Crawl the sources of params.yaml into table seeds.

    python -m stages.crawl

Reads sections `crawl` and `takedown`; writes data/seeds. Archives are fetched into
$JANUS_CACHE/downloads once and checked by hash on every run; with all of them there, no network is used.

Not covered: notebooks, code blocks in docstrings and pages, files that need their package's data, wheels.
Licences are per archive or per row of a data set, not per file. Whether a script really runs is
decided by executing it, not here.
"""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from stages.config import load_section
from stages.crawl.candidates import Candidate, apply_cap, drop_duplicates, read_candidates
from stages.crawl.config import CrawlSection
from stages.crawl.connectors import resolve
from stages.crawl.memory import KIND
from stages.crawl.rows import seed_rows
from stages.crawl.takedown import NOTHING, TakedownSection, withhold
from stages.engine.local import progress
from stages.records.cache import RecordCache
from stages.records.tables import write_table
from stages.stage import run_stage
from stages.tracking.run_record import RunRecord

OUT = Path("data/seeds")


def crawl(
    section: CrawlSection, takedown: TakedownSection = NOTHING, records: RecordCache | None = None
) -> dict[str, list[Candidate]]:
    """All candidates by source name, judged, with duplicates and quotas settled.

    Every archive is fetched before the first is read: an unreachable registry is reported early, and what
    was downloaded until then is kept.
    """
    archives = {name: resolve(source) for name, source in sorted(section.sources.items())}
    taken = takedown.reasons().keys()
    found = {
        name: read_candidates(section.sources[name], archive, section, records, taken)
        for name, archive in progress(archives.items(), label="crawl: archives", total=len(archives))
    }
    withhold((candidate for candidates in found.values() for candidate in candidates), takedown)
    drop_duplicates(candidate for candidates in found.values() for candidate in candidates)
    for name, candidates in found.items():
        apply_cap(candidates, section.sources[name].select.cap)
    return found


def main(record: RunRecord) -> None:
    section = load_section("crawl", CrawlSection)
    takedown = load_section("takedown", TakedownSection)
    found = crawl(section, takedown, RecordCache(KIND))
    shutil.rmtree(OUT, ignore_errors=True)  # a shard of an earlier run must not stay beside the new ones
    manifest = write_table(
        "seeds",
        (row for candidates in found.values() for candidate in candidates for row in seed_rows(candidate)),
        OUT,
        params=[_without_places(section), sorted(takedown.reasons())],
    )
    record.output("seeds", manifest)
    record.metric(**counts(found))
    for name, candidates in found.items():
        print(f"crawl: {name}: {_summary(candidates)}", file=sys.stderr)


def _without_places(section: CrawlSection) -> dict[str, Any]:
    """The section without what says where an archive is on this machine."""
    sources = {name: set(source.located) for name, source in section.sources.items() if source.located}
    return section.model_dump(exclude={"sources": sources})


def counts(found: dict[str, list[Candidate]]) -> dict[str, int]:
    """Candidates, kept ones by domain and by source, dropped ones by class of reason."""
    every = [candidate for candidates in found.values() for candidate in candidates]
    numbers = Counter(candidates=len(every), kept=0, dropped=0)
    for name, candidates in found.items():
        numbers[f"kept_source_{name}"] = sum(c.usable for c in candidates)
    for candidate in every:
        if candidate.usable:
            numbers.update(["kept", f"kept_{candidate.reader.domain}"])
        else:
            numbers.update(["dropped", f"dropped_{_reason_class(candidate)}"])
    return dict(numbers)


def _reason_class(candidate: Candidate) -> str:
    return (candidate.withheld or candidate.reason).partition(":")[0].replace(" ", "_")


def _summary(candidates: list[Candidate]) -> str:
    reasons = Counter(_reason_class(c) for c in candidates if not c.usable)
    dropped = ", ".join(f"{count} {reason}" for reason, count in sorted(reasons.items())) or "none"
    return f"{sum(c.usable for c in candidates)} kept of {len(candidates)}; dropped: {dropped}"


if __name__ == "__main__":
    run_stage("crawl", main)
