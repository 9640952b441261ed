"""Training rows end in bytes of the archives: `janus verify --archives`, on archives made here."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import quote

import pytest
import yaml

from stages.crawl.downloads import file_sha256
from stages.errors import JanusError
from stages.lineage.archives import check_archives
from stages.lineage.findings import Findings
from stages.lineage.index import load
from stages.records.identity import producer
from stages.records.schemas import seal
from stages.records.tables import write_table
from tests.crawl.archives import make_tar, make_zip

MADE = producer("test", "1")
FILE = b"# head\ndraw(1)\ndraw(2)\n"
PIECES = ((7, 14), (15, 22))
SELECT = {
    "domain": "svg", "language": "svg", "include": ["*.svg"], "exclude": [], "cap": None,
    "max_bytes": 999, "min_shapes": 1, "min_colours": 1,
}  # fmt: skip


def seeds_of(connector: str, package: str, path: str, sha256: str) -> list[dict]:
    return [
        seal(
            "seeds",
            {
                "producer": producer("crawl", "1", {"package": package}), "stage": "crawl",
                "decision": "keep", "kind": "raw", "connector": connector,
                "package": package, "version": "1.0", "path": path, "content": FILE[start:end],
                "span": {"start": start, "end": end}, "archive_sha256": sha256,
            },
        )
        for start, end in PIECES
    ]  # fmt: skip


@pytest.fixture
def crawled(tmp_path, monkeypatch) -> SimpleNamespace:
    """Two archives in the cache, two seeds of each, a training row of every seed and one that is held out."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JANUS_CACHE", str(tmp_path / "cache"))
    seeds, files, sources = [], {}, {}
    for connector, package, make, name in (
        ("pypi", "plots", make_tar, "plots.tar.gz"),
        ("npm", "@scope/icons", make_zip, "icons.zip"),
    ):
        folder = tmp_path / "cache/downloads" / connector / quote(f"{package}@1.0", safe="@#")
        folder.mkdir(parents=True)
        file = make(folder / name, [("top/other.py", b"x"), ("top/a.py", FILE)])
        sha = file_sha256(file)
        (folder / "entry.json").write_text(json.dumps({"file": name, "sha256": sha}))
        seeds += seeds_of(connector, package, "top/a.py", sha)
        files[package] = file
        pin = {"connector": connector, "package": package, "version": "1.0", "sha256": sha}
        sources[connector] = {**pin, "licence": "MIT", "select": SELECT}
    limits = {"archive_mb": 8, "members": 9, "ratio": 9, "member_kb": 9}
    params = {"crawl": {"licences": ["MIT"], "limits": limits, "sources": sources}}
    Path("params.yaml").write_text(yaml.safe_dump(params))
    rows = [
        seal(
            "corpus",
            {
                "producer": MADE, "stage": "assemble", "decision": "keep", "sample_id": seed["record_id"],
                "split": "train" if number else "test", "parents": [seed["record_id"]],
            },
        )
        for number, seed in enumerate(seeds)
    ]  # fmt: skip
    write_table("corpus", rows, Path("data/corpus"))
    return SimpleNamespace(root=tmp_path, seeds=seeds, rows=rows, files=files)


def check(seeds: list[dict], rows: int = 200) -> Findings:
    """Write the seeds and look them up."""
    write_table("seeds", seeds, Path("data/seeds"))
    findings = Findings()
    check_archives(load(), rows, findings)
    return findings


def test_every_training_row_ends_in_bytes_of_its_archive(crawled):
    findings = check(crawled.seeds)
    assert findings.problems == {} and findings.checked == 3 + 2 + 2 * 3  # rows, archives, seeds twice
    assert check(crawled.seeds, rows=1).checked == 1 + 1 + 2
    assert check(crawled.seeds, rows=0).checked == 0


def changed(seed: dict, **columns: object) -> dict:
    """The seed with other values in its row, under its old id."""
    return {**seed, **columns}


@pytest.mark.parametrize(
    ("columns", "named"),
    [
        ({"content": b"draw(3)"}, "pypi:plots@1.0!top/a.py bytes 15-22"),
        ({"span": {"start": 14, "end": 21}}, "pypi:plots@1.0!top/a.py bytes 14-21"),
        ({"path": "top/other.py"}, "pypi:plots@1.0!top/other.py bytes 15-22"),
        ({"path": "top/none.py"}, "pypi:plots@1.0!top/none.py bytes 15-22"),
        ({"archive_sha256": "0" * 64}, "data/seeds#"),
    ],
)
def test_a_seed_that_says_something_else_is_named(crawled, columns, named):
    seeds = [crawled.seeds[0], changed(crawled.seeds[1], **columns), *crawled.seeds[2:]]
    (problem,) = check(seeds).problems
    assert problem.startswith(named)


def test_a_row_that_descends_from_no_seed_is_named(crawled):
    lost = crawled.rows[1]["record_id"]
    (problem,) = check([crawled.seeds[0], *crawled.seeds[2:]]).problems
    assert problem == f"data/corpus#{lost}"


def test_a_changed_or_absent_archive_is_named(crawled):
    file = crawled.files["plots"]
    whole = file.read_bytes()
    file.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    (problem,) = check(crawled.seeds).problems
    assert problem == "pypi:plots@1.0"
    file.unlink()
    (problem,) = check(crawled.seeds).problems.values()
    assert (problem.path, problem.found) == ("pypi:plots@1.0", "sha256 absent")


def test_without_a_corpus_it_says_so(crawled):
    for path in Path("data/corpus").glob("*"):
        path.unlink()
    with pytest.raises(JanusError, match="the corpus is not here"):
        check(crawled.seeds)
