"""Rounds of synthesis with the real SVG domain and the real sandbox."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stages.config import load_section
from stages.engine.local import Processes
from stages.records.cache import RecordCache
from stages.records.identity import producer
from stages.records.schemas import seal
from stages.sandbox import RUNTIMES, Executor, RuntimeSection, SandboxSection, limits_of
from stages.synthesize.__main__ import _execute_seeds
from stages.synthesize.costs import Costs
from stages.synthesize.coverage import kept_by_concept, proposed_weights
from stages.synthesize.draft import Context
from stages.synthesize.memory import Memory
from stages.synthesize.rounds import run_strategy
from stages.synthesize.strategies.guided_evolution import GuidedEvolution, Options
from stages.synthesize.strategies.reverse_instruction import ReverseInstruction
from stages.synthesize.target import shortfalls, to_target

SHAPES = (
    '<circle cx="20" cy="20" r="12" fill="#d03020"/>'
    '<rect x="34" y="34" width="24" height="20" fill="#2040c0"/>',
    '<rect x="4" y="4" width="56" height="56" fill="#f0c020"/>'
    '<circle cx="32" cy="32" r="14" fill="#208040"/>',
    '<rect x="0" y="0" width="64" height="32" fill="#c02040"/>'
    '<rect x="0" y="32" width="64" height="32" fill="#204080"/>',
)


def seed(inside: str) -> dict:
    code = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">{inside}</svg>'
    return seal(
        "seeds",
        {
            "content": code.encode(),
            "path": "icon.svg",
            "span": {"start": 0, "end": len(code)},
            "kind": "prepared",
            "producer": producer("prepare.svg", "1"),
            "stage": "crawl",
            "decision": "keep",
            "domain": "svg",
            "language": "svg",
            "runtime": "svg",
        },
    )


@pytest.fixture(scope="module")
def executor():
    with Executor(
        load_section("runtime", RuntimeSection), load_section("sandbox", SandboxSection), None
    ) as running:
        yield running


@pytest.fixture(scope="module")
def context():
    runtimes = load_section("runtime", RuntimeSection)
    return Context(7, 8, {name: limits_of(runtimes.of(name)) for name in RUNTIMES})


def synthesize(seeds, executor, context, processes=1) -> list[dict]:
    sources, rows = _execute_seeds(seeds, executor, context)
    with Processes(processes) as pool:
        written, grown = run_strategy(ReverseInstruction(), sources, executor, pool, context, attempts=1)
        evolved, _ = run_strategy(
            GuidedEvolution(Options(source=2, canonical=2)), grown, executor, pool, context, attempts=2
        )
    return rows + written + evolved


@pytest.fixture(scope="module")
def rows(executor, context) -> list[dict]:
    return synthesize([seed(s) for s in SHAPES], executor, context)


def test_three_tasks_in_two_forms(rows):
    kept = {(r["task"], r["form"]) for r in rows if r["decision"] == "keep"}
    assert kept == {
        (task, form)
        for task in ("generation", "editing", "image_to_code")
        for form in ("source", "canonical")
    }


def test_rows_name_their_renders_and_parents(rows):
    by_id = {r["record_id"]: r for r in rows}
    roots = {s["record_id"] for s in map(seed, SHAPES)}
    for row in (r for r in rows if r["decision"] == "keep"):
        assert row["output_render"] and row["parents"] and set(row["parents"]) <= roots | set(by_id)
        assert (row["image_render"] is not None) == (row["task"] == "image_to_code")
        assert (row["input_code"] is not None) == (row["task"] == "editing")
        if row["task"] == "editing":
            assert row["input_code"] != row["output_code"]
            assert any(by_id[p]["output_code"] == row["input_code"] for p in row["parents"])


def test_a_second_run_gives_the_same_rows(rows, executor, context):
    assert synthesize([seed(s) for s in SHAPES], executor, context) == rows


def test_the_count_of_processes_does_not_matter(rows, executor, context):
    assert synthesize([seed(s) for s in SHAPES], executor, context, processes=2) == rows


def test_dropping_a_seed_moves_no_other_row(rows, executor, context):
    fewer = synthesize([seed(s) for s in SHAPES[1:]], executor, context)
    ids = {r["record_id"] for r in rows}
    assert fewer and {r["record_id"] for r in fewer} < ids


def test_a_seed_that_does_not_draw_keeps_a_row(executor, context):
    found = synthesize([seed("")], executor, context)
    assert [r["decision"] for r in found] == ["drop"]
    assert found[0]["reason"].startswith("execution: no_output") and found[0]["output_code"]


def test_a_target_keeps_the_smallest_hashes_and_the_rest_as_rows(rows):
    name = "generation/svg/text"
    members = [r for r in rows if r["decision"] == "keep" and r["task"] == "generation"]
    limited = to_target(rows, {name: 2}, seed=1)
    assert len(limited) == len(rows)
    kept = [r["record_id"] for r in limited if r["decision"] == "keep" and r in members]
    dropped = [r for r in limited if (r["reason"] or "").startswith("target")]
    assert len(kept) == 2 and len(dropped) == len(members) - 2 > 2
    without = [r for r in rows if r["record_id"] != dropped[0]["record_id"]]
    again = to_target(without, {name: 2}, seed=1)
    assert kept == [r["record_id"] for r in again if r["decision"] == "keep" and r in members]


def test_a_slice_that_cannot_be_filled_says_why(rows):
    have = sum(r["decision"] == "keep" and r["task"] == "editing" for r in rows)
    assert shortfalls(rows, {"editing/svg/text": have}) == []
    (line,) = shortfalls(rows, {"editing/svg/text": have + 1})
    assert line.startswith(f"editing/svg/text: {have} of {have + 1}; ")
    (line,) = shortfalls(rows, {"editing/webui/text": 1})
    assert line.endswith("none")


def test_a_domain_has_its_own_number_of_evolutions():
    from types import SimpleNamespace

    others = {"webui": {"source": 3, "canonical": 0}, "chart": {"source": 0.4, "canonical": 0}}
    strategy = GuidedEvolution(Options(source=1, canonical=2, domains=others))

    def slots(domain: str, form: str, parent: str = "p") -> int:
        domain = SimpleNamespace(name=domain)
        return len(strategy.slots(SimpleNamespace(domain=domain, form=form, parent=parent)))

    assert [slots("svg", "source"), slots("svg", "canonical")] == [1, 2]
    assert [slots("webui", "source"), slots("webui", "canonical")] == [3, 0]
    counts = [slots("chart", "source", f"program {n}") for n in range(2000)]
    assert set(counts) == {0, 1} and 700 < sum(counts) < 900  # 800, within five standard deviations


def test_what_a_domain_costs_is_counted_once(executor, context, tmp_path):
    records = RecordCache("executions", tmp_path)
    section, sandbox = load_section("runtime", RuntimeSection), load_section("sandbox", SandboxSection)

    def run() -> dict[str, float]:
        costs = Costs()
        with Executor(section, sandbox, records) as cached, Processes(1) as pool:
            sources, _ = _execute_seeds([seed(s) for s in SHAPES], cached, context, costs)
            run_strategy(ReverseInstruction(), sources, cached, pool, context, attempts=1, costs=costs)
        return costs.seconds["svg"]

    first, again = run(), run()
    assert set(first) == {"propose", "execute", "write"} and min(first.values()) > 0
    assert "execute" not in again and again["propose"] > 0


def test_weights_bring_concepts_forward():
    from collections import Counter
    from types import SimpleNamespace

    def first(weights: dict[str, float]) -> Counter:
        strategy = GuidedEvolution(Options(source=1, canonical=1, weights=weights))
        domain = SimpleNamespace(name="svg")
        found: Counter = Counter()
        for n in range(2000):
            source = SimpleNamespace(parent=f"program {n}", domain=domain)
            found[min("abc", key=lambda c: strategy.place(c, source, 7))] += 1
        return found

    even, heavy = first({}), first({"svg/a": 4.0})
    assert all(560 < even[c] < 780 for c in "abc")  # a third each, within five standard deviations
    assert 1200 < heavy["a"] < 1470 and 250 < heavy["b"] < 420  # 4 of 6


def test_proposed_weights_lift_the_rare_and_spare_the_refused():
    made = {"domain": "svg", "task": "generation", "strategy": "guided_evolution"}
    samples = [
        {**made, "record_id": f"{c}{n}", "concept": c}
        for c, many in (("common", 100), ("middle", 20), ("rare", 2), ("refused", 5))
        for n in range(many)
    ]  # fmt: skip
    kept = {s["record_id"] for s in samples if s["concept"] != "refused"}
    counts = kept_by_concept(samples, kept)
    assert counts == {"svg": {"common": 100, "middle": 20, "rare": 2, "refused": 0}}
    assert proposed_weights(counts) == {
        "svg/common": 0.25, "svg/middle": 1.0, "svg/rare": 4.0, "svg/refused": 0.25,
    }  # fmt: skip


def test_a_second_run_asks_for_nothing_and_gives_the_same_rows(executor, context, tmp_path, monkeypatch):
    sources, _ = _execute_seeds([seed(s) for s in SHAPES], executor, context)
    records = RecordCache("proposals", tmp_path)

    def run() -> list[dict]:
        made: list[dict] = []
        grown = sources
        for strategy in (ReverseInstruction(), GuidedEvolution(Options(source=1, canonical=2))):
            with Processes(1) as pool:
                rows, grown = run_strategy(
                    strategy, grown, executor, pool, context, attempts=2, records=records
                )
            made += rows
        return made

    first = run()
    for cls in (ReverseInstruction, GuidedEvolution):
        monkeypatch.setattr(cls, "propose", lambda *_: pytest.fail("proposed again"))
        monkeypatch.setattr(cls, "write", lambda *_: pytest.fail("written again"))
    assert run() == first and len(first) > 10


def test_rows_name_the_renders_of_the_runtime_as_it_is(executor, context, tmp_path, monkeypatch):
    """Another version of a runtime may draw the very same; what it drew has another id."""
    (source, *_), _ = _execute_seeds([seed(s) for s in SHAPES], executor, context)
    remembered = Memory(ReverseInstruction(), context, RecordCache("proposals", tmp_path))
    draft = remembered.propose(source, remembered.strategy.slots(source)[0], 0)
    execution = executor.execute(draft.code, "svg")
    before = remembered.write(draft, execution)
    monkeypatch.setattr("stages.sandbox.rows.runtime_fingerprint", lambda name: f"{name}, another")
    fresh = replace(remembered, records=None).write(draft, execution)
    assert remembered.write(draft, execution) == fresh != before


def test_another_seed_or_option_is_not_answered_from_memory(executor, context, tmp_path):
    (source, *_), _ = _execute_seeds([seed(s) for s in SHAPES], executor, context)
    records = RecordCache("proposals", tmp_path)
    found = set()
    for number in (7, 8):
        for options in (Options(source=2, canonical=0), Options(source=3, canonical=0)):
            memory = Memory(GuidedEvolution(options), replace(context, seed=number), records)
            memory.propose(source, "0", 0)
            found.add(len(list(records.folder.rglob("*.msgpack"))))
    assert found == {1, 2, 3, 4}
