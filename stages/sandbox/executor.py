"""Execution of many samples: templates, threads that watch them, the record cache, ordered results.

A thread a worker; each owns at most one template per module of the harness and blocks on it, so Python's lock
is free while samples run. Jobs are submitted a bounded window ahead of what was taken, so memory stays flat.
"""

from __future__ import annotations

import queue
import threading
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from types import TracebackType
from typing import Any

from stages.engine.local import progress, workers
from stages.errors import JanusError
from stages.records.cache import RecordCache
from stages.sandbox import isolation
from stages.sandbox.config import RuntimeLimits, RuntimeSection, SandboxSection
from stages.sandbox.handed_over import document_of, joined, undrawn
from stages.sandbox.read_result import POINTER, from_entry, read_outcome, to_entry
from stages.sandbox.rows import render_key
from stages.sandbox.runtimes import RUNTIMES, Runtime, missing_packages, missing_programs, runtime_named
from stages.sandbox.unpacked import missing_libraries
from stages.sandbox.verdict import FACTS, UNSURE, Execution, Limits
from stages.sandbox.worker import Outcome, TemplateGone, Worker

AHEAD = 24
"""Jobs in flight or done and not yet taken, per worker: while one takes seconds, the others are not out of
work (500 programs of the default corpus on two workers: 37.6 s with 4, 34.4 s with 24)."""

Job = tuple[str, str]
Slot = dict[str, Worker]
"""The templates of one worker, by module of the harness."""


def limits_of(section: RuntimeLimits) -> Limits:
    """The limits of a section, without `required`."""
    return Limits(**section.model_dump(exclude={"required"}))


