"""Speed of execution, as a table: `python -m tests.benchmarks.execution [--quick] [--only PART ...]`.

Charts (of galleries, and of the corpus where `make repro` made it), pages and SVG with full isolation beside
what others do on the same files and cores; renders a minute of every other runtime that this machine has; the
fixed cost of isolation; verdicts on real scripts that draw; memory of a long run. `wall` is per core (seconds
by the clock × cores / pieces), `cpu` counts all processes.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

from stages.config import load_section
from stages.engine.local import workers
from stages.sandbox import RUNTIMES, Executor, RuntimeSection, SandboxSection
from stages.sandbox.runtimes import missing_packages, missing_programs
from tests.benchmarks import cold, corpus, endurance, plain, warm
from tests.benchmarks.cost import Cost, commit, measure, processor

SAFE = SandboxSection(allow_unsafe=False)
KNOWN = {"python", "svg", "html"}
"""Runtimes with rows of their own; the others draw their probe again and again."""
BOUND = "warm, not isolated"
"""Drawing alone, as `warm` has it: no machine can be further from the cold process than this."""


@dataclass(frozen=True)
class Sizes:
    """How many pieces of each measurement."""

    compared: int
    gallery: int | None
    icons: int
    empty: int
    cold_pages: int
    pages: int
    renders: int
    samples: int


WHOLE = Sizes(
    compared=40, gallery=None, icons=2000, empty=200, cold_pages=6, pages=60, renders=20, samples=2000
)
QUICK = Sizes(compared=10, gallery=40, icons=300, empty=40, cold_pages=2, pages=10, renders=4, samples=300)


def line(what: str, cost: Cost, note: str = "") -> None:
    """Print one row."""
    figures = f"{cost.count:>6}{cost.core_ms:>10.1f}{cost.cpu_ms:>10.1f}"
    print(f"{what:<34}{figures}{cost.per_second:>10.2f}  {note}", flush=True)


def compared(what: str, cost: Cost, base: Cost, aim: float) -> None:
    """Print a row with how many times less it takes than `base`."""
    wall, cpu = base.core_ms / cost.core_ms, base.cpu_ms / cost.cpu_ms
    line(what, cost, f"{wall:.1f} x by the clock, {cpu:.1f} x by processor time (aim {aim:g} x)")


def beside(cost: Cost, bound: Cost) -> None:
    """Print what isolation, evidence and checks add to drawing alone."""
    added = Cost(cost.count, cost.wall_s - bound.wall_s, cost.cpu_s - bound.cpu_s)
    line(
        "    isolation, evidence, checks",
        added,
        f"{bound.core_ms / cost.core_ms:.0%} by the clock is the drawing itself",
    )


@dataclass(frozen=True)
class Verdicts:
    """Of one run, in the order of its codes."""

    statuses: list[str]
    figures: list[int]

    @property
    def ok(self) -> int:
        return self.statuses.count("ok")


def probes(runtime: str, count: int) -> list[str]:
    """The runtime's probe, made distinct by what ends it: equal code is executed once."""
    return [RUNTIMES[runtime].probe + "\n" * number for number in range(count)]


def run_all(executor: Executor, codes: Sequence[str], runtime: str) -> tuple[Cost, Verdicts]:
    """Cost and verdicts of all codes, templates warm on every worker."""
    for richer in ("", "# seaborn")[: len(RUNTIMES[runtime].modules)]:
        warm = [f"{richer}{code}" for code in probes(runtime, 2 * workers())]
        list(executor.map([(code, runtime) for code in warm], label=f"{runtime}: templates"))
    jobs = [(code, runtime) for code in codes]

    def work() -> list[tuple[str, int]]:
        return [(e.status, e.figures) for e in executor.map(jobs, label=runtime)]

    cost, found = measure(len(jobs), work, executor)
    return cost, Verdicts([status for status, _ in found], [figures for _, figures in found])


def charts(executor: Executor, sizes: Sizes) -> None:
    """Verdicts on the gallery; then its first scripts of one figure against a cold process each, which draws
    the last figure only."""
    scripts = corpus.charts(sizes.gallery)
    truth = plain.draws(scripts)
    drawing = [code for code, draws in zip(scripts, truth, strict=True) if draws]
    cost, found = run_all(executor, drawing, "python")
    wrong = sum(status != corpus.deserved(code) for code, status in zip(drawing, found.statuses, strict=True))
    note = f"{sum(found.figures)} figures; {found.ok} of {len(drawing)} ok, {wrong} false verdicts"
    line("gallery scripts that draw", cost, note)
    against_cold(executor, _single(drawing, found, sizes))


