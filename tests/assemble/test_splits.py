"""Splits by ancestry: nothing that shares a source, a seed or a program is ever on both sides."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from stages.assemble import split
from stages.assemble.config import SplitShares
from stages.records.tables import write_table
from tests.assemble import factory


@pytest.fixture
def world(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    tables = factory.world(20)
    factory.write(tables)
    return tables


def sides(rows: list[factory.Row]) -> dict[str, set[str]]:
    """Source file to the splits that its kept rows are in."""
    found = defaultdict(set)
    for row in rows:
        if row["decision"] == "keep":
            for root in row["roots"]:
                found[root].add(row["split"])
    return found


def placed(rows: list[factory.Row]) -> dict[str, str]:
    return {r["sample_id"]: r["split"] for r in rows if r["decision"] == "keep"}


def test_one_source_one_side(world):
    rows = factory.corpus()
    found = sides(rows)
    assert len(found) == 40 and all(len(s) == 1 for s in found.values())
    assert {s for v in found.values() for s in v} == {"train", "validation", "test"}


def test_the_check_sees_a_broken_split(world, monkeypatch):
    """Split by record, as a careless corpus does: the property above must not hold by accident."""
    monkeypatch.setattr(split, "component_of", lambda sample_id, *_: sample_id)
    assert any(len(s) > 1 for s in sides(factory.corpus()).values())


def test_broken_split_is_stopped_by_the_gate(world, monkeypatch):
    from stages.check.__main__ import check

    monkeypatch.setattr(split, "component_of", lambda sample_id, *_: sample_id)
    factory.write({"corpus": factory.corpus()})
    report = check("corpus", factory.check_section())
    assert "leak" in {f["column"] for f in report["failed"]}


def test_sample_of_two_files_joins_them(world):
    raw = [s for s in world["seeds"] if s["kind"] == "prepared" and s["domain"] == "svg"]
    for first, second in zip(raw, raw[1:], strict=False):
        code = factory.program("svg", "joint", first["record_id"])
        world["samples"].append(
            factory.sample_row(
                "svg", "generation", f"Join {code}", code, [first["record_id"], second["record_id"]]
            )
        )
        world["rewards"].append(factory.reward_row(world["samples"][-1]))
    write_table("samples", world["samples"], Path("data/samples"))
    write_table("rewards", world["rewards"], Path("data/rewards"))
    rows = [r for r in factory.corpus() if r["domain"] == "svg" and r["decision"] == "keep"]
    assert len({r["split"] for r in rows}) == 1
    joint = [r for r in rows if len(r["roots"]) == 2]
    assert len(joint) == 19 and joint[0]["licence"] == "MIT"


def test_equal_programs_of_two_files_stay_together(world):
    """Every file also gives one program that all share: one component, whatever the instructions say."""
    shared = factory.program("chart", "shared")
    for seed in [s for s in world["seeds"] if s["kind"] == "prepared" and s["domain"] == "chart"]:
        said = f"Draw what {factory.program('svg', seed['record_id'])} is not"
        world["samples"].append(factory.sample_row("chart", "generation", said, shared, [seed["record_id"]]))
        world["rewards"].append(factory.reward_row(world["samples"][-1]))
    factory.write({k: world[k] for k in ("samples", "rewards")})
    rows = [r for r in factory.corpus() if r["domain"] == "chart" and r["decision"] == "keep"]
    assert sum(r["output_code"] == shared for r in rows) == 20
    assert len({r["split"] for r in rows}) == 1


def test_dropping_one_source_moves_no_other(world):
    before = placed(factory.corpus())
    seeds = [s for s in world["seeds"] if s["kind"] == "prepared"]
    for gone in seeds[::7]:
        lost = {s["record_id"] for s in world["samples"] if gone["record_id"] in s["parents"]}
        while grown := {s["record_id"] for s in world["samples"] if lost & set(s["parents"])} - lost:
            lost |= grown
        factory.write(
            {
                "seeds": [s for s in world["seeds"] if s not in (gone,)],
                "samples": [s for s in world["samples"] if s["record_id"] not in lost],
                "rewards": [r for r in world["rewards"] if r["sample_id"] not in lost],
            }
        )
        after = placed(factory.corpus())
        assert lost and after == {k: v for k, v in before.items() if k not in lost}


def test_shares_are_met_over_many_components():
    shares = SplitShares(train=0.9, validation=0.05, test=0.05)
    found = [split.split_of(f"pypi:p@1!{n}.py", shares, 1) for n in range(4000)]
    assert 0.88 < found.count("train") / 4000 < 0.92
    assert 0.04 < found.count("test") / 4000 < 0.06
    again = [split.split_of(f"pypi:p@1!{n}.py", shares, 2) for n in range(4000)]
    assert found != again