class Executor:
    """`with Executor(...) as executor: for execution in executor.map(jobs): ...`

    Templates start when first needed and end with the block; nothing they started outlives it.
    """

    def __init__(
        self,
        runtimes: RuntimeSection,
        sandbox: SandboxSection,
        cache: RecordCache | None,
        count: int | None = None,
    ) -> None:
        """`count` workers (default: `engine.local.workers()`); it changes no result.

        Raises JanusError where the machine cannot isolate and `sandbox.allow_unsafe` is not set.
        """
        self._limits = {name: limits_of(runtimes.of(name)) for name in RUNTIMES}
        self._required = {name for name in RUNTIMES if runtimes.of(name).required}
        self._isolated = isolation.isolation_available(allow_unsafe=sandbox.allow_unsafe)
        self._cache = cache
        self._count = count or workers()
        self._lock = threading.Lock()
        self._slots: queue.LifoQueue[Slot] = queue.LifoQueue()
        self._all: list[Slot] = [{} for _ in range(self._count)]
        for slot in self._all:
            self._slots.put(slot)
        self._closing = False
        self._pool = ThreadPoolExecutor(self._count, thread_name_prefix="sandbox")
        self.stats: dict[str, Any] = {"executed": 0, "cached": 0, "cpu_s": 0.0, "wall_s": 0.0, "status": {}}

    def __enter__(self) -> Executor:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing = True
        self._pool.shutdown(wait=False, cancel_futures=True)
        if kind is not None:  # do not wait for samples whose verdict nobody wants
            for worker in self._workers():
                worker.kill()
        self._pool.shutdown(wait=True)
        for worker in self._workers():
            worker.close()

    def _workers(self) -> list[Worker]:
        return [worker for slot in self._all for worker in list(slot.values())]

    def limits(self, runtime: str) -> Limits:
        """The limits under which this executor runs a runtime."""
        return self._limits[runtime_named(runtime).name]

    def map(self, jobs: Sequence[Job], label: str = "execute") -> Iterator[Execution]:
        """Executions of (code, runtime) in the order of the jobs; identical jobs are executed once.

        Raises JanusError where a required runtime is missing or a template does not start.
        """
        waiting = Counter(jobs)
        futures: dict[Job, Future[Execution]] = {}
        held: dict[Job, Execution] = {}
        ahead: deque[Job] = deque()
        upcoming = iter(jobs)
        try:
            for job in progress(jobs, label=label, total=len(jobs)):
                while len(ahead) < AHEAD * self._count and (following := next(upcoming, None)):
                    ahead.append(following)
                    if following not in futures and following not in held:
                        futures[following] = self._pool.submit(self._execute, *following)
                ahead.popleft()
                execution = held[job] if job in held else futures[job].result()
                waiting[job] -= 1
                if job not in ahead:
                    futures.pop(job, None)
                if self._cache is None and waiting[job]:
                    held[job] = execution
                else:
                    held.pop(job, None)
                yield execution
        finally:
            for future in futures.values():
                future.cancel()

    def execute(self, code: str, runtime: str) -> Execution:
        """One execution, through the cache. May be called from several threads.

        The executor's own threads do it: a template is killed when the thread that started it ends.
        """
        return self._pool.submit(self._execute, code, runtime).result()

    def _execute(self, code: str, runtime: str) -> Execution:
        limits = self.limits(runtime)
        if missing := _missing(runtime):
            return self._unavailable(code, runtime, missing)
        key = render_key(code, runtime, limits)
        if not self._isolated:
            key["isolation"] = "none"
        entry = self._cache.get(key) if self._cache else None
        if entry is not None:
            execution = from_entry(code, runtime, entry)
        else:
            execution = self._fresh(code, runtime, limits)
            if self._cache:
                self._cache.put(key, to_entry(execution))
        self._note(execution)
        return execution

    def _unavailable(self, code: str, runtime: str, missing: list[str]) -> Execution:
        what = f"runtime {runtime} lacks {', '.join(missing)}"
        if runtime in self._required:
            raise JanusError(what, where=f"runtime.{runtime}.required", do="run `janus doctor`")
        lost = Outcome("unavailable", what, None, b"", 0.0, 0.0, 0.0)
        execution = read_outcome(code, runtime, self.limits(runtime), lost, "")
        self._note(execution)
        return execution

    def _note(self, execution: Execution) -> None:
        with self._lock:
            stats = self.stats
            stats["cached" if execution.cached else "executed"] += 1
            stats["status"][execution.status] = stats["status"].get(execution.status, 0) + 1
            if not execution.cached:
                stats["cpu_s"] += execution.cpu_s
                stats["wall_s"] += execution.wall_s
                stats["isolation"] = execution.isolation

    def _fresh(self, code: str, runtime: str, limits: Limits) -> Execution:
        slot = self._slots.get()
        try:
            execution = self._once(slot, code, runtime, limits)
            if execution.status in UNSURE:
                execution = self._once(slot, code, runtime, limits)
            elif execution.status in ("ok", "blank"):
                if RUNTIMES[runtime].forks and POINTER.search(repr(execution.evidence)):
                    return _nondeterministic(execution, "it shows a memory address")
                if _may_differ(RUNTIMES[runtime], code):
                    return _agreed(execution, self._once(slot, code, runtime, limits))
            return execution
        finally:
            self._slots.put(slot)

    def _once(self, slot: Slot, code: str, runtime: str, limits: Limits) -> Execution:
        """One run on this slot's template, and on the page's template where the sample is drawn there."""
        kind = runtime_named(runtime)
        outcome = self._outcome(slot, kind, code, limits)
        if kind.page is not None:
            document = document_of(outcome)
            if document is None:
                outcome = undrawn(outcome)
            else:
                outcome = joined(outcome, self._outcome(slot, kind.page, document, limits))
        return read_outcome(code, runtime, limits, outcome, isolation.label(isolated=self._isolated))

    def _outcome(self, slot: Slot, runtime: Runtime, code: str, limits: Limits) -> Outcome:
        """One job of a template, in a new one where the template was lost.

        A file can take the process that serves it along: that is its verdict. A forked sample cannot reach
        its template: a second loss is our fault or the machine's, and no verdict. Raises JanusError then.
        """
        said, module = "", runtime.module_for(code)
        for _ in range(2):
            try:
                if module not in slot:
                    slot[module] = Worker(runtime, module, isolated=self._isolated)
                if self._closing:
                    raise TemplateGone(runtime.name)
                return slot[module].run(code, limits)
            except TemplateGone:
                if self._closing:
                    raise
                said = slot.pop(module).close()
                if not runtime.forks:
                    return Outcome("killed", "it crashed the renderer", None, b"", 0.0, 0.0, 0.0)
        raise JanusError(f"the {runtime.name} template was lost twice", where=said, do="run `janus doctor`")


def _missing(runtime: str) -> list[str]:
    """What the runtime needs and this machine lacks."""
    programs = [program.name for program in missing_programs(runtime)]
    return [*missing_packages(runtime), *programs, *missing_libraries(RUNTIMES[runtime].all_libraries)]


def _may_differ(runtime: Runtime, code: str) -> bool:
    """True where the code names something that two runs could disagree on."""
    return runtime.moving is not None and runtime.moving.search(code) is not None


def _agreed(first: Execution, second: Execution) -> Execution:
    """The first where the second run says the same, else `nondeterministic`."""
    if all(getattr(first, name) == getattr(second, name) for name in FACTS):
        return first
    return _nondeterministic(first, "two runs differ")


def _nondeterministic(execution: Execution, why: str) -> Execution:
    nothing = {"png": None, "frames": (), "figures": 0, "evidence": None}
    return replace(execution, status="nondeterministic", stderr=why, **nothing)


def execute(code: str, runtime: str, limits: Limits, *, allow_unsafe: bool = False) -> Execution:
    """Execute one piece of code, without the cache, in a sandbox that starts and ends with the call.

    The start of a template (imports) costs seconds: for more than one sample use `Executor`.
    Raises JanusError where the machine cannot isolate, or lacks the runtime.
    """
    section = RuntimeLimits(**limits.as_dict(), required=True)
    runtimes = RuntimeSection.alike(section)
    with Executor(runtimes, SandboxSection(allow_unsafe=allow_unsafe), None, count=1) as executor:
        return executor.execute(code, runtime)
