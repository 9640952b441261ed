"""Takedown of a seed in a built pipeline: only who moves up is new, a cold build agrees, nothing remains."""

from __future__ import annotations

import json
import re
import shutil
import sys
from types import SimpleNamespace

import pytest

from stages.records.tables import read_rows
from tests.pipeline.remains import Remains

pytestmark = [pytest.mark.registry, pytest.mark.timeout(900)]

CLI = (sys.executable, "-m", "stages.cli")
TABLES = ("seeds", "samples", "renders", "rewards", "corpus")
NOT_SEARCHED = ("downloads", "libraries")
"""The archives as published, and programs of packages."""


def codes(folder) -> dict[str, set[tuple[str, str]]]:
    """Seed to (code hash, runtime) of all that was executed for it: its own program and its attempts'."""
    renders = {
        r["record_id"]: r for r in read_rows(folder / "data/renders", ["record_id", "code_hash", "runtime"])
    }
    roots = {r["record_id"]: r["rng_key"].partition("/")[0] for r in read_rows(folder / "data/samples")}
    found: dict[str, set[tuple[str, str]]] = {}
    for row in read_rows(folder / "data/samples"):
        for role in ("input_render", "output_render"):
            if render := renders.get(row[role]):
                found.setdefault(roots[row["record_id"]], set()).add((render["code_hash"], render["runtime"]))
    return found


@pytest.fixture(scope="module")
def built(smoke, tmp_path_factory) -> SimpleNamespace:
    """A built copy, a seed of it taken down, everything built again, and data without caches.

    What goes from pages, predictions and aliases of before is shown in tests/lineage/test_takedown.py too.
    """
    base = tmp_path_factory.mktemp("takedown")
    project = smoke.apart(base)
    project.must(*CLI, "sync")
    seeds = read_rows(project.folder / "data/seeds")
    sample = next(
        row
        for row in read_rows(project.folder / "data/corpus", keep=True)
        if row["domain"] == "chart" and row["split"] == "train" and row["task"] == "generation"
    )
    gone = next(
        seed
        for seed in seeds
        if seed["kind"] == "prepared" and any(root.endswith(f"!{seed['path']}") for root in sample["roots"])
    )
    texts = [s["content"] for s in seeds if s["record_id"] in (gone["record_id"], *gone["parents"])]
    others = [s["content"] for s in seeds if s["content"] and s["content"] not in texts]
    remains = Remains(texts, others)
    before = remains.below(base, NOT_SEARCHED)
    rows = {
        r["record_id"] for table in TABLES for r in read_rows(project.folder / "data" / table, ["record_id"])
    }
    attempts = codes(project.folder)

    project.must(*CLI, "takedown", gone["record_id"], "--reason", "asked for")
    project.must("git", "commit", "-qam", "takedown")
    started = set((project.folder / ".janus/runs").glob("*/synthesize.json"))
    project.must("dvc", "repro")
    project.must(*CLI, "sync")
    (record,) = set((project.folder / ".janus/runs").glob("*/synthesize.json")) - started
    cold = project.clone(base / "cold")
    empty = base / "empty"
    empty.mkdir()
    (empty / "downloads").symlink_to(project.cache / "downloads")
    cold = type(project)(cold.folder, empty)
    shutil.rmtree(cold.folder / "data")
    for stage in ("crawl", "synthesize", "validate", "reward", "assemble"):
        cold.must(sys.executable, "-m", f"stages.{stage}")
    return SimpleNamespace(
        project=project,
        cold=cold,
        base=base,
        gone=gone,
        remains=remains,
        before=before,
        rows=rows,
        attempts=attempts,
        stats=json.loads(record.read_text())["execution_stats"],
    )


def test_nothing_is_executed_but_for_those_that_move_up(built):
    now, was = codes(built.project.folder), built.attempts
    promoted = set(now) - set(was)
    assert built.gone["record_id"] in was and built.gone["record_id"] not in now
    known = {code for some in was.values() for code in some}
    new = {code for seed in promoted for code in now[seed]} - known
    assert len(promoted) <= 1 and built.stats["executed"] <= len(new)
    assert built.stats["cached"] > 5 * built.stats["executed"], built.stats
    print(
        f"{len(promoted)} seed moved up, {built.stats['executed']} executed, {built.stats['cached']} cached"
    )


def test_the_result_is_that_of_an_empty_cache(built):
    for table in TABLES:
        pairs = [
            {p.name: p.read_bytes() for p in (project.folder / "data" / table).iterdir()}
            for project in (built.project, built.cold)
        ]
        assert pairs[0] == pairs[1] and len(pairs[0]) > 2, table


def test_nothing_of_it_is_left_anywhere(built):
    assert len(built.remains.runs) > 100
    places = {name.partition("/")[0] + "/" + name.split("/")[1] for name in built.before}
    assert {"project/data", "project/.dvc", "cache/records"} <= places, "the search finds what is there"
    assert built.remains.below(built.base, NOT_SEARCHED) == {}


def test_impact_finds_nothing_live_and_verification_is_content(built):
    answer = json.loads(built.project.janus("impact", built.gone["record_id"], "--json").stdout)
    assert {node["kind"] for node in answer["nodes"]} == {"seed"}
    assert "takedown: asked for" in answer["nodes"][0]["label"]
    found = json.loads(built.project.janus("verify", "--json").stdout)
    assert found["ok"], found["problems"][:5]
    assert all("asked for" in note for note in found["notes"])
    tainted = sorted(re.search(r"models/(\w+)@", note)[1] for note in found["notes"])
    assert tainted == ["januscoder", "januscoderv"]
    again = built.project.janus("takedown", built.gone["record_id"], "--reason", "again")
    assert again.returncode == 1 and "already taken down" in again.stderr
    rows = {
        r["record_id"] for t in TABLES for r in read_rows(built.project.folder / "data" / t, ["record_id"])
    }
    assert built.gone["record_id"] in rows and len(built.rows - rows) > 3