def corpus_charts(executor: Executor, sizes: Sizes) -> None:
    """The programs that a pipeline executes: charts of the built corpus, of one figure, against the same."""
    if not (codes := corpus.built_charts(2 * sizes.compared)):
        print("charts of the corpus: there is none in data/corpus, `make repro` makes it")
        return
    cost, found = run_all(executor, codes, "python")
    line("charts of the corpus", cost, f"{found.ok} of {len(codes)} ok")
    against_cold(executor, _single(codes, found, sizes))


def _single(codes: Sequence[str], found: Verdicts, sizes: Sizes) -> list[str]:
    """The first that draw one figure."""
    single = (code for code, figures in zip(codes, found.figures, strict=True) if figures == 1)
    return list(islice(single, sizes.compared))


def against_cold(executor: Executor, single: Sequence[str]) -> None:
    """The same scripts in a cold process each, in a warm one without isolation, and isolated."""
    base, fine = measure(len(single), lambda: cold.each(cold.chart, single))
    line("  one figure, cold process", base, f"{sum(fine)} of {len(single)} with exit code 0 and a picture")
    bound, drawn = warm.measured("chart", single)
    compared(f"  {BOUND}, {drawn} drawn", bound, base, aim=10)
    ours, found = run_all(executor, single, "python")
    compared(f"  the same, isolated, {found.ok} ok", ours, base, aim=10)
    beside(ours, bound)


def isolation(executor: Executor, sizes: Sizes) -> None:
    """An empty program: all that a sample costs beside its own code."""
    cost, _ = run_all(executor, [f"# {i}" for i in range(sizes.empty)], "python")
    line("isolation of one empty sample", cost, "aim 40 ms")


def icons(executor: Executor, sizes: Sizes) -> None:
    cost, found = run_all(executor, corpus.icons(sizes.icons), "svg")
    line("SVG icons", cost, f"{found.ok} of {cost.count} ok; aim 300 a second")


def pages(executor: Executor, sizes: Sizes) -> None:
    if missing := _missing("html"):
        print(f"pages: {missing}")
        return
    base, drawn = measure(sizes.cold_pages, lambda: cold.each(cold.page, corpus.pages(sizes.cold_pages)))
    line("  new browser and 2 s a page", base, f"{sum(drawn)} drawn")
    bound, seen = warm.measured("page", corpus.pages(sizes.pages))
    compared(f"  {BOUND}, {seen} drawn", bound, base, aim=30)
    left, seen = warm.measured("left", corpus.pages(sizes.pages))
    compared(f"    and left after each, {seen} drawn", left, base, aim=30)
    cost, found = run_all(executor, corpus.pages(sizes.pages), "html")
    compared(f"  pages, isolated, {found.ok} ok", cost, base, aim=30)
    beside(cost, bound)


def renders(executor: Executor, sizes: Sizes, runtime: str) -> None:
    if missing := _missing(runtime):
        print(f"{runtime}: {missing}")
        return
    cost, found = run_all(executor, probes(runtime, sizes.renders), runtime)
    line(f"{runtime}, its probe", cost, f"{60 * cost.per_second:.0f} a minute; {found.ok} of {cost.count} ok")


def memory(_: Executor, sizes: Sizes) -> None:
    """In a process of its own."""
    with tempfile.TemporaryDirectory(prefix="janus-bench-") as folder:
        done = endurance.finished(endurance.run_apart(sizes.samples, Path(folder)))
    middle, end = done["peak_rss_mb"]
    said = f"{middle:.0f} MB at half, {end:.0f} MB at the end"
    print(f"peak memory of the parent over {sizes.samples} samples: {said}")


def _missing(runtime: str) -> str:
    if runtime not in RUNTIMES:
        return "no such runtime"
    names = [*missing_packages(runtime), *(program.name for program in missing_programs(runtime))]
    return f"this machine lacks {', '.join(names)}" if names else ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="a tenth of it")
    parts = {
        "isolation": isolation,
        "icons": icons,
        "gallery": charts,
        "corpus": corpus_charts,
        "pages": pages,
    }
    parts |= {runtime: partial(renders, runtime=runtime) for runtime in RUNTIMES if runtime not in KNOWN}
    parts["memory"] = memory
    parser.add_argument(
        "--only", nargs="+", metavar="PART", choices=parts, default=[*parts], help=", ".join(parts)
    )
    args = parser.parse_args()
    sizes = QUICK if args.quick else WHOLE
    load = ", ".join(f"{n:.1f}" for n in os.getloadavg())
    print(f"commit {commit()}, {workers()} workers of {os.cpu_count()} cores, {processor()}, load {load}")
    print(f"{'':<34}{'pieces':>6}{'wall ms':>10}{'cpu ms':>10}{'a second':>10}")
    with Executor(load_section("runtime", RuntimeSection), SAFE, None) as executor:
        for part in args.only:
            parts[part](executor, sizes)


if __name__ == "__main__":
    main()
