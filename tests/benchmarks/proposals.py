"""How fast the programmatic teacher proposes: `python -m tests.benchmarks.proposals [PROJECT] [--seeds 40]`.

On the tables of a built project (seeds, samples, renders), in one process: each strategy proposes from the
sources it had there, and writes rows from the evidence that the sandbox gave there. Nothing is executed.
Seconds are processor time; `candidates` are proposals with code, `rows` what became of those that drew.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from stages.config import load_section, raw_params
from stages.records.identity import rank
from stages.records.tables import read_rows
from stages.sandbox import RUNTIMES, Execution, RuntimeSection, limits_of
from stages.synthesize.__main__ import in_order
from stages.synthesize.config import StrategySection
from stages.synthesize.domain import NotApplicable, Program
from stages.synthesize.domains import domain_of
from stages.synthesize.draft import Context, Draft, Source, Strategy

LEAST = 50.0
"""Candidates a second on one core, in every domain and over the default mix."""
GROWN = ("record_id", "parents", "domain", "runtime", "task", "form", "strategy", "output_code",
         "output_render", "rng_key", "decision")  # fmt: skip


@dataclass
class Spent:
    """By one strategy in one domain."""

    candidates: int = 0
    refused: int = 0
    rows: int = 0
    propose_s: float = 0.0
    write_s: float = 0.0

    @property
    def per_second(self) -> float:
        """Candidates in a second of proposing, refusals included, and of writing their rows."""
        return self.candidates / (self.propose_s + self.write_s)

    def add(self, other: Spent) -> None:
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)


class Built:
    """The tables of a project that was built: sources by strategy, and what programs drew."""

    def __init__(self, project: Path, seeds: int) -> None:
        """`seeds`: prepared seeds taken of each domain, those of the smallest hashes."""
        data = project / "data"
        drawn = read_rows(data / "renders", ["record_id", "evidence", "status"])
        self.evidence = {r["record_id"]: r["evidence"] for r in drawn if r["status"] == "ok"}
        params = raw_params(project / "params.yaml")
        runtimes = load_section("runtime", RuntimeSection, params)
        self.strategy = load_section("strategy", StrategySection, params)
        limits = {name: limits_of(runtimes.of(name)) for name in RUNTIMES}
        self.context = Context(params["seed"], self.strategy.image_claims, limits)
        self.sources: dict[str, list[Source]] = defaultdict(list)
        chosen = self._seeds(data, seeds)
        for row in read_rows(data / "samples", list(GROWN), keep=True):
            root = row["rng_key"].partition("/")[0]
            if row["task"] == "generation" and root in chosen:
                self._add(row["strategy"], row, row["output_code"], row["form"], root)

    def _seeds(self, data: Path, most: int) -> set[str]:
        by_domain: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for seed in read_rows(
            data / "seeds", ["record_id", "domain", "runtime", "kind", "content"], keep=True
        ):
            if seed["kind"] == "prepared":
                by_domain[seed["domain"]].append(seed)
        for seeds in by_domain.values():
            seeds.sort(key=lambda seed: rank("benchmark", seed["record_id"]))
            for seed in seeds[:most]:
                self._add("seeds", seed, seed["content"].decode("utf-8"), "source", seed["record_id"])
        return {source.seed_id for source in self.sources["seeds"]}

    def _add(self, name: str, row: dict[str, Any], code: str, form: str, seed_id: str) -> None:
        found = self.evidence.get(self.context.render(code, row["runtime"]))
        if found is not None:
            domain = domain_of(row["domain"], row["runtime"])
            program = Program(code, json.loads(found))
            self.sources[name].append(Source(domain, program, form, row["record_id"], seed_id))

    def drawn(self, draft: Draft) -> Execution | None:
        """What a draft's program drew when the project was built; None where it was not run then."""
        found = self.evidence.get(self.context.render(draft.code, draft.domain.runtime))
        if found is None:
            return None
        facts = {"code": draft.code, "runtime": draft.domain.runtime, "status": "ok"}
        facts |= {"evidence": json.loads(found), "figures": 1, "cached": True}
        return Execution(**{field.name: facts.get(field.name) for field in fields(Execution)})


def spent(strategy: Strategy, source: Source, built: Built) -> Spent:
    """First attempts at every slot of a source."""
    cost = Spent()
    for slot in strategy.slots(source):
        began = time.process_time()
        draft = strategy.propose(source, slot, 0, built.context)
        cost.propose_s += time.process_time() - began
        if draft is None or draft.code is None:
            cost.refused += 1
            continue
        cost.candidates += 1
        if (execution := built.drawn(draft)) is not None:
            began = time.process_time()
            try:
                cost.rows += len(strategy.write(draft, execution, built.context))
            except NotApplicable:
                cost.rows += 1
            cost.write_s += time.process_time() - began
    return cost


def table(built: Built) -> dict[tuple[str, str], Spent]:
    """What each strategy spent in each domain of the sources."""
    found: dict[tuple[str, str], Spent] = defaultdict(Spent)
    for strategy in in_order(built.strategy.steps):
        for source in (s for name in strategy.starts_from for s in built.sources[name]):
            found[source.domain.name, strategy.name].add(spent(strategy, source, built))
    return dict(found)


def total(costs: Iterator[Spent]) -> Spent:
    whole = Spent()
    for cost in costs:
        whole.add(cost)
    return whole


def line(domain: str, strategy: str, cost: Spent) -> str:
    propose_ms, write_ms = (1000 * s / cost.candidates for s in (cost.propose_s, cost.write_s))
    return (
        f"| {domain} | {strategy.replace('_', ' ')} | {cost.candidates} | {cost.refused} | {cost.rows} "
        f"| {propose_ms:.1f} | {write_ms:.1f} | {cost.per_second:.0f} |"
    )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("project", type=Path, nargs="?", default=Path())
    arguments.add_argument("--seeds", type=int, default=40)
    given = arguments.parse_args()
    costs = table(Built(given.project, given.seeds))
    print("| domain | strategy | candidates | refused | rows | ms to propose | ms to write | a second |")
    print("|---|---|---:|---:|---:|---:|---:|---:|")
    for (domain, strategy), cost in sorted(costs.items()):
        if cost.candidates:
            print(line(domain, strategy, cost))
    domains = {
        domain: total(c for (d, _), c in costs.items() if d == domain)
        for domain in sorted({domain for domain, _ in costs})
    }
    domains["all"] = total(iter(costs.values()))
    for domain, cost in domains.items():
        print(line(domain, "all", cost))
    slow = {domain: cost.per_second for domain, cost in domains.items() if cost.per_second < LEAST}
    assert not slow, f"under {LEAST:.0f} candidates a second: {slow}"


if __name__ == "__main__":
    main()
