"""Parallel map over this machine's processes: ordered results, progress, the same output for any count."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TypeVar

from tqdm import tqdm

A = TypeVar("A")
B = TypeVar("B")


def workers() -> int:
    """`$JANUS_WORKERS`, else the cores this process may use. Never a param: it must not reach an output."""
    return int(os.environ.get("JANUS_WORKERS") or len(os.sched_getaffinity(0)))


def progress(items: Iterable[A], *, label: str, total: int | None = None) -> Iterator[A]:
    """Items as they are taken, with a bar."""
    return iter(bar(items, label=label, total=total))


def bar(
    items: Iterable[A] | None = None, *, label: str, total: int | None = None, columns: int = 90
) -> tqdm[A]:
    """A progress bar with rate and time left on stderr (every 5 s where it is not a terminal)."""
    terminal = os.isatty(2)
    return tqdm(
        items,
        desc=label,
        total=total,
        mininterval=0.2 if terminal else 5,
        dynamic_ncols=terminal,
        ncols=None if terminal else columns,
    )


class Processes:
    """A pool of worker processes for several maps: `with Processes() as pool: pool.map(work, items)`.

    `work` is a function (or a partial of one) of an importable module, never of a `__main__`: workers are
    not forked from this process and could not find it. Results come in the order of the items, so the
    output does not depend on the count. One worker, or few items, means no process at all.
    """

    def __init__(self, count: int | None = None) -> None:
        self._count = count or workers()
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Processes:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def map(self, work: Callable[[A], B], items: Sequence[A], *, label: str, chunk: int = 8) -> Iterator[B]:
        """`map(work, items)`, ordered, with a progress bar."""
        if self._count == 1 or len(items) <= chunk:
            return progress(map(work, items), label=label, total=len(items))
        if self._pool is None:
            self._pool = ProcessPoolExecutor(self._count, mp_context=get_context("forkserver"))
        with _interrupts_for_us_alone():
            results = self._pool.map(work, items, chunksize=chunk)  # submits all, which starts the workers
        return progress(results, label=label, total=len(items))


@contextmanager
def _interrupts_for_us_alone() -> Iterator[None]:
    """Processes started meanwhile never see Ctrl-C: this one does and ends them, without a traceback each."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def map_ordered(
    work: Callable[[A], B], items: Sequence[A], *, label: str, chunk: int = 8, count: int | None = None
) -> Iterator[B]:
    """One map over a pool of its own."""
    with Processes(count) as pool:
        yield from pool.map(work, items, label=label, chunk=chunk)
