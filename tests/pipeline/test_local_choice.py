"""A source file that goes takes its descendants along and nothing else, promotions by a cap apart."""

from __future__ import annotations

import sys

import pytest

from stages.records.tables import read_rows
from tests.pipeline.project import Project

pytestmark = [pytest.mark.registry, pytest.mark.timeout(900)]

STAGES = ("crawl", "check seeds", "synthesize", "check samples", "validate", "check renders", "reward")
TABLES = ("seeds", "samples", "renders", "rewards")
SOURCE = "circle-flags"


def build(project: Project, *overrides: str) -> None:
    """The stages up to the verdicts."""
    project.must(sys.executable, "-m", "stages.cli", "config", "write", "experiment=smoke", *overrides)
    for stage in STAGES:
        project.must(sys.executable, "-m", *f"stages.{stage}".split())


def tables(project: Project) -> dict[str, dict[str, dict]]:
    """Table to id to row."""
    return {t: {r["record_id"]: r for r in read_rows(project.folder / "data" / t)} for t in TABLES}


@pytest.fixture(scope="module")
def runs(smoke, tmp_path_factory):
    """(rows with every file, rows without one that was kept, that file's path)."""
    project = smoke.apart(tmp_path_factory.mktemp("local"))
    whole = tables(project)
    kept = [
        r["path"]
        for r in whole["seeds"].values()
        if r["package"] == SOURCE and r["kind"] == "prepared" and r["decision"] == "keep"
    ]
    named = " ".join(r["reason"] or "" for r in whole["seeds"].values())
    gone = next(path for path in sorted(kept) if path not in named)  # no duplicate stands behind it
    build(project, f"crawl.sources.{SOURCE}.select.exclude=['{gone.partition('/')[2]}']")
    return whole, tables(project), gone


def descendants(rows_of: dict[str, dict[str, dict]], start: set[str]) -> set[str]:
    """Ids under `start` by parents, and the renders that only they name."""
    found = set(start)
    rows = [r for t in ("seeds", "samples", "rewards") for r in rows_of[t].values()]
    while more := {r["record_id"] for r in rows if set(r["parents"]) & found} - found:
        found |= more
    return found


def test_only_descendants_go_and_only_promoted_ones_come(runs):
    whole, less, gone = runs
    mine = {i for i, r in whole["seeds"].items() if r["package"] == SOURCE and r["path"] == gone}
    promoted = {
        i
        for i, r in less["seeds"].items()
        if r["decision"] == "keep" and whole["seeds"].get(i, {"decision": "drop"})["decision"] == "drop"
    }
    assert mine and len(promoted) <= 2  # one raw row and the program prepared of it
    under, new = descendants(whole, mine), descendants(less, promoted)
    for table in ("seeds", "samples", "rewards"):
        assert set(whole[table]) - set(less[table]) <= under, table
        assert set(less[table]) - set(whole[table]) <= new, table
        same = set(whole[table]) & set(less[table]) - promoted
        assert len(same) > 20 and all(whole[table][i] == less[table][i] for i in same), table
    assert any(i in under for i in whole["samples"])


def test_renders_of_others_stay(runs):
    whole, less, gone = runs
    mine = {i for i, r in whole["seeds"].items() if r["package"] == SOURCE and r["path"] == gone}
    under = descendants(whole, mine)
    theirs = {
        r[role]
        for r in whole["samples"].values()
        if r["record_id"] not in under
        for role in ("image_render", "input_render", "output_render")
    }
    assert len(theirs) > 20
    assert theirs - {None} <= set(less["renders"]) and all(
        whole["renders"][i] == less["renders"][i] for i in theirs - {None}
    )
