"""Training rows back to the bytes of the archives: the proof that a trace ends where it says.

Of N training rows, every raw seed that a row descends from is looked up: the archive that was downloaded must
have the hash that conf pins and the seed records, and the seed's bytes must stand in it at the seed's path
and span. Archives are read with the standard library (and dpkg-deb), not with the crawl's readers.

Not covered: rows of data sets (their path is `FILE#KEY`), whose bytes are decoded from the file, and folders
on this machine.
"""

from __future__ import annotations

import random
import re
import subprocess
import tarfile
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from stages.config import load_section
from stages.crawl.config import CrawlSection
from stages.crawl.downloads import entered
from stages.errors import JanusError
from stages.lineage.findings import ABSENT, Findings, file_digest
from stages.lineage.graph import Graph
from stages.records.identity import sha256

ROW = re.compile(r"#[0-9a-f]{16}(/|$)")
"""What the path of a data set's row has behind its file."""
SEED = 0
TRAINING = "select record_id from corpus where decision = 'keep' and split = 'train' order by 1"
RAW = (
    "select record_id, connector, package, version, path, span.start as first, span.end as last, content,"
    " archive_sha256 from seeds where kind = 'raw' and record_id in (select unnest(?)) order by record_id"
)


def check_archives(graph: Graph, rows: int, findings: Findings) -> None:
    """Look up the seeds of `rows` training rows (all where there are fewer), drawn at random, always alike.

    Raises JanusError where the corpus is not here.
    """
    if graph.sources is None or {"corpus", "seeds"} & set(graph.absent):
        raise JanusError("the corpus is not here", do="run `dvc repro assemble` or `dvc pull`")
    connection = graph.sources.connection
    training = [record for (record,) in connection.execute(TRAINING).fetchall()]
    chosen = sorted(random.Random(SEED).sample(training, min(rows, len(training))))
    above = {row: {n for n in graph.ancestors([row]) if graph.kind(n) == "seed"} for row in chosen}
    seeds = connection.sql(RAW, params=[sorted(set().union(*above.values()))]).to_arrow_table().to_pylist()
    raw, roots = {seed["record_id"] for seed in seeds}, "descends from a raw seed"
    for row, found in above.items():
        findings.expect(f"data/corpus#{row}", roots, roots if found & raw else ABSENT)
    by_archive = defaultdict(list)
    for seed in seeds:
        if seed["connector"] != "local" and not ROW.search(seed["path"]):
            by_archive[seed["connector"], seed["package"], seed["version"]].append(seed)
    pins = _pins()
    for name, wanted in sorted(by_archive.items()):
        _check_archive(name, wanted, pins.get(name, ABSENT), findings)


def _pins() -> dict[tuple[str, str, str], str]:
    """The SHA-256 that conf pins, by connector, package and version."""
    sources = load_section("crawl", CrawlSection).sources.values()
    return {(s.connector, s.package, s.version): str(s.sha256) for s in sources}


def _check_archive(
    name: tuple[str, str, str], seeds: list[dict[str, Any]], pin: str, findings: Findings
) -> None:
    connector, package, version = name
    ref = f"{connector}:{package}@{version}"
    files = entered(connector, package, version)
    hashes = {file_digest(file, "sha256"): file for file in files}
    findings.expect(ref, f"sha256 {pin}", f"sha256 {pin if pin in hashes else next(iter(hashes), ABSENT)}")
    for seed in seeds:
        findings.expect(f"data/seeds#{seed['record_id']}", f"from {pin}", f"from {seed['archive_sha256']}")
    if pin not in hashes:
        return
    read = _contents(hashes[pin], {seed["path"] for seed in seeds})
    for seed in seeds:
        place = f"{ref}!{seed['path']} bytes {seed['first']}-{seed['last']}"
        there = read[seed["path"]][seed["first"] : seed["last"]] if seed["path"] in read else None
        findings.expect(
            place, f"sha256 {sha256(seed['content'])}", f"sha256 {ABSENT if there is None else sha256(there)}"
        )


def _contents(file: Path, wanted: set[str]) -> dict[str, bytes]:
    """The bytes of the wanted members of a tar, a zip or a Debian package."""
    if file.suffix == ".zip":
        with zipfile.ZipFile(file) as archive:
            return {name: archive.read(name) for name in wanted & set(archive.namelist())}
    if file.suffix == ".deb":
        with subprocess.Popen(["dpkg-deb", "--fsys-tarfile", str(file)], stdout=subprocess.PIPE) as unpacking:
            with tarfile.open(fileobj=unpacking.stdout, mode="r|") as archive:
                return dict(_members(archive, wanted))
    with tarfile.open(file) as archive:
        return dict(_members(archive, wanted))


def _members(archive: tarfile.TarFile, wanted: set[str]) -> Iterator[tuple[str, bytes]]:
    for member in archive:
        path = member.name.removeprefix("./")
        if path in wanted and (stream := archive.extractfile(member)) is not None:
            yield path, stream.read()
