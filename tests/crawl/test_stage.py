"""`python -m stages.crawl` as a process: two folders give the same bytes, a second run needs no network."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from stages.records.tables import read_rows, table_sha256
from tests.crawl.archives import (
    MIT,
    PLOT,
    SVG,
    chart_select,
    local_source,
    make_folder,
    make_tar,
    section_values,
    svg_select,
)

ROOT = Path(__file__).parents[2]


def run(folder: Path, cache: Path) -> subprocess.CompletedProcess:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "JANUS_CACHE": str(cache)}
    environment.pop("JANUS_RUNS", None)
    command = [sys.executable, "-m", "stages.crawl"]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


def project(folder: Path, values: dict) -> Path:
    make_folder(
        folder / "mine", [("a.svg", SVG), ("sub/b.svg", SVG.replace(b"#f00", b"#123")), ("c.svg", b"<svg/>")]
    )
    (folder / "params.yaml").write_text(yaml.safe_dump({"crawl": values, "takedown": {"entries": []}}))
    return folder


@pytest.fixture
def values(registry, tmp_path) -> dict:
    work = tmp_path / "build"
    work.mkdir()
    entries = [("demo-1.0/PKG-INFO", b"License: MIT\n\n"), ("demo-1.0/LICENSE", MIT)]
    entries += [(f"demo-1.0/examples/{i}.py", PLOT + f"x = {i}\n".encode()) for i in range(9)]
    sha256 = registry.add(make_tar(work / "demo-1.0.tar.gz", entries))
    sdist = {
        "connector": "pypi",
        "package": "demo",
        "version": "1.0",
        "sha256": sha256,
        "licence": "MIT",
        "select": chart_select(cap=5),
    }
    return section_values({"demo": sdist, "mine": local_source("mine", svg_select(), package="mine")})


def test_two_folders_and_two_caches_give_the_same_bytes(registry, values, tmp_path):
    first, second = project(tmp_path / "one", values), project(tmp_path / "two" / "deeper", values)
    done = run(first, tmp_path / "cache1")
    assert done.returncode == 0, done.stderr
    assert "5 kept of 9" in done.stderr and "2 kept of 3" in done.stderr
    assert run(second, tmp_path / "cache2").returncode == 0
    assert table_sha256(first / "data/seeds") == table_sha256(second / "data/seeds")
    manifests = [(folder / "data/seeds/manifest.json").read_bytes() for folder in (first, second)]
    assert manifests[0] == manifests[1]

    registry.shutdown()
    registry.server_close()
    assert run(second, tmp_path / "cache1").returncode == 0, "the cache is enough without a network"
    assert table_sha256(first / "data/seeds") == table_sha256(second / "data/seeds")

    rows = read_rows(first / "data/seeds")
    assert len(rows) == 9 + 3 + 5 + 2
    assert {r["kind"] for r in rows if r["decision"] == "drop"} == {"raw"}
    text = json.dumps(rows, default=repr)
    assert str(tmp_path) not in text and "127.0.0.1" not in text

    (record,) = (first / ".janus/runs").glob("*/crawl.json")
    noted = json.loads(record.read_text())
    assert noted["status"] == "finished" and noted["metrics"]["kept"] == 7
    assert noted["outputs"]["seeds"]["rows"] == len(rows)


def test_a_smaller_second_run_leaves_no_shard_of_the_first(values, tmp_path):
    folder = project(tmp_path / "one", values)
    assert run(folder, tmp_path / "cache").returncode == 0
    values["sources"].pop("demo")
    project(folder, values)
    assert run(folder, tmp_path / "cache").returncode == 0
    assert {row["package"] for row in read_rows(folder / "data/seeds")} == {"mine"}


def test_an_unreachable_index_ends_with_code_1_and_what_to_do(registry, values, tmp_path):
    registry.shutdown()
    registry.server_close()
    done = run(project(tmp_path / "one", values), tmp_path / "cache")
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert "cannot be reached" in done.stderr and "where:" in done.stderr and "do:" in done.stderr
    assert not (tmp_path / "one/data/seeds").exists()


def test_a_missing_local_folder_and_a_changed_one(values, tmp_path):
    values["sources"] = {"mine": local_source("nowhere", svg_select())}
    done = run(project(tmp_path / "one", values), tmp_path / "cache")
    assert done.returncode == 1 and "is not there" in done.stderr

    values["sources"] = {"mine": local_source("mine", svg_select(), sha256="c" * 64)}
    done = run(project(tmp_path / "two", values), tmp_path / "cache")
    assert done.returncode == 1 and f"pinned sha256 {'c' * 64}, found " in done.stderr


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"versoin": "1.0"}, "versoin"),
        ({"version": 1.0}, "version"),
        ({"sha256": "abc"}, "sha256"),
        ({"connector": "ftp"}, "crawl.sources.demo"),
    ],
)
def test_a_wrong_key_or_type_is_named(values, tmp_path, change, key):
    values["sources"]["demo"] |= change
    done = run(project(tmp_path / "one", values), tmp_path / "cache")
    assert done.returncode == 1 and key in done.stderr and "Traceback" not in done.stderr
