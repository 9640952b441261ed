"""Pairs of programs in two languages, with the real sandbox."""

from __future__ import annotations

import json

import pytest

from stages.config import load_section
from stages.engine.local import Processes
from stages.records.identity import producer
from stages.records.schemas import seal
from stages.reward.criteria import judge_claims
from stages.sandbox import RUNTIMES, Executor, RuntimeSection, SandboxSection, limits_of
from stages.synthesize.__main__ import _execute_seeds
from stages.synthesize.draft import Context
from stages.synthesize.rounds import run_strategy
from stages.synthesize.strategies import bidirectional_translation as bidirectional
from stages.synthesize.strategies.guided_evolution import GuidedEvolution, Options
from stages.synthesize.strategies.reverse_instruction import ReverseInstruction
from stages.synthesize.translate import languages
from tests.sandbox.conftest import requires
from tests.synthesize.pictures import PICTURES

pytestmark = [requires("gnuplot"), requires("vega-lite")]
TARGETS = {"chart/python": {"scientific/gnuplot": 1, "scientific/vega-lite": 1}}
CHARTS = [languages()["chart", "python"].write(PICTURES[n]) for n in ("lines", "bars", "scatter", "lying")]


def seed(code: str) -> dict:
    return seal(
        "seeds",
        {
            "content": code.encode(),
            "path": "chart.py",
            "span": {"start": 0, "end": len(code)},
            "kind": "prepared",
            "producer": producer("prepare.chart", "1"),
            "stage": "crawl",
            "decision": "keep",
            "domain": "chart",
            "language": "python",
            "runtime": "python",
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


def translate(seeds, executor, context, most=2):
    strategy = bidirectional.make(bidirectional.Options(targets=TARGETS, most={"chart/python": most}))
    sources, _ = _execute_seeds(seeds, executor, context)
    with Processes(1) as pool:
        _, grown = run_strategy(ReverseInstruction(), sources, executor, pool, context, attempts=1)
        rows, pairs = run_strategy(strategy, grown, executor, pool, context, attempts=2)
        edits, _ = run_strategy(
            GuidedEvolution(Options(source=0, canonical=1)), pairs, executor, pool, context, attempts=2
        )
    return rows, edits, {s.parent for s in grown}


@pytest.fixture(scope="module")
def done(executor, context):
    return translate([seed(c) for c in CHARTS], executor, context)


def test_a_pair_gives_four_samples_of_two_domains(done):
    rows, _, sources = done
    kept = [r for r in rows if r["decision"] == "keep"]
    tasks = [(r["task"], r["domain"], r["runtime"]) for r in kept]
    for runtime, pairs in (("gnuplot", 3), ("vega-lite", 4)):
        assert tasks.count(("generation", "scientific", runtime)) == pairs
        assert tasks.count(("image_to_code", "scientific", runtime)) == pairs
        assert tasks.count(("translation", "scientific", runtime)) == pairs
    assert tasks.count(("translation", "chart", "python")) == 7
    for row in kept:
        if row["task"] == "generation":
            assert row["parents"][0] in sources


def test_both_ways_carry_both_programs(done):
    rows = [r for r in done[0] if r["task"] == "translation"]
    ways = {(r["input_code"], r["output_code"]) for r in rows}
    assert ways and ways == {(b, a) for a, b in ways}
    for row in rows:
        assert row["input_render"] and row["output_render"] and row["input_render"] != row["output_render"]
        assert row["input_runtime"] != row["runtime"] and json.loads(row["claims"])
        names = {"python": "matplotlib", "gnuplot": "gnuplot", "vega-lite": "Vega-Lite"}
        assert names[row["runtime"]] in row["instruction"] or "Same" in row["instruction"]


def test_a_refusal_keeps_a_row_with_its_reason(done):
    reasons = [r["reason"] for r in done[0] if r["decision"] == "drop"]
    assert "to scientific/gnuplot: gnuplot has no plain horizontal bars and no stems" in reasons


def test_a_drawing_of_a_chart_is_translated_alone(executor, context):
    options = bidirectional.Options(targets={"chart/python": {"svg/svg": 1}}, most={"chart/python": 1})
    strategy = bidirectional.make(options)
    sources, _ = _execute_seeds([seed(CHARTS[1])], executor, context)
    with Processes(1) as pool:
        _, grown = run_strategy(ReverseInstruction(), sources, executor, pool, context, attempts=1)
        rows, _ = run_strategy(strategy, grown, executor, pool, context, attempts=1)
    assert [(r["task"], r["domain"], r["decision"]) for r in rows] == [
        ("translation", "svg", "keep"),
        ("translation", "chart", "keep"),
    ]


def test_claims_hold_for_the_output(done, executor):
    checked = 0
    for row in (r for r in [*done[0], *done[1]] if r["decision"] == "keep"):
        after = executor.execute(row["output_code"], row["runtime"]).evidence
        before = None
        if row["task"] == "editing":
            before = executor.execute(row["input_code"], row["input_runtime"]).evidence
        for criterion in judge_claims(row["domain"], row["runtime"], row["claims"], after, before):
            assert criterion["passed"], (row["instruction"], criterion)
            checked += 1
    assert checked > 100


def test_translated_programs_are_evolved(done):
    edits = [r for r in done[1] if r["task"] == "editing"]
    assert {r["domain"] for r in edits} == {"scientific"} and len(edits) >= 5
    assert all(r["input_code"] != r["output_code"] for r in edits)


def test_dropping_a_seed_moves_no_other_row(done, executor, context):
    rows, edits, _ = translate([seed(c) for c in CHARTS[1:3]], executor, context)
    ids = {r["record_id"] for r in [*done[0], *done[1]]}
    assert rows and {r["record_id"] for r in [*rows, *edits]} < ids


def test_a_weight_is_the_share_of_first_places():
    first = [
        min((("a", 3.0), ("b", 1.0)), key=lambda t: bidirectional._place(1, str(i), *t))[0]
        for i in range(2000)
    ]
    assert 0.71 < first.count("a") / len(first) < 0.79
