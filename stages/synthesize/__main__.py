"""Synthesize samples from seeds: `python -m stages.synthesize` -> data/samples.

Prepared seeds are executed and described (reverse instruction), then described anew, translated and evolved
by the strategies that params name. Code and words are those of the teacher that params name: the domains
themselves (programmatic), or a model, whose failures go back to it with the reason. Every attempt is a row of
table samples; what gave no sample carries decision `drop` and the reason.

Not covered: several teachers in one run.
"""

from __future__ import annotations

import sys
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

from stages.check.gate import require_gate
from stages.config import Section, load_section, raw_params
from stages.engine.local import Processes
from stages.errors import JanusError
from stages.records.cache import RecordCache
from stages.records.tables import read_rows, write_table
from stages.reward.config import JudgeSection
from stages.sandbox import RUNTIMES, Executor, RuntimeSection, SandboxSection, limits_of
from stages.stage import run_stage
from stages.synthesize.config import StrategySection, SynthesizeSection
from stages.synthesize.costs import Costs
from stages.synthesize.domain import Program
from stages.synthesize.domains import domain_of
from stages.synthesize.draft import Context, Draft, Source, Strategy, dropped_row
from stages.synthesize.rounds import failure, run_strategy
from stages.synthesize.strategies import strategy_module
from stages.synthesize.strategies.reverse_instruction import ReverseInstruction
from stages.synthesize.target import shortfalls, to_target
from stages.synthesize.teachers.choose import open_teacher
from stages.synthesize.teachers.config import TeacherSection
from stages.synthesize.teachers.prompts import Prompts
from stages.synthesize.teachers.rounds import run_taught
from stages.tracking.run_record import RunRecord

SEEDS, SAMPLES = Path("data/seeds"), Path("data/samples")


def main(record: RunRecord) -> None:
    params = raw_params()
    teacher = open_teacher(load_section("teacher", TeacherSection, params).root)
    judge = load_section("judge", JudgeSection, params)
    strategy = load_section("strategy", StrategySection, params)
    section = load_section("synthesize", SynthesizeSection, params)
    runtimes = load_section("runtime", RuntimeSection, params)
    sandbox = load_section("sandbox", SandboxSection, params)
    manifest = require_gate("seeds", SEEDS)
    record.input("seeds", manifest)
    seeds = [s for s in read_rows(SEEDS, keep=True) if s["kind"] == "prepared"]
    limits = {name: limits_of(runtimes.of(name)) for name in RUNTIMES}
    context = Context(params["seed"], strategy.image_claims, limits)
    steps = in_order(strategy.steps)
    if teacher is not None:
        prompts = Prompts()
        for step in steps:
            prompts.require(step.name)
        teacher.check()
    with Executor(runtimes, sandbox, RecordCache("executions")) as executor, Processes() as pool:
        costs = Costs()
        sources, rows = _execute_seeds(seeds, executor, context, costs)
        grown = {"seeds": sources}
        for step in steps:
            starts = [source for name in step.starts_from for source in grown.get(name, ())]
            if teacher is None:
                run = partial(run_strategy, records=RecordCache("proposals"), costs=costs)
            else:
                run = partial(run_taught, teacher=teacher, prompts=prompts, judge=judge)
            written, grown[step.name] = run(step, starts, executor, pool, context, attempts=strategy.attempts)
            rows += written
        record.data["execution_stats"] = executor.stats
        record.data["processor_seconds"] = costs.seconds
    if teacher is not None:
        record.metric(**{f"teacher_{name}": value for name, value in teacher.metrics().items()})
    rows = to_target(rows, section.target, params["seed"])
    for line in shortfalls(rows, section.target):
        print(f"synthesize: target not reached: {line}", file=sys.stderr)
    read = ("seed", "teacher", "strategy", "synthesize", "runtime", "judge")
    shaping = {name: params[name] for name in read}
    done = write_table("samples", rows, SAMPLES, params=shaping, parents={"seeds": manifest["table_sha256"]})
    record.output("samples", done)
    kept = Counter(f"{r['task']}_{r['domain']}" for r in rows if r["decision"] == "keep")
    record.metric(rows=len(rows), kept=kept.total(), dropped=len(rows) - kept.total(), **kept)


def in_order(steps: dict[str, Section]) -> list[Strategy]:
    """The strategies in use, each after the one that it starts from. Raises JanusError for one without."""
    waiting = [strategy_module(name).make(options) for name, options in sorted(steps.items())]
    ordered: list[Strategy] = []
    while waiting:
        known, ahead = {"seeds", *(step.name for step in ordered)}, {step.name for step in waiting}
        ready = [s for s in waiting if s.starts_from[0] in known and not ahead & set(s.starts_from)]
        if not ready:
            needed = waiting[0].starts_from[0]
            raise JanusError(
                f"strategy {waiting[0].name} starts from {needed}, which is not in use",
                where="params.yaml: strategy.steps",
                do=f"add {needed} in conf/strategy, or take {waiting[0].name} out",
            )
        ordered += ready
        waiting = [step for step in waiting if step not in ready]
    return ordered


def _execute_seeds(
    seeds: list[dict[str, Any]], executor: Executor, context: Context, costs: Costs | None = None
) -> tuple[list[Source], list[dict[str, Any]]]:
    """Seeds that draw, as sources; those that don't, as dropped rows."""
    costs = costs or Costs()
    jobs = [(seed["content"].decode("utf-8"), seed["runtime"]) for seed in seeds]
    sources, rows = [], []
    for seed, (code, _), run in zip(seeds, jobs, executor.map(jobs, label="execute seeds"), strict=True):
        source = Source(
            domain_of(seed["domain"], seed["runtime"]),
            Program(code, run.evidence or {}),
            "source",
            seed["record_id"],
            seed["record_id"],
        )
        costs.executed(seed["domain"], run)
        if run.status == "ok":
            sources.append(source)
        else:
            strategy = ReverseInstruction()
            draft = Draft(source, strategy.name, strategy.version, "source", "source", 0, "source", code)
            rows.append(dropped_row(draft, context, failure(run)))
    return sources, rows


if __name__ == "__main__":
    run_stage("synthesize", main)
