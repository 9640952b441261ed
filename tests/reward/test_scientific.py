"""Checkers of the scientific languages: they pass on the right picture and fail on every other one."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from stages.errors import JanusError
from stages.reward.domains import judge_of
from stages.sandbox import Executor
from stages.synthesize.domain import Program
from stages.synthesize.domains import domain_of
from stages.synthesize.domains.scientific import facts
from stages.synthesize.translate import flavours, languages
from stages.synthesize.translate.picture import Picture, Series
from tests.sandbox.conftest import SAFE, requires, runtimes
from tests.synthesize.pictures import LINES, PICTURES

RUNTIMES = [pytest.param(r, marks=requires(r)) for r in ("octave", "r", "gnuplot", "vega-lite")]
FIRST, SECOND = LINES.series
WRONG = {
    "title": (LINES, replace(LINES, title="Two summers")),
    "xlabel": (LINES, replace(LINES, xlabel="day")),
    "ylabel": (LINES, replace(LINES, ylabel="")),
    "series_count": (LINES, replace(LINES, series=(FIRST,))),
    "legend": (LINES, replace(LINES, series=(replace(FIRST, label="hail"), SECOND))),
    "grid": (LINES, replace(LINES, grid=False)),
    "values": (LINES, replace(LINES, series=(replace(FIRST, y=(1.0, 3.0, 2.2, 5.0)), SECOND))),
    "colour": (LINES, replace(LINES, series=(replace(FIRST, colour="#d62728"), SECOND))),
    "line_style": (LINES, replace(LINES, series=(replace(FIRST, style="-"), SECOND))),
    "marker": (LINES, replace(LINES, series=(FIRST, replace(SECOND, marker="^")))),
    "chart_type": (PICTURES["line"], PICTURES["scatter"]),
    "categories": (PICTURES["bars"], replace(PICTURES["bars"], categories=("apple", "plum", "fig"))),
    "scale": (PICTURES["log"], replace(PICTURES["log"], yscale="linear")),
    "limits": (PICTURES["limits"], replace(PICTURES["limits"], ylim=(0.0, 12.0))),
}


@pytest.fixture(scope="module")
def executor():
    with Executor(runtimes(memory_mb=1024, cpu_s=20.0), SAFE, None, count=1) as running:
        yield running


@pytest.fixture(scope="module")
def draw(executor):
    drawn = {}

    def evidence(picture: Picture, runtime: str) -> dict:
        code = languages()["scientific", runtime].write(picture)
        if (code, runtime) not in drawn:
            drawn[code, runtime] = executor.execute(code, runtime).evidence
        return drawn[code, runtime]

    return evidence


@pytest.mark.parametrize("runtime", RUNTIMES)
def test_each_kind_of_claim_can_fail(runtime, draw):
    check = judge_of("scientific", runtime).check
    for kind, (right, wrong) in WRONG.items():
        claims = [c.as_dict() for c in facts.facts(right) if c.kind == kind]
        assert claims, kind
        for claim in claims:
            assert check(claim, draw(right, runtime))[0], claim
        held = [check(claim, draw(wrong, runtime))[0] for claim in claims]
        assert not all(held), kind
        changed = {"kind": "changed", "args": claims[held.index(False)]}
        assert check(changed, draw(right, runtime), draw(wrong, runtime))[0], kind
        assert not check(changed, draw(right, runtime), draw(right, runtime))[0], kind


FLAVOURS = [
    pytest.param("scientific", "r", "ggplot2", marks=requires("r"), id="ggplot2"),
    pytest.param("webui", "html", "plotly", marks=requires("html"), id="plotly"),
]


@pytest.mark.parametrize(("domain", "runtime", "flavour"), FLAVOURS)
def test_each_kind_of_claim_can_fail_for_flavours(domain, runtime, flavour, executor):
    check, language = judge_of(domain, runtime).check, flavours("chart")[domain, runtime, flavour]
    failed, drawn = set(), {}
    for kind, (right, wrong) in WRONG.items():
        if (flavour, kind) == ("ggplot2", "scale"):
            continue
        claims = [c.as_dict() for c in facts.facts(right) if c.kind == kind]
        for code in {language.write(right), language.write(wrong)} - drawn.keys():
            drawn[code] = executor.execute(code, runtime).evidence
        seen = [drawn[language.write(picture)] for picture in (right, wrong)]
        assert all(check(claim, seen[0], None)[0] for claim in claims), kind
        failed |= {kind} if not all(check(claim, seen[1], None)[0] for claim in claims) else set()
    assert failed | {"scale"} == set(WRONG)


@pytest.mark.parametrize("runtime", RUNTIMES)
def test_what_stays_is_compared(runtime, draw):
    check = judge_of("scientific", runtime).check
    claim = {"kind": "unchanged", "args": {"parts": ["title", "values", "colours", "kinds"]}}
    assert check(claim, draw(LINES, runtime), draw(LINES, runtime))[0]
    assert not check(claim, draw(LINES, runtime), None)[0]
    for kind in ("title", "values", "colour"):
        passed, seen = check(claim, draw(WRONG[kind][1], runtime), draw(LINES, runtime))
        assert not passed and kind[:4] in seen


@pytest.mark.parametrize("runtime", RUNTIMES)
def test_findings(runtime, draw):
    check = judge_of("scientific", runtime).check
    rising = Picture((Series("line", (0.0, 1.0, 2.0), (1.0, 2.0, 4.0), "", "#1f77b4", "-"),))
    here = {"kind": "line", "index": 0}
    peak = {"kind": "peak", "args": {**here, "at": 2, "value": 4.0}}
    trend = {"kind": "trend", "args": {**here, "trend": "rises"}}
    other = replace(rising, series=(replace(rising.series[0], y=(1.0, 4.0, 2.0)),))
    for claim in (peak, trend):
        assert check(claim, draw(rising, runtime))[0]
        assert not check(claim, draw(other, runtime))[0]


@requires("vega-lite")
def test_data_that_the_marks_deny_do_not_count(draw):
    evidence = draw(PICTURES["line"], "vega-lite")
    (claim,) = [c.as_dict() for c in facts.facts(PICTURES["line"]) if c.kind == "values"]
    check = judge_of("scientific", "vega-lite").check
    assert check(claim, evidence)[0]
    (marks,) = evidence["figures"][0]["marks"]
    moved = {**marks, "y": marks["y"][::-1]}
    figure = {**evidence["figures"][0], "marks": [moved]}
    assert not check(claim, {**evidence, "figures": [figure]})[0]


def test_an_unknown_claim_is_an_error():
    with pytest.raises(JanusError, match="no checker"):
        judge_of("scientific", "r").check({"kind": "beauty", "args": {}}, {})


FLOW = "flowchart TD\n    A[Start] -->|go| B{Choice}\n    B --> C[End of it]\n"


@requires("mermaid")
def test_diagrams(executor):
    domain, judge = domain_of("scientific", "mermaid"), judge_of("scientific", "mermaid")
    program = Program(FLOW, executor.execute(FLOW, "mermaid").evidence)
    claims = [c.as_dict() for c in domain.facts(program)]
    assert {c["kind"] for c in claims} == {"diagram", "node", "node_count", "link"}
    assert all(judge.check(c, program.evidence)[0] for c in claims)
    other = executor.execute("sequenceDiagram\n    Start->>Choice: stop\n", "mermaid").evidence
    assert sum(judge.check(c, other)[0] for c in claims) == 2  # two of the three nodes have the same words
    concepts = domain.concepts(program)
    assert concepts == ["node", "relabel", "title"]
    for concept in concepts:
        code = domain.evolve(program, concept, Random(1))
        after = Program(code, executor.execute(code, "mermaid").evidence)
        edit = domain.describe_edit(concept, program, after, "plain", Random(1))
        for claim in (c.as_dict() for c in edit.claims):
            assert judge.check(claim, after.evidence, program.evidence)[0], claim
            if claim["kind"] == "changed":
                assert not judge.check(claim, program.evidence, program.evidence)[0]
