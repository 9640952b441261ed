"""Sources that ran, and what a crossing makes of them: programs executed, claims judged."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from stages.config import load_section
from stages.engine.local import Processes
from stages.reward.domains import judge_of
from stages.sandbox import RUNTIMES, Executor, RuntimeSection, SandboxSection, limits_of
from stages.synthesize.crossings.crossing import Crossing
from stages.synthesize.domain import Program
from stages.synthesize.domains import domain_of
from stages.synthesize.draft import Context, Source
from stages.synthesize.rounds import run_strategy

ID = "0123456789abcdef" * 2


@dataclass(frozen=True)
class Made:
    """Rows of one source, and the evidence of what was written."""

    source: Source
    rows: list[dict[str, Any]]
    evidence: dict[str, Any] | None

    @property
    def kept(self) -> list[dict[str, Any]]:
        return [row for row in self.rows if row["decision"] == "keep"]

    def failing(self, evidence: dict[str, Any]) -> list[str]:
        """Kinds of claims of the generation sample that another program's evidence does not bear out."""
        row = self.kept[0]
        judge = judge_of(row["domain"], row["runtime"])
        claims = json.loads(row["claims"])
        return [c["kind"] for c in claims if not judge.check(c, evidence, None)[0]]


@pytest.fixture(scope="module")
def context() -> Context:
    runtimes = load_section("runtime", RuntimeSection)
    return Context(7, 8, {name: limits_of(runtimes.of(name)) for name in RUNTIMES})


@pytest.fixture(scope="module")
def cross(context):
    """`cross(strategy, domain, runtime, code)`: the code executed, and presented by the strategy."""
    section = load_section("runtime", RuntimeSection), load_section("sandbox", SandboxSection)
    with Executor(*section, None, count=1) as executor, Processes(1) as pool:

        def run(strategy: Crossing, domain: str, runtime: str, code: str) -> Made:
            done = executor.execute(code, runtime)
            assert done.status == "ok", (done.stderr, code)
            program = Program(code, done.evidence)
            source = Source(domain_of(domain, runtime), program, "canonical", ID, ID)
            rows, grown = run_strategy(strategy, [source], executor, pool, context, attempts=1)
            return Made(source, rows, grown[0].program.evidence if grown else None)

        yield run


Cross = Callable[[Crossing, str, str, str], Made]
